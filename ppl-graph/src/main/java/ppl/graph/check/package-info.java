/**
 * Derivatives held against numeric differences, for whoever writes an op with a derivative of its own. In: a node and a point;
 * out: the largest disagreement. Above gradients and compilers, so that neither needs the other. Entry: CheckGradient.
 */
package ppl.graph.check;
