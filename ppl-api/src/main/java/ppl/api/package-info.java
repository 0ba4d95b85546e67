/**
 * Models as users write them, and what inference gives back.
 *
 * <p>In: names, dims, data and distributions. Out: a model that can be sampled, and the draws with their diagnostics. The algorithm
 * of a sampler and the code of a backend do not belong here: both are found as services.
 */
package ppl.api;
