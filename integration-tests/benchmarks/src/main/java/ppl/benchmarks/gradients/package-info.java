/**
 * Models whose log-densities also exist in C, written by hand ({@code gradients.c}), with the data of both.
 *
 * <p>In: nothing; data are made from fixed seeds or are those of the examples. Out: {@link ppl.benchmarks.gradients.HandWritten}, a
 * model beside the name of its case in C. Coordinates are in the same order in both. How time is taken does not belong here.
 */
@NullMarked
package ppl.benchmarks.gradients;

import org.jspecify.annotations.NullMarked;
