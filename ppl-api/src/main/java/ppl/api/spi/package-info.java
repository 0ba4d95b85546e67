/**
 * What a sampler sees of the world, and what the driver sees of a sampler.
 *
 * <p>In: a log-density over an unconstrained vector, a start, a random key. Out: one chain as a state machine that asks
 * for points and is told densities. Models, threads, progress and files do not belong here. Entry: {@link
 * ppl.api.spi.Sampler}.
 */
package ppl.api.spi;
