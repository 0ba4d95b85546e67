package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/** Returns that go back to their mean by a share of what they are away from it: a loop over noise, whose density is derived. */
public final class Autoregression {

    private Autoregression() {}

    /** The returns. */
    public static double[] returns() {
        return Columns.load("garch.csv", "y");
    }

    /** The model. */
    public static Model model() {
        return model(returns());
    }

    private static Model model(double[] returns) {
        return Model.build(m -> {
            Dim day = m.dim("day", returns.length);
            Var mu = m.sample("mu", normal(0, 10));
            Var phi = m.sample("phi", uniform(-1, 1));
            Var sigma = m.sample("sigma", halfNormal(5));
            Var noise = normal(0, sigma).draw("noise", returns.length);
            Var path = scan(mu, noise, (y, e) -> mu.plus(phi.times(y.minus(mu))).plus(e));
            m.observe("returns", path, returns, day);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
