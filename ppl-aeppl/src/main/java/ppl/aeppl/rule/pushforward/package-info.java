/**
 * The law of a monotone function of a random variable. In: the law of the variable and the function, as a row of a table
 * ({@code MonotoneMap}: domain, range, inverse, log-derivative, direction). Out: a law. An inverse image has, beside
 * its digits, its distances to both ends of the support ({@code Ends}), so that no digits are lost through several maps. Functions of several random
 * variables do not belong here. Entry: {@link ppl.aeppl.rule.pushforward.PushForward}.
 */
package ppl.aeppl.rule.pushforward;
