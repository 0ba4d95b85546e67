package ppl.examples;

import static ppl.api.Distributions.*;

import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * The flow of the Nile at Aswan, 1871 to 1970 (Cobb 1978, Biometrika 65), in the form of Durbin and Koopman, <i>Time Series Analysis by
 * State Space Methods</i>, 2001: a level that walks at random, seen with noise. The walk is sampled in units of its step: flows of single
 * years say little about single steps, and a walk in its own units would tie all of them to the step.
 */
public final class Nile {

    private Nile() {}

    /** The model. */
    public static Model model() {
        double[] flow = Columns.load("nile.csv", "flow");
        return Model.build(m -> {
            Dim year = m.dim("year", Columns.words("nile.csv", "year"));
            Var step = m.sample("step", logNormal(3.7, 0.3));
            Var noise = m.sample("noise", halfNormal(200));
            Var start = m.sample("start", normal(1000, 300));
            Var walk = m.sample("walk", gaussianRandomWalk(1, normal(0, 1), year.size()), year);
            Var level = m.deterministic("level", start.plus(step.times(walk)), year);
            m.observe("flow", normal(level, noise), flow, year);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary("~walk", "~level"));
    }
}
