/**
 * Moves hot loops to faster code in the middle of a run, unseen in the bits.
 *
 * <p>In: loop nests that have been called often. Out: code in lanes, compiled and tried out by a thread of its own, which takes the nest's
 * place only if it is measured to be faster; that is measured again later, and may be taken back. How such code is written does not belong here. Entry: {@link
 * ppl.backend.vector.tier.HotNests}.
 */
package ppl.backend.vector.tier;
