package ppl.examples;

import static ppl.api.Distributions.*;

import java.util.Arrays;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * Velocities of 82 galaxies in the region of Corona Borealis, in 1000 km/s (Postman, Huchra and Geller 1986, Astronomical Journal 92;
 * Roeder 1990, JASA 85): a mixture of three normal distributions of one width, whose order keeps them apart.
 */
public final class Galaxies {

    private Galaxies() {}

    /** The model. */
    public static Model model() {
        double[] velocity = Arrays.stream(Columns.load("galaxies.csv", "velocity"))
                .map(v -> v / 1000)
                .toArray();
        return Model.build(m -> {
            Dim galaxy = m.dim("galaxy", velocity.length);
            Dim component = m.dim("component", "near", "middle", "far");
            Var w = m.sample("w", dirichlet(2, 2, 2), component);
            Var mu = m.sample("mu", ordered(normal(20, 10)), component);
            Var sigma = m.sample("sigma", logNormal(0, 1));
            m.observe("velocity", mixture(w, normal(mu, sigma)), velocity, galaxy);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
