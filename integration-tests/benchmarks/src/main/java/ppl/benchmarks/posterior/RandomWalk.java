package ppl.benchmarks.posterior;

import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;

import java.util.List;
import java.util.Random;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * A random walk of 100 steps seen through noise, non-centred: the steps are standard normal and the walk is their sum times q. Where q
 * is large against the noise r the posterior of the sum is so narrow that leapfrogs of the usual size are unstable.
 */
public final class RandomWalk {

    /** The number of steps. */
    public static final int STEPS = 100;

    private RandomWalk() {}

    /** What is observed: steps of 0.3 and noise of 0.5. */
    public static double[] data() {
        Random random = new Random(7);
        double[] y = new double[STEPS];
        double x = 0;
        for (int i = 0; i < STEPS; i++) {
            x += 0.3 * random.nextGaussian();
            y[i] = x + 0.5 * random.nextGaussian();
        }
        return y;
    }

    /** The model. */
    public static Model model() {
        return Model.build(m -> {
            Dim time = m.dim("time", STEPS);
            Var q = m.sample("q", halfNormal(1));
            Var r = m.sample("r", halfNormal(1));
            Var z = m.sample("z", normal(0, 1), time);
            m.observe("y", normal(sums(z).times(q), r), data(), time);
        });
    }

    /** Sums of the first elements, by shifts of 1, 2, 4 … */
    private static Var sums(Var z) {
        Var sum = z;
        for (int shift = 1; shift < STEPS; shift *= 2) {
            Var shifted = Functions.slice(sum, 0, 0, STEPS - shift, 1);
            sum = sum.plus(Functions.concat(List.of(Var.constant(new double[shift]), shifted), 0));
        }
        return sum;
    }
}
