/**
 * What proposals learn during warm-up: their scale and their shape.
 *
 * <p>In: acceptance rates and points of the chain. Out: a scale, a factor of a covariance matrix. Entry: {@link
 * ppl.sampler.rw.adapt.ScaleTuning}.
 */
package ppl.sampler.rw.adapt;
