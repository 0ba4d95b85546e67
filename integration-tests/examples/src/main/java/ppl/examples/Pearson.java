package ppl.examples;

import static ppl.api.Distributions.*;

import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * A line through ten points of which both coordinates are measured with error (Pearson 1901, Philosophical Magazine 2, with the weights of
 * York 1966, Canadian Journal of Physics 44). The errors of x are sampled, so chains begin with the points where they were measured.
 * If their real places are sampled, {@code m.observe("x", normalPrecision(real, weightX), x, point)}, chains begin with all of them at one
 * place, and most find a line that rises, 100 units of log-density below the best, and stay there.
 */
public final class Pearson {

    private static final String TABLE = "pearson.csv";

    private Pearson() {}

    /** The model. */
    public static Model model() {
        double[] y = Columns.load(TABLE, "y");
        return Model.build(m -> {
            Dim point = m.dim("point", y.length);
            Var x = m.data("x", Columns.load(TABLE, "x"), point);
            Var weightX = m.data("weight_x", Columns.load(TABLE, "weight_x"), point);
            Var weightY = m.data("weight_y", Columns.load(TABLE, "weight_y"), point);
            Var level = m.sample("level", normal(3.5, 2)); // where x is 4
            Var slope = m.sample("slope", normal(0, 1));
            Var error = m.sample("error", normalPrecision(0, weightX), point);
            Var real = m.deterministic("real", x.minus(error), point);
            Var line = level.plus(slope.times(real.minus(4)));
            m.observe("y", normalPrecision(line, weightY), y, point);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().targetAccept(0.95).seed(42).run().summary("~error"));
    }
}
