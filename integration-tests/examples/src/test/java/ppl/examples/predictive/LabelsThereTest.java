package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.api.Distributions.*;
import static ppl.api.inference.NewLabels.SAMPLE;
import static ppl.graph.Functions.*;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictionData;
import ppl.api.inference.PredictiveOptions;
import ppl.graph.Var;

/** What belongs to which label, row and person in a prediction. */
class LabelsThereTest {

    private static final int DRAWS = 3;

    private static final PredictiveOptions OPTIONS =
            PredictiveOptions.defaults().withSeed(3).withCores(1).withBackend("interp");

    private static Dataset there(InferenceData fit, Consumer<PredictionData> data, String... names) {
        return fit.predict(OPTIONS, data, names).get(Group.PREDICTIONS);
    }

    /** One element of an event in all draws. */
    private static double[] column(Dataset of, String name, int at) {
        double[] all = of.get(name).toDoubles();
        int size = of.get(name).eventSize();
        double[] one = new double[all.length / size];
        for (int i = 0; i < one.length; i++) {
            one[i] = all[i * size + at];
        }
        return one;
    }

    private static final Model FORWARD = Model.build(m -> {
        Dim county = m.dim("county", "a", "b", "c");
        Dim obs = m.dim("obs", 3);
        Var idx = m.data("idx", new int[] {0, 1, 2}, obs);
        Var x = m.sample("x", normal(0, 5), county);
        m.observe("y", normal(x.get(idx), 0.1), new double[] {-5, 0, 5}, obs);
        Var forward = m.sample("forward", normal(x, 0.01), county);
        m.sample("next", normal(forward.sum(), 0.01));
    });

