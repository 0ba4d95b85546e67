package ppl.examples;

import static ppl.api.Distributions.*;

import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.graph.Var;

/**
 * Test scores of 434 children of three and four years by their mothers' schooling and intelligence (Gelman and Hill, <i>Data Analysis
 * Using Regression and Multilevel/Hierarchical Models</i>, 2007): a linear regression with an interaction, and the scores that it
 * expects of children who are not in the data. These rows have a dim of their own, so {@link Model#with} can ask of others.
 */
public final class KidScores {

    private static final String TABLE = "kid_scores.csv";

    private KidScores() {}

    /** The model. */
    public static Model model() {
        double[] score = Columns.load(TABLE, "score");
        return Model.build(m -> {
            Dim child = m.dim("child", score.length);
            Dim next = m.dim("next", "without", "with");
            Dim term = m.dim("term", "one", "high_school", "iq", "both");
            Var beta = m.sample("beta", flat(), term);
            Var sigma = m.sample("sigma", halfCauchy(2.5));

            Var highSchool = m.data("high_school", Columns.load(TABLE, "high_school"), child);
            Var iq = m.data("iq", Columns.load(TABLE, "iq"), child);
            m.observe("score", normal(line(beta, highSchool, iq), sigma), score, child);

            Var nextHighSchool = m.data("next_high_school", new double[] {0, 1}, next);
            Var nextIq = m.data("next_iq", new double[] {100, 100}, next);
            Var expected = m.deterministic("expected", line(beta, nextHighSchool, nextIq), next);
            m.sample("next_score", normal(expected, sigma), next);
        });
    }

    private static Var line(Var beta, Var highSchool, Var iq) {
        return beta.get(0)
                .plus(beta.get(1).times(highSchool))
                .plus(beta.get(2).times(iq))
                .plus(beta.get(3).times(highSchool).times(iq));
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        InferenceData fit = model().infer().seed(42).run();
        System.out.println(fit.summary());
    }
}
