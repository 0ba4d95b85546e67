package ppl.aeppl.cases;

import java.util.function.Supplier;
import ppl.graph.Var;

/**
 * An expression of several elements. Its draws must follow the law that is derived for it: the draw and the density are two
 * derivations of one law.
 *
 * @param name the expression
 * @param expression written anew at each call
 */
record VectorCase(String name, Supplier<Var> expression) {}
