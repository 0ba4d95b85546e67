package ppl.benchmarks.posterior;

import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;

import ppl.api.Model;
import ppl.graph.Functions;
import ppl.graph.Var;

/** A mixture of two normals, the lower one first. */
final class Mixture {

    private Mixture() {}

    static Model model() {
        double[] data = Table.load("mixture.csv").column("y");
        return Model.build(m -> {
            Var y = m.data("y", data, m.dim("i", data.length));
            Var mu = m.sample("mu", normal(0, 2));
            Var gap = m.sample("gap", halfNormal(4));
            Var sigma1 = m.sample("sigma1", halfNormal(2));
            Var sigma2 = m.sample("sigma2", halfNormal(2));
            Var theta = m.sample("theta", beta(5, 5));
            Var lower = theta.log().plus(logDensity(y, mu, sigma1));
            Var upper = Functions.log1p(theta.unaryMinus()).plus(logDensity(y, mu.plus(gap), sigma2));
            m.potential("y_like", Functions.logaddexp(lower, upper).sum());
        });
    }

    /** Of a normal, but for a constant. */
    private static Var logDensity(Var y, Var mu, Var sigma) {
        return y.minus(mu).div(sigma).square().times(-0.5).minus(sigma.log());
    }
}
