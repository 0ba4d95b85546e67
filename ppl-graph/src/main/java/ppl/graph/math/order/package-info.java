/**
 * Where elements stand in the order of a line. In: nodes of any type; out: positions, as int64. Entry: {@link
 * ppl.graph.Functions}.
 */
package ppl.graph.math.order;
