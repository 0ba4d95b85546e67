/**
 * One graph for many values of its inputs: an expression whose inputs carry new axes, computed for every position along them. And the other way:
 * some positions along an axis of an expression, without the others ({@link ppl.graph.batch.RowSlab}).
 *
 * <p>In: expressions, and inputs with axes before their own. Out: expressions with these axes before their own, and no copy for each
 * position. What a density does with them does not belong here. Entry: {@link ppl.graph.batch.Vectorized}. A new primitive
 * says in {@link ppl.graph.batch.BatchedOp} what becomes of its axes; a rich op that has a form for leading axes says so itself ({@link
 * ppl.graph.op.RichOp#withLeadingAxes}).
 */
package ppl.graph.batch;
