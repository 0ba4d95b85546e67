package ppl.examples.run;

import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.binomial;

import java.util.ArrayList;
import java.util.List;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.graph.Var;

/** Short runs, and what is compared of them. */
final class Fits {

    private Fits() {}

    /** 40 + 30 iterations of 4 chains, without a word. */
    static Inference brief(Model model) {
        return model.infer().tune(40).draws(30).chains(4).cores(2).seed(11).progress(Progress.silent());
    }

    /** A coin thrown ten times. */
    static Model coin() {
        return Model.build(m -> {
            Var p = m.sample("p", beta(1, 1));
            m.observe("heads", binomial(10, p), 7);
        });
    }

    /** Every number that chains made, warm-up included where it was kept: equal only if all bits are. */
    static List<Variable> numbers(InferenceData fit) {
        List<Variable> all = new ArrayList<>();
        fit.groups().forEach(g -> all.addAll(fit.get(g).variables()));
        return all;
    }
}
