/**
 * Minimisation of smooth functions of many real numbers by L-BFGS.
 *
 * <p>In: an {@link ppl.api.optimize.Objective} and a point. Out: a {@link ppl.api.optimize.Minimum}, which says why the search ended. Only
 * sums, products and square roots are taken, in a fixed order, so the bits are a function of those of the objective. What a log-density is
 * and whether its maximum can be relied on does not belong here. Entry: {@link ppl.api.optimize.Lbfgs}.
 */
package ppl.api.optimize;
