/**
 * Can these draws be trusted, and what do they say: convergence, Monte Carlo error, intervals, predictive accuracy.
 *
 * <p>In: {@link ppl.api.diagnostics.Draws}, the draws of one scalar quantity by chain, or matrices of pointwise
 * log-likelihoods. Out: numbers and small records. Definitions are those of Vehtari, Gelman, Simpson, Carpenter and Bürkner
 * (2021), <i>Rank-normalization, folding, and localization</i>, and of ArviZ 0.23, to which the values agree to 1e-10
 * relative. Nothing here knows names, dims, files or models.
 *
 * <p>Inputs that have no answer (a NaN among the draws, fewer than four draws a chain, one chain where several are compared)
 * give NaN and never an exception, because one bad variable must not hide the table of the others.
 *
 * <p>Start at {@link ppl.api.diagnostics.ChainStatistics}, which gives the usual figures of one quantity at once.
 */
package ppl.api.diagnostics;
