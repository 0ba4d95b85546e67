package ppl.tests.aeppl.exact;

import java.util.function.DoubleFunction;
import ppl.graph.Shape;
import ppl.graph.Var;

/** A random variable as users write it. */
interface Expression {

    /**
     * The expression.
     *
     * @param number how its numbers enter the graph
     * @param shape of the draw
     */
    Var node(DoubleFunction<Var> number, Shape shape);
}
