/**
 * One graph for data of other lengths.
 *
 * <p>In: expressions, other data in the place of some, and the axes that lie along a dim with their new lengths. Out: the same expressions,
 * in which every node that depends on such a length has the new one. What a model is does not belong here. Entry: {@link
 * ppl.graph.resize.Resized}. A new primitive says in {@link ppl.graph.resize.AxisRules} which axes are one, and, if it holds a length,
 * in {@link ppl.graph.resize.Rebuilding} what becomes of it.
 */
package ppl.graph.resize;
