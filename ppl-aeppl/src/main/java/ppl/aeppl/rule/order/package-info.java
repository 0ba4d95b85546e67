/**
 * Laws of the greatest, the least and the ordered among independent variables. In: laws with probabilities of both tails. Out: laws of an
 * extreme, of an order statistic, of all in order, and of the place where the extreme stands. Entry: {@link ppl.aeppl.rule.order.Extremes},
 * {@link ppl.aeppl.rule.order.Sorting}.
 */
package ppl.aeppl.rule.order;