    @Test
    void what_is_drawn_forward_follows_its_parents_where_labels_stand_elsewhere() {
        InferenceData fit = Fitted.prior(FORWARD, DRAWS);
        Dataset there =
                there(fit, d -> d.dim("county", "c", "b", "a").set("idx", new int[] {0, 1, 2}), "x", "forward", "next");
        double[] sum = new double[2 * DRAWS];
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(column(fit.posterior(), "x", 2 - i), column(there, "x", i));
            assertArrayEquals(column(fit.posterior(), "x", 2 - i), column(there, "forward", i), 0.06);
            for (int r = 0; r < sum.length; r++) {
                sum[r] += column(there, "forward", i)[r];
            }
        }
        assertArrayEquals(sum, column(there, "next", 0), 0.06);
    }

    @Test
    void what_is_drawn_forward_is_that_of_new_labels() {
        Dataset there = there(
                Fitted.prior(FORWARD, DRAWS),
                d -> d.dim("county", "u", "v", "w").set("idx", new int[] {0, 1, 2}).newLabels(SAMPLE),
                "x",
                "forward");
        assertArrayEquals(there.get("x").toDoubles(), there.get("forward").toDoubles(), 0.06);
    }

    @Test
    void the_text_of_a_number_is_its_label() {
        Model model = Model.build(m -> {
            Var a = m.sample("a", normal(0, 1), m.dim("c", 2));
            m.observe("y", normal(a.sum(), 1), 0);
        });
        InferenceData fit = Fitted.prior(model, DRAWS);
        Dataset there = there(fit, d -> d.dim("c", "1", "0").newLabels(SAMPLE), "a");
        assertArrayEquals(column(fit.posterior(), "a", 1), column(there, "a", 0));
        assertArrayEquals(column(fit.posterior(), "a", 0), column(there, "a", 1));
    }

    private static Model covariate(boolean named) {
        return Model.build(m -> {
            Dim[] obs = named ? new Dim[] {m.dim("obs", 5)} : new Dim[0];
            Var xx = m.data("xx", new double[] {1, 2, 3, 4, 5}, obs);
            Var cov = m.observe("cov", normal(xx, 0.1), new double[] {1, Double.NaN, 3, 4, Double.NaN}, obs);
            Var s = m.sample("s", normal(0, 0.01));
            m.observe("y", normal(cov.times(10).plus(s), 0.1), new double[] {10, 20, 30, 40, 50}, obs);
        });
    }

    @Test
    void missing_values_of_a_covariate_are_those_of_the_new_rows() {
        for (boolean named : new boolean[] {false, true}) {
            InferenceData fit = Fitted.prior(covariate(named), DRAWS);
            double[] five = {100, 100, 100, 100, 100};
            for (double y : there(fit, d -> d.set("xx", five)).get("y").toDoubles()) {
                assertEquals(1000, y, 10);
            }
            if (named) {
                double[] y = there(fit, d -> d.set("xx", new double[] {50, 60}), "y").get("y").toDoubles();
                assertEquals(2 * DRAWS * 2, y.length);
                assertEquals(500, y[0], 10);
                assertEquals(600, y[1], 10);
            }
        }
    }

    @Test
    void missing_values_keep_their_fitted_ones_where_nothing_is_given() {
        InferenceData fit = Fitted.prior(covariate(true), DRAWS);
        Dataset there = there(fit, d -> {}, "cov_missing");
        assertEquals(fit.posterior().get("cov_missing"), there.get("cov_missing"));
    }

    @Test
    void a_response_with_missing_values_is_predicted_whole_at_other_rows() {
        Model model = Model.build(m -> {
            Dim obs = m.dim("obs", 3);
            Var x = m.data("x", new double[] {1, 2, 3}, obs);
            Var slope = m.sample("slope", normal(1, 0.01));
            m.observe("y", normal(slope.times(x), 0.01), new double[] {1, Double.NaN, 3}, obs);
        });
        InferenceData fit = Fitted.prior(model, DRAWS);
        for (double[] rows : new double[][] {{7, 8, 9}, {7, 8}}) {
            double[] y = there(fit, d -> d.set("x", rows)).get("y").toDoubles();
            assertEquals(2 * DRAWS * rows.length, y.length);
            for (int i = 0; i < y.length; i++) {
                assertEquals(rows[i % rows.length], y[i], 0.6);
            }
        }
    }

    @Test
    void a_walk_goes_on_from_where_it_was_fitted() {
        Model model = Model.build(m -> {
            Dim day = m.dim("day", "mon", "tue");
            Var z = m.sample("z", normal(0, 1), day);
            m.observe("y", normal(cumsum(z, 0), 1e-9), new double[2], day);
        });
        InferenceData fit = Fitted.prior(model, DRAWS);
        Dataset there = there(fit, d -> d.dim("day", "mon", "tue", "wed").newLabels(SAMPLE), "y", "z");
        double[] sum = column(fit.posterior(), "z", 0);
        assertArrayEquals(sum, column(there, "y", 0), 1e-7);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += column(fit.posterior(), "z", 1)[i];
        }
        assertArrayEquals(sum, column(there, "y", 1), 1e-7);
    }

    @Test
    void indicators_of_groups_follow_positions_that_are_given_anew() {
        Model model = Model.build(m -> {
            Dim group = m.dim("group", "a", "b", "c");
            Dim obs = m.dim("obs", 2);
            Var idx = m.data("idx", new int[] {0, 2}, obs);
            Var x = m.sample("x", normal(0, 5), group);
            Var is = equal(expandDims(idx, 1), arange(3)).cast(ppl.graph.DType.F64);
            m.observe("y", normal(is.dot(x), 1e-9), new double[2], obs);
        });
        InferenceData fit = Fitted.prior(model, DRAWS);
        Dataset there = there(fit, d -> d.dim("group", "c", "b", "a").set("idx", new int[] {1, 2}), "y");
        assertArrayEquals(column(fit.posterior(), "x", 1), column(there, "y", 0), 1e-6);
        assertArrayEquals(column(fit.posterior(), "x", 0), column(there, "y", 1), 1e-6);
    }
}
