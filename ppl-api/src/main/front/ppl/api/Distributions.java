package ppl.api;

/**
 * The distributions, as models name them: {@code normal(0, 1)}. Parameters are numbers or nodes of the graph, random
 * ones included; they broadcast. Parameter names are PyMC's. A constant parameter outside its range is refused at once.
 *
 * {@snippet :
 * double x = normal(0, 1).draw("x").eval().item();
 * }
 *
 * <p>Shapes: parameters broadcast to the shape of a draw; a matrix or a vector of probabilities takes the last axes. Units:
 * scales, rates and probabilities are what their names say, never logarithms of it; where a log or a logit is taken the
 * name ends so.
 *
 * <p>Errors: {@link ppl.graph.GraphException} on the line that writes it for parameters that do not broadcast, {@link
 * ppl.aeppl.LogDensityException} for a constant outside of its range; both are {@link ppl.graph.PplException}s.
 *
 * <p>A parameter that is a single number for each draw is a {@link Number}: a plain number or a node. Vectors and matrices are
 * nodes, and a lone vector may be numbers.
 *
 * <p>Each distribution is written in its family, below {@link ppl.aeppl.family}. This class is made from them when the project
 * is built.
 */
public final class Distributions {

    private Distributions() {}
}
