/**
 * The No-U-Turn sampler and its adaptation.
 *
 * <p>In: densities and gradients where the chain asks for them, an initial point and a random key. Out: one chain, draw
 * by draw. Threads, progress and storage do not belong here: the driver has them. Data flows {@link
 * ppl.sampler.nuts.tree} (one transition) → {@link ppl.sampler.nuts.warmup} (what it teaches) → {@link
 * ppl.sampler.nuts.metric} and {@link ppl.sampler.nuts.stepsize}. Entry: {@link ppl.sampler.nuts.Nuts}.
 */
package ppl.sampler.nuts;
