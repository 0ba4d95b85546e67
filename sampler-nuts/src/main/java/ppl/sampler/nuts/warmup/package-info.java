/**
 * What a chain learns during warm-up, and when.
 *
 * <p>In: finished transitions. Out: the metric and the step size of the next. How a transition is made does not belong
 * here. Entry: {@link ppl.sampler.nuts.warmup.Warmup}.
 */
package ppl.sampler.nuts.warmup;
