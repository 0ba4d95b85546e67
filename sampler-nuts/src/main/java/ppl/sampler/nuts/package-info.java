/**
 * The No-U-Turn sampler and its adaptation.
 *
 * <p>In: densities and gradients where the chain asks for them, an initial point and a random key. Out: one chain, draw
 * by draw. Threads, progress and storage do not belong here: the driver has them. Data flows {@code
 * ppl.sampler.nuts.tree} (one transition) → {@code ppl.sampler.nuts.warmup} (what it teaches) → {@code
 * ppl.sampler.nuts.metric} and {@code ppl.sampler.nuts.stepsize}. Entry: {@link ppl.sampler.nuts.Nuts}.
 */
package ppl.sampler.nuts;
