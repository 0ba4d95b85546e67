/**
 * The Metropolis family.
 *
 * <p>In: a log-density, an initial point and a random key. Out: one chain, step by step. Threads, progress and storage do not belong
 * here: the driver has them.
 */
package ppl.sampler.rw;
