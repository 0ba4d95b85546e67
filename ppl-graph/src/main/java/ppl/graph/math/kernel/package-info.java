/**
 * The vocabulary of exact operations and the pieces that several functions share: reduction and series of the
 * exponential and the logarithm, the scaled normal tail. In and out: float64 nodes. Whole functions do not belong here.
 * Entry: {@link ppl.graph.math.kernel.Exact}.
 */
package ppl.graph.math.kernel;
