/**
 * Graphs into better graphs of equal value: named rules, applied from the operands up, phase by phase, until none fires.
 *
 * <p>In: a graph. Out: a graph with the same inputs and outputs of the same types, and a trace of the rules that fired.
 * What depends on a machine does not belong here, nor what a node simplifies about itself when it is made (see {@link
 * ppl.graph.op.Op#simplify}). Entry: {@link ppl.graph.rewrite.Rewriter}. A new rule is a constant like those of {@link
 * ppl.graph.rewrite.SumRules}, and a place in {@link ppl.graph.rewrite.Rewriter#standard()}.
 */
package ppl.graph.rewrite;
