package ppl.benchmarks.posterior;

import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.studentT;

import java.util.stream.IntStream;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/** Densities without data. */
final class Synthetic {

    private Synthetic() {}

    /** Neal's funnel in ten dimensions. */
    static Model funnel() {
        return Model.build(m -> {
            Var v = m.sample("v", normal(0, 3));
            m.sample("x", normal(0, v.times(0.5).exp()), m.dim("i", 9));
        });
    }

    /** 100 independent Student t variables of 4 degrees of freedom. */
    static Model heavyTails() {
        return Model.build(m -> m.sample("x", studentT(4, 0, 1), m.dim("i", 100)));
    }

    /** 20 exponentials whose scales cover four decades. */
    static Model scales() {
        double[] rate = IntStream.range(0, 20)
                .mapToDouble(i -> StrictMath.pow(10, 2 - 4.0 * i / 19))
                .toArray();
        return Model.build(m -> {
            Dim i = m.dim("i", rate.length);
            m.sample("x", exponential(m.data("rate", rate, i)), i);
        });
    }

    /** 250 normals, neighbours correlated by 0.9; the prior of each is so wide that it plays no part. */
    static Model neighbours() {
        int n = 250;
        double rho = 0.9;
        return Model.build(m -> {
            Var x = m.sample("x", normal(0, 100), m.dim("i", n));
            Dim pair = m.dim("pair", n - 1);
            Var before = x.get(m.data("before", IntStream.range(0, n - 1).toArray(), pair));
            Var after = x.get(m.data("after", IntStream.range(1, n).toArray(), pair));
            Var steps = after.minus(before.times(rho)).square().sum();
            m.potential("neighbours", steps.div(-2 * (1 - rho * rho)));
            m.potential("first", x.get(0).square().times(-0.5));
        });
    }
}
