/**
 * Wrong programs and what they are told.
 *
 * <p>In: a program with one mistake. Out: the whole message, which names the variable, the value or shape, the cause and the remedy.
 * What happens to right programs does not belong here. Entry: {@link ppl.examples.wrong.Refusal}.
 */
package ppl.examples.wrong;
