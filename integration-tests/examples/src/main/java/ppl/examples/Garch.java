package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.List;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Index;
import ppl.graph.Var;

/**
 * Returns whose variance follows those before, GARCH(1,1) (Bollerslev 1986): {@code h_t = alpha0 + alpha1 (y_{t-1} - mu)^2 + beta1
 * h_{t-1}}, with flat priors where the variance stays finite.
 */
public final class Garch {

    private static final double FIRST_SD = 0.5;

    private Garch() {}

    /** The model. */
    public static Model model() {
        double[] returns = Columns.load("garch.csv", "y");
        return Model.build(m -> {
            Dim day = m.dim("day", returns.length);
            Var y = m.data("y", returns, day);
            Var mu = m.sample("mu", flat());
            Var alpha0 = m.sample("alpha0", halfFlat());
            Var alpha1 = m.sample("alpha1", uniform(0, 1));
            Var beta1 = m.sample("beta1", uniform(0, subtract(1, alpha1)));
            m.potential("flat", log1p(negate(alpha1))); // the density of beta1, taken out again
            Var first = Var.constant(FIRST_SD * FIRST_SD);
            Var later = scan(first, y.get(Index.to(-1)), (h, before) -> alpha0.plus(
                            alpha1.times(before.minus(mu).square()))
                    .plus(beta1.times(h)));
            Var h = concat(List.of(vector(first), later), 0);
            m.observe("returns", normal(mu, sqrt(h)), returns, day);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
