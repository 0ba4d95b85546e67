package ppl.examples;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.Arrays;
import java.util.List;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Var;

/**
 * A regression whose level and slopes vary from group to group, and together: groups with a high level may have steep slopes. The effects
 * are not centred: each is its mean plus what standard normal numbers, deviations and correlations make of it. The numbers are made up,
 * by {@code stan/varying_slopes_data.R} among the tests.
 */
public final class VaryingSlopes {

    private static final String TABLE = "varying_slopes.csv";

    private VaryingSlopes() {}

    /** The model. */
    public static Model model() {
        double[] y = Columns.load(TABLE, "y");
        int[] groups = Columns.counts(TABLE, "group");
        return Model.build(m -> {
            Dim row = m.dim("row", y.length);
            Dim group = m.dim("group", Arrays.stream(groups).max().orElseThrow() + 1);
            Dim effect = m.dim("effect", "level", "x1", "x2");
            Var groupOf = m.data("group_of", groups, row);
            Var x1 = m.data("x1", Columns.load(TABLE, "x1"), row);
            Var x2 = m.data("x2", Columns.load(TABLE, "x2"), row);
            Var mu = m.sample("mu", normal(0, 5), effect);
            Var sd = m.sample("sd", halfNormal(2), effect);
            Var factor = m.sample("L", lkjCholesky(2, 3), effect, effect);
            Var z = m.sample("z", normal(0, 1), group, effect);
            Var scaled = expandDims(sd, -1).times(factor);
            Var b = m.deterministic("b", mu.plus(matmul(z, scaled.transpose())), group, effect);
            m.deterministic("R", matmul(factor, factor.transpose()), effect, effect);
            Var sigma = m.sample("sigma", exponential(1));
            Var x = stack(List.of(onesLike(x1), x1, x2), 1);
            m.observe("y", normal(x.times(b.get(groupOf)).sum(-1), sigma), y, row);
        });
    }

    /** Samples the model and prints the summary. */
    public static void main(String[] args) {
        System.out.println(model().infer().seed(42).run().summary());
    }
}
