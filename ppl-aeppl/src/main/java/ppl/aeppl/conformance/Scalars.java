package ppl.aeppl.conformance;

import java.util.function.BiFunction;
import java.util.function.IntFunction;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/**
 * A law of single numbers, evaluated at vectors of points.
 *
 * @param laws makes the law of a vector of so many independent elements
 */
record Scalars(IntFunction<Law> laws) {

    Law law(int elements) {
        return laws.apply(elements);
    }

    double[] logp(double... at) {
        return Evaluator.map(x -> law(at.length).logDensity(Value.of(x)).elementwise(), at);
    }

    double[] logp(long... at) {
        return Evaluator.map(x -> law(at.length).logDensity(Value.of(x)).elementwise(), at);
    }

    double[] evaluate(BiFunction<Law, Var, Var> f, double... at) {
        return Evaluator.map(x -> f.apply(law(at.length), x), at);
    }
}
