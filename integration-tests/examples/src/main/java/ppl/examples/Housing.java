package ppl.examples;

import static ppl.api.Distributions.*;

import java.util.List;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * How content 1681 households in Copenhagen were with their homes: low, medium or high (Madsen 1976, Scandinavian Journal of
 * Statistics 3). Ordinal regression with proportional odds.
 */
public final class Housing {

    private static final List<String> PREDICTORS =
            List.of("influence_medium", "influence_high", "apartment", "atrium", "terrace", "contact_high");

    private Housing() {}

    /** The model. */
    public static Model model() {
        int[] satisfaction = Columns.counts("housing.csv", "satisfaction");
        return Model.build(m -> {
            Dim household = m.dim("household", satisfaction.length);
            Dim predictor = m.dim("predictor", PREDICTORS);
            Dim between = m.dim("between", "low | medium", "medium | high");
            Var x = m.data("x", Columns.matrix("housing.csv", PREDICTORS), household, predictor);
            Var beta = m.sample("beta", normal(0, 2), predictor);
            Var cut = m.sample("cut", ordered(normal(0, 3)), between);
            m.observe("satisfaction", orderedLogistic(x.dot(beta), cut), satisfaction, household);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
