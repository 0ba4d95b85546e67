/**
 * Laws of rounded variables. In: the law of X, with probabilities of intervals. Out: a law of whole numbers, each with the probability of all
 * that is rounded to it; and of what remains after a division by a constant. Entry: {@link ppl.aeppl.rule.rounding.Rounding}.
 */
package ppl.aeppl.rule.rounding;
