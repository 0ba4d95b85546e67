package ppl.examples;

import static ppl.api.Distributions.*;

import java.util.Arrays;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * The level of Lake Huron in feet above 579, 1875 to 1972 (Brockwell and Davis, <i>Introduction to Time Series and Forecasting</i>,
 * 1996): an autoregression of order 2.
 */
public final class LakeHuron {

    private LakeHuron() {}

    /** The model. */
    public static Model model() {
        double[] level = Arrays.stream(Columns.load("lake_huron.csv", "level"))
                .map(feet -> feet - 579)
                .toArray();
        return Model.build(m -> {
            Dim year = m.dim("year", Columns.words("lake_huron.csv", "year"));
            Dim lag = m.dim("lag", "1", "2");
            Var rho = m.sample("rho", normal(0, 1), lag);
            Var constant = m.sample("constant", normal(0, 1));
            Var sigma = m.sample("sigma", halfNormal(2));
            m.observe("level", ar(rho, constant, sigma, normal(0, 2), year.size()), level, year);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
