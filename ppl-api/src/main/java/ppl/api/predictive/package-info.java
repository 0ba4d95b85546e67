/**
 * What follows from draws of the parameters: predictions, log-likelihoods, computed quantities, what was summed out; and the prior, of which
 * there are draws without any data.
 *
 * <p>In: a {@link ppl.api.plan.Plan} and the values that a posterior holds. Out: groups of inference data. Each quantity is written once as a
 * graph of one draw ({@link ppl.api.predictive.PosteriorGraph}), which is vectorised over draws and computed in chunks of them
 * ({@link ppl.api.predictive.DrawProgram}). How the parameters came about does not belong here. Entry:
 * {@link ppl.api.predictive.FittedPlan}.
 */
package ppl.api.predictive;
