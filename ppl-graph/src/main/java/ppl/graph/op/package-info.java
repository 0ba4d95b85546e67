/**
 * The operations of a graph: the closed core of primitives (Prim), the open rim of rich ops (RichOp) and random
 * draws (RandomOp). Each op states its type rule, bounds, derivative and local simplification beside each
 * other. In: operand nodes; out: types and nodes. How nodes are stored and how backends run them does not
 * belong here. Entry: Op.
 */
package ppl.graph.op;
