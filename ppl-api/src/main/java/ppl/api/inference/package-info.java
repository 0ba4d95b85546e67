/**
 * The results of inference in memory: named variables with dims and coords, in named groups.
 *
 * <p>In: flat blocks of numbers from a run, a predictive pass or a file, with the names of their dims. Out: immutable
 * {@link ppl.api.inference.InferenceData} to select from, to summarise, to save. Nothing here knows models, graphs or
 * samplers. Statistics are in {@link ppl.api.diagnostics}, files in {@code ppl.api.store}.
 *
 * <p>Start at {@link ppl.api.inference.InferenceData}; build one from {@link ppl.api.inference.Dataset#builder()}.
 */
package ppl.api.inference;
