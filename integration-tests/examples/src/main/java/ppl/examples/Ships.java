package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.List;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * Incidents of damage by waves to cargo ships, by type, years of construction and years of operation, per month in service (McCullagh
 * and Nelder, <i>Generalized Linear Models</i>, 1983): counts with more variance than Poisson's, and an exposure.
 */
public final class Ships {

    private static final List<String> PREDICTORS = List.of("built_65", "built_70", "built_75", "operated_75");

    private Ships() {}

    /** The model. */
    public static Model model() {
        int[] incidents = Columns.counts("ships.csv", "incidents");
        return Model.build(m -> {
            Dim type = m.dim("type", "A", "B", "C", "D", "E");
            Dim predictor = m.dim("predictor", PREDICTORS);
            Dim row = m.dim("row", incidents.length);
            Var service = m.data("service", Columns.load("ships.csv", "service"), row);
            Var typeOf = m.data("type_of", type.positions(Columns.words("ships.csv", "type")), row);
            Var x = m.data("x", Columns.matrix("ships.csv", PREDICTORS), row, predictor);
            Var rate = m.sample("rate", normal(-6, 2), type);
            Var beta = m.sample("beta", normal(0, 1), predictor);
            Var alpha = m.sample("alpha", gamma(2, 0.1));
            Var logMu = log(service).plus(rate.get(typeOf)).plus(x.dot(beta));
            m.observe("incidents", negativeBinomialLog(logMu, alpha), incidents, row);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
