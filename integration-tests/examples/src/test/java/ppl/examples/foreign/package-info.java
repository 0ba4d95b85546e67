/**
 * What others add, in the fewest files, and models that use it. In: the public packages only. Out: tests that what was added has its
 * right posterior.
 */
@NullMarked
package ppl.examples.foreign;

import org.jspecify.annotations.NullMarked;
