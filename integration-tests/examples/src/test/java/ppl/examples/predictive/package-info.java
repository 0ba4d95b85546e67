/**
 * What follows from draws of the parameters: predictions, log-likelihoods, computed quantities, the prior.
 *
 * <p>In: models, and posteriors that are draws of the prior, so that no sampler is needed. Out: tests that what is computed for all draws
 * together is what a draw gets alone, and that numbers are those of closed forms.
 */
package ppl.examples.predictive;
