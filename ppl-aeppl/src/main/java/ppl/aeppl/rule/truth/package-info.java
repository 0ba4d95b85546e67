/**
 * Laws of truth values: comparisons of random variables, and what is made of them by and, or, xor, not, all and any. In: laws with
 * probabilities of intervals. Out: the logs of the probabilities of true and of false, each as such, never as one minus the other. Entry:
 * {@link ppl.aeppl.rule.truth.Comparison}, {@link ppl.aeppl.rule.truth.Logic}.
 */
package ppl.aeppl.rule.truth;
