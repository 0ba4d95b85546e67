package ppl.examples;

import static ppl.api.Distributions.*;

import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/** Coaching effects in eight schools (Rubin 1981), non-centred. */
public final class EightSchools {

    private static final double[] EFFECT = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] ERROR = {15, 10, 16, 11, 9, 11, 10, 18};

    private EightSchools() {}

    /** The model. */
    public static Model model() {
        return Model.build(m -> {
            Dim school = m.dim("school", "A", "B", "C", "D", "E", "F", "G", "H");
            Var error = m.data("error", ERROR, school);
            Var mu = m.sample("mu", normal(0, 5));
            Var tau = m.sample("tau", halfCauchy(5));
            Var theta = m.deterministic(
                    "theta",
                    m.sample("theta_z", normal(0, 1), school).times(tau).plus(mu),
                    school);
            m.observe("effect", normal(theta, error), EFFECT, school);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().targetAccept(0.9).seed(42).run().summary("~theta_z"));
    }
}
