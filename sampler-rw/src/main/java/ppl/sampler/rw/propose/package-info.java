/**
 * Symmetric proposals: where a chain tries to go.
 *
 * <p>In: the current point, random numbers. Out: another point that differs in some coordinates. Whether it is accepted
 * does not belong here. Entry: {@link ppl.sampler.rw.propose.Proposal}.
 */
package ppl.sampler.rw.propose;
