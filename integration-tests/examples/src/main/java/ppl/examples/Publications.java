package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.List;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * Articles of 915 biochemists in the last three years of their doctorates (Long 1990, Social Forces 68). Some do not write at all,
 * and whether one does depends on how much the mentor writes: counts of Poisson, and more zeros.
 */
public final class Publications {

    private static final List<String> PREDICTORS = List.of("woman", "married", "children", "department", "mentor");

    private Publications() {}

    /** The model. */
    public static Model model() {
        int[] articles = Columns.counts("publications.csv", "articles");
        return Model.build(m -> {
            Dim student = m.dim("student", articles.length);
            Dim predictor = m.dim("predictor", PREDICTORS);
            Var x = m.data("x", Columns.matrix("publications.csv", PREDICTORS), student, predictor);
            Var intercept = m.sample("intercept", normal(0, 2));
            Var beta = m.sample("beta", normal(0, 1), predictor);
            Var gamma0 = m.sample("gamma0", normal(0, 2));
            Var gamma1 = m.sample("gamma1", normal(0, 1));
            Var centred = x.minus(x.mean(0));
            Var mentor = centred.get(all(), PREDICTORS.indexOf("mentor"));
            Var writes = sigmoid(gamma0.plus(gamma1.times(mentor)));
            Var logMu = intercept.plus(centred.dot(beta));
            m.observe("articles", zeroInflated(writes, poissonLog(logMu)), articles, student);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
