/**
 * What runs of right models give, on each backend and sampler: draws, groups, partial results, posteriors.
 *
 * <p>In: models of the examples and small ones with a known posterior. Out: what holds of the inference data. Messages of wrong
 * programs do not belong here.
 */
package ppl.examples.run;
