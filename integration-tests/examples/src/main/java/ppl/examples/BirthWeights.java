package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.List;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.graph.Var;

/**
 * Whether the babies of 189 mothers weighed less than 2.5 kg (Hosmer and Lemeshow, <i>Applied Logistic Regression</i>, 1989): a logistic
 * regression, and the probability for mothers who are not in the data. Age and weight are taken from a fixed mother and in fixed units:
 * means of the data would be others where the data are others.
 */
public final class BirthWeights {

    private static final String TABLE = "birth_weights.csv";
    private static final List<String> PREDICTORS =
            List.of("age", "weight", "black", "other", "smoker", "premature", "hypertension", "irritable");

    private BirthWeights() {}

    /** The model. */
    public static Model model() {
        int[] low = Columns.counts(TABLE, "low");
        return Model.build(m -> {
            Dim mother = m.dim("mother", low.length);
            Dim next = m.dim("next", "typical", "who smokes");
            Dim predictor = m.dim("predictor", PREDICTORS);
            Var typical = m.data("typical", new double[] {23, 130, 0, 0, 0, 0, 0, 0}, predictor);
            Var unit = m.data("unit", new double[] {5, 30, 1, 1, 1, 1, 1, 1}, predictor);
            Var alpha = m.sample("alpha", normal(0, 2.5));
            Var beta = m.sample("beta", normal(0, 1), predictor);

            Var x = m.data("x", Columns.matrix(TABLE, PREDICTORS), mother, predictor);
            Var logit = alpha.plus(x.minus(typical).div(unit).dot(beta));
            m.observe("low", bernoulliLogit(logit), low, mother);

            double[][] rows = {{23, 130, 0, 0, 0, 0, 0, 0}, {23, 130, 0, 0, 1, 0, 0, 0}};
            Var nextX = m.data("next_x", rows, next, predictor);
            Var nextLogit = alpha.plus(nextX.minus(typical).div(unit).dot(beta));
            m.deterministic("p", sigmoid(nextLogit), next);
        });
    }

    /** Samples the model, prints the summary, and the probability for a mother of 35 years and 100 pounds with high blood pressure. */
    public static void main(String[] args) {
        Model model = model();
        InferenceData fit = model.infer().seed(42).run();
        System.out.println(fit.summary());
        Model other = model.with(
                d -> d.set("next_x", new double[][] {{35, 100, 0, 0, 0, 0, 1, 0}}).dim("next", "another"));
        System.out.println(other.fitted(fit).withDeterministics("p").summary("p"));
    }
}
