package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * Weeks of remission of 42 patients with leukaemia, half of whom took 6-mercaptopurine (Freireich et al. 1963, Blood 21; Gehan 1965,
 * Biometrika 52): Weibull survival times, of which those of patients still in remission when the study ended are only known to be longer.
 */
public final class Remission {

    private Remission() {}

    /** The model. */
    public static Model model() {
        double[] weeks = Columns.load("remission.csv", "weeks");
        return Model.build(m -> {
            Dim patient = m.dim("patient", weeks.length);
            Var seen = m.data("seen", weeks, patient);
            Var treated = m.data("treated", Columns.load("remission.csv", "treated"), patient);
            Var relapsed = m.data("relapsed", Columns.counts("remission.csv", "relapsed"), patient);
            Var shape = m.sample("shape", halfNormal(2));
            Var location = m.sample("location", normal(2, 2));
            Var effect = m.sample("effect", normal(0, 2));
            Var scale = exp(location.plus(effect.times(treated)));
            Var end = where(equal(relapsed, 1), Double.POSITIVE_INFINITY, seen);
            m.observe("weeks", censored(weibull(shape, scale), 0, end), weeks, patient);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
