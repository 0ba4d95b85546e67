/**
 * The Metropolis family.
 *
 * <p>In: densities where the chain asks for them, an initial point and a random key. Out: one chain, sweep by sweep.
 * Threads, progress and storage do not belong here: the driver has them. Data flows {@code ppl.sampler.rw.propose} (where
 * to go) → the chain (whether to go) → {@code ppl.sampler.rw.adapt} (how far to go next time). Entry: {@link
 * ppl.sampler.rw.RandomWalk}.
 */
package ppl.sampler.rw;
