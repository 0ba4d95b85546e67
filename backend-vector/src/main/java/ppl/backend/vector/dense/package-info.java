/**
 * Dense linear algebra in lanes: matrix products, Cholesky factors and triangular solves whose every element has the chain of
 * operations that the order of the graph asks for, so that the bits are those of scalar code.
 *
 * <p>In: arrays, first elements and strides. Out: arrays. How a plan names its arrays does not belong here. What is written for the
 * registers of one width is in {@code DenseV...}, of which one source is written by hand; only these link the Vector API, and they may
 * be touched only if {@link ppl.backend.vector.simd.Simd} says that there are lanes. Entry: {@link ppl.backend.vector.dense.DenseF64}.
 */
package ppl.backend.vector.dense;
