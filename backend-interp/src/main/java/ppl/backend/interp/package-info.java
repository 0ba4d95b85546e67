/**
 * The reference interpreter: slow, plain, and right.
 *
 * <p>In: a lowered program. Out: an executable that runs one method per primitive. Fusion and other cleverness do not belong here:
 * the other backends are judged by this one.
 */
package ppl.backend.interp;
