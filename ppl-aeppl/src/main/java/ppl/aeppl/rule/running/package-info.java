/**
 * Running sums and products of random variables as walks: the density of the steps. In: the law of the steps. Out: the law of the path.
 * Entry: {@link ppl.aeppl.rule.running.Walk}.
 */
package ppl.aeppl.rule.running;
