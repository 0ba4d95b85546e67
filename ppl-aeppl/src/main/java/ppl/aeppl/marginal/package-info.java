/**
 * Discrete variables summed out of a joint log-density, and drawn back.
 *
 * <p>In: factors of a log-density as functions of stand-ins for the variables, and for each variable its finite set of values. Out: one
 * log-density without them, and draws of them given everything else. What laws and factors are does not belong here.
 * Entry: {@link ppl.aeppl.marginal.Marginal}, which reads as the method: terms are taken apart ({@link ppl.aeppl.marginal.Summands}),
 * each becomes a table over the variables that its elements depend on ({@link ppl.aeppl.marginal.Scopes}, {@link
 * ppl.aeppl.marginal.Tabulation}), and variables are eliminated one after the other ({@link ppl.aeppl.marginal.Elimination}).
 */
@NullMarked
package ppl.aeppl.marginal;

import org.jspecify.annotations.NullMarked;
