package ppl.graph.grad;

import ppl.graph.Var;

/**
 * What arrives at an operand.
 *
 * @param cotangent its cotangent
 * @param taken which elements reach a result at all; {@link Bools#ALWAYS} if all do
 */
record Pulled(Var cotangent, Var taken) {}
