/**
 * The arithmetic of the mode FAST: the same program with fewer or less dependent roundings.
 *
 * <p>In: a lowered graph. Out: one of the same primitives that gives nearly the same numbers sooner. All freedom that FAST takes with the
 * arithmetic of elements is taken here, so a program still has one meaning, whatever runs it and in how many lanes. Which backends want
 * it, and the order of sums, do not belong here. Entry: {@link ppl.backend.spi.fast.FastArithmetic}.
 */
package ppl.backend.spi.fast;
