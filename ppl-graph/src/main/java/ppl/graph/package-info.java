/**
 * Symbolic tensor graphs and everything that can be said about them without running them.
 *
 * <p>In: expressions that a program builds. Out: graphs, their gradients and rewritten forms, printed text, and (through the
 * service {@code GraphCompiler}) something that computes. Densities, models and the code of any backend do not belong here.
 */
package ppl.graph;
