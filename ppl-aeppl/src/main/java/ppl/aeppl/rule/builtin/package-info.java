/**
 * The rules that come with the system: of draws, of sums of normal variables, of repeated values, and those of
 * {@code ppl.aeppl.rule.clip} and {@code ppl.aeppl.rule.pushforward}. In: what {@link ppl.aeppl.rule} gives to any rule. Out: the
 * registry of all. Entry: {@link ppl.aeppl.rule.builtin.BuiltinRules}.
 */
package ppl.aeppl.rule.builtin;
