/**
 * Running samplers on models: from a model and options to inference data.
 *
 * <p>In: a model, {@link ppl.api.sample.Inference} options. Out: {@link ppl.api.inference.InferenceData}. All that
 * samplers share is here: start points, threads, seeds, progress, interruption, recording, warnings. How a chain moves does not belong here. Entry: {@link ppl.api.sample.Inference}.
 */
package ppl.api.sample;
