/**
 * The rules that come with the system: of draws, and those of the packages beside this one, each of one idea. In: what {@link ppl.aeppl.rule} gives to any rule. Out: the
 * registry of all. Entry: {@link ppl.aeppl.rule.builtin.BuiltinRules}.
 */
package ppl.aeppl.rule.builtin;
