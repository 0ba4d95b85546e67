/**
 * Differentiation of graphs into graphs. In: a node and the nodes to differentiate by; out: nodes. The
 * derivative of a single op stands in that op. Entry: Gradient.
 */
package ppl.graph.grad;
