/**
 * Exponentials, logarithms, powers and circular functions, one record each. In: a node; out: its expansion, derivative
 * and bounds. What is built from several of them belongs in the neighbouring packages. Entry: {@link
 * ppl.graph.Functions}.
 */
package ppl.graph.math.elementary;
