/**
 * What it takes to run a graph, seen from the graph's side: the GraphCompiler service, its options and results,
 * and one-off evaluation. No backend is named here. Entry: Graph.compile, Var.eval.
 */
package ppl.graph.compile;
