/**
 * How laws of expressions follow from laws of their operands: what a rule is, which rules are known, and the walk that
 * asks them.
 *
 * <p>In: a node and the values of other nodes ({@link ppl.aeppl.rule.Environment}). Out: its
 * {@link ppl.aeppl.law.Law}, or why there is none ({@link ppl.aeppl.rule.Outcome}). Joint densities do not belong here.
 * Entry: {@link ppl.aeppl.rule.DerivationRule} to write a rule, {@link ppl.aeppl.rule.Deriver} to use them.
 */
package ppl.aeppl.rule;
