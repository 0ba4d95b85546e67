/**
 * Laws of loops: of what each step of a {@code scan} leaves, given what the steps before it left. In: the loop and the laws of the
 * sequences it goes over. Out: the law of a stack of its states or outputs. The law of one step is derived by all rules there are.
 * Entry: {@link ppl.aeppl.rule.loop.Recurrence}.
 */
package ppl.aeppl.rule.loop;
