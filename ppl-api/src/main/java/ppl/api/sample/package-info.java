/**
 * Running samplers on models: from a model and options to inference data.
 *
 * <p>In: a model, {@link ppl.api.sample.Inference} options. Out: {@link ppl.api.inference.InferenceData}. Everything that
 * samplers should not each write again lives here once: start points, threads, seeds, progress, interruption, recording,
 * warnings. How a chain moves does not belong here. Entry: {@link ppl.api.sample.Inference}.
 */
package ppl.api.sample;
