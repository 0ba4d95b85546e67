/**
 * The law of a variable clipped at fixed bounds. In: the law of the variable, with probabilities of intervals, and a bound.
 * Out: a law with an atom at the bound. Truncation, which renormalises instead, does not belong here. Entry:
 * {@link ppl.aeppl.rule.clip.Clip}.
 */
package ppl.aeppl.rule.clip;
