/**
 * Simulation-based calibration: whether a model and what fits it give posteriors that are right on average over the prior.
 *
 * <p>In: a model with proper priors and observed variables, and a way to fit it. Out: the ranks of true values among the draws of the posteriors of
 * simulated data, which are uniform if all is right, and tests of that. What the draws of one run tell of themselves does not
 * belong here: see {@link ppl.api.diagnostics}. Entry: {@link ppl.api.sbc.Sbc}.
 */
package ppl.api.sbc;
