/**
 * The functions of tensors, in families: elementwise, special, reductions, creation, axes, indexing, linear algebra. In: nodes and plain
 * numbers; out: nodes, with operands brought to one type and shape. What each operation means does not belong here. Users see them
 * all in {@link ppl.graph.Functions}, which is made of the public static methods of the families when the project is built: a
 * function written in one of them needs no line anywhere else. Entry: Elementwise.
 */
package ppl.graph.function;
