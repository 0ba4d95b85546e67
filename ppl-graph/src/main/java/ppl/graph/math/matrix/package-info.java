/**
 * Solves, inverses and determinants of square matrices, each with its derivative by the same factors. In: matrices in the last
 * two axes, operands of one type and equal leading axes; out: NaN or infinities where a matrix is singular. Entry: {@link
 * ppl.graph.Functions}.
 */
package ppl.graph.math.matrix;
