package ppl.examples.wrong;

import static ppl.api.Distributions.*;
import static ppl.api.inference.NewLabels.SAMPLE;
import static ppl.graph.Functions.*;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.ModelException;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictionData;
import ppl.api.inference.PredictiveOptions;
import ppl.graph.DType;
import ppl.graph.GraphException;
import ppl.graph.PplException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Labels that stand elsewhere where something depends on where they stood, and new ones of which more is known than the population. */
class WrongLabelsTest {

    private static final PredictiveOptions OPTIONS =
            PredictiveOptions.defaults().withSeed(1).withCores(1).withBackend("interp");

    private interface Body {
        void build(ModelBuilder m, Dim t);
    }

    private static Model model(Body body) {
        return Model.build(m -> body.build(m, m.dim("t", "a", "b", "d")));
    }

    private static void refused(
            Class<? extends PplException> type, Body body, Consumer<PredictionData> data, String message) {
        Model model = model(body);
        InferenceData fit =
                model.fitted(InferenceData.of(Group.POSTERIOR, model.priorPredictive(2, OPTIONS).prior()));
        Refusal.of(type, () -> fit.predict(OPTIONS, data), message);
    }

    private static void turned(Body body, String message) {
        refused(GraphException.class, body, d -> d.dim("t", "d", "b", "a"), message);
    }

    private static Var level(ModelBuilder m, Dim t) {
        return m.sample("z", normal(0, 1), t);
    }

    @Test
    void an_array_of_numbers_along_labels() {
        turned(
                (m, t) -> m.observe("y", normal(level(m, t).plus(vector(100, 200, 300)), 1), new double[3], t),
                """
                        the array '[100.0, 200.0, 300.0]' float64[3] lies along the dim 't', which has other labels now, so its elements may belong to others: name it with m.data, along its dims, so that it can be given anew""");
    }

    @Test
    void an_array_of_numbers_in_a_prior() {
        refused(
                GraphException.class,
                (m, t) -> m.observe("y", normal(m.sample("z", normal(vector(100, 200, 300), 1), t), 1), new double[3], t),
                d -> d.dim("t", "d", "b", "new").newLabels(SAMPLE),
                """
                        the array '[100.0, 200.0, 300.0]' float64[3] lies along the dim 't', which has other labels now, so its elements may belong to others: name it with m.data, along its dims, so that it can be given anew""");
    }

    @Test
    void an_array_of_numbers_along_other_rows() {
        refused(
                GraphException.class,
                (m, t) -> {
                    Dim row = m.dim("row", 3);
                    Var x = m.data("x", new double[3], row);
                    m.observe("y", normal(m.sample("s", normal(0, 1)).times(x).plus(vector(1, 2, 3)), 1), new double[3], row);
                },
                d -> d.set("x", new double[] {7, 8, 9}),
                """
                        the array '[1.0, 2.0, 3.0]' float64[3] lies along the dim 'row', and data along it are of other rows, so its elements may belong to others: name it with m.data, along its dims, so that it can be given anew; or, if a position is the same as before, say so with dim("row", 3)""");
    }

    @Test
    void indicators_of_positions_that_stay() {
        turned(
                (m, t) -> {
                    Dim row = m.dim("row", 2);
                    Var idx = m.data("idx", new int[] {0, 2}, row);
                    Var is = equal(expandDims(idx, 1), arange(3)).cast(DType.F64);
                    m.observe("y", normal(is.dot(level(m, t)), 1), new double[2], row);
                },
                """
                        'idx' holds positions in the dim 't', which has other labels now: give it anew too""");
    }

    @Test
    void a_trend_over_labels() {
        turned(
                (m, t) -> m.observe("y", normal(level(m, t).plus(arange(3)), 1), new double[3], t),
                """
                        'y' depends on the fitted 'z', and by counted positions on the order along the dim 't', which has other labels now, so fitted values do not say what it is there: keep the labels where they were, with new ones behind them, or fit the model again""");
    }

    @Test
    void components_of_what_was_summed_out() {
        turned(
                (m, t) -> {
                    Dim row = m.dim("row", 2);
                    Var z = m.marginalize("k", categorical(vector(0.25, 0.5, 0.25)), row);
                    m.observe("y", normal(level(m, t).get(z), 1), new double[2], row);
                },
                """
                        'k' holds positions in the dim 't', which has other labels now, and keeps its values: leave the labels where they are, or fit the model again""");
    }

    @Test
    void components_that_were_sampled() {
        turned(
                (m, t) -> {
                    Dim row = m.dim("row", 2);
                    Var z = m.sample("k", bernoulli(0.5), row);
                    m.observe("y", normal(level(m, t).get(z), 1), new double[2], row);
                },
                """
                        'k' holds positions in the dim 't', which has other labels now, and keeps its values: leave the labels where they are, or fit the model again""");
    }

    @Test
    void components_that_were_observed() {
        Model model = model((m, t) -> {
            Var k = m.observe("k", categorical(vector(0.25, 0.5, 0.25)), new int[] {0, 2}, m.dim("row", 2));
            m.observe("y", normal(level(m, t).get(k), 1), new double[2], m.dim("again", 2));
        });
        Refusal.of(
                GraphException.class,
                () -> model.with(d -> d.dim("t", "d", "b", "a")),
                """
                        'k' holds positions in the dim 't', which has other labels now, and keeps its values: leave the labels where they are, or fit the model again""");
    }

    @Test
    void a_walk_without_its_first_step() {
        refused(
                GraphException.class,
                (m, t) -> m.observe("y", normal(cumsum(level(m, t), 0), 1), new double[3], t),
                d -> d.dim("t", "b", "d"),
                """
                        'y' depends on the fitted 'z', and by 'cumsum(z)' float64[3] (made at WrongLabelsTest.java:LINE) on the order along the dim 't', which is to be 2 long instead of 3, so fitted values do not say what it is there: keep the labels where they were, with new ones behind them, or fit the model again""");
    }

    @Test
    void a_loop_in_another_order() {
        turned(
                (m, t) -> m.observe(
                        "y", normal(scan(Var.constant(0.0), level(m, t), (y, e) -> y.times(0.5).plus(e)), 1), new double[3], t),
                """
                        'y' depends on the fitted 'z', and by 'loop(3, 3, z, 0.0)' float64[3] (made at WrongLabelsTest.java:LINE) on the order along the dim 't', which has other labels now, so fitted values do not say what it is there: keep the labels where they were, with new ones behind them, or fit the model again""");
    }

    @Test
    void a_factor_of_a_covariance() {
        for (String[] labels : new String[][] {{"b", "d"}, {"d", "b", "a"}}) {
            refused(
                    GraphException.class,
                    (m, t) -> {
                        Var x = m.data("x", new double[] {0, 1, 3}, t);
                        Var k = exp(expandDims(x, 1).minus(x).square().times(-0.5)).plus(eye(3).times(0.1));
                        m.observe("y", normal(cholesky(k).dot(level(m, t)), 1), new double[3], t);
                    },
                    d -> d.dim("t", labels).set("x", new double[labels.length]),
                    labels.length == 2
                            ? """
                                    'y' depends on the fitted 'z', and by 'cholesky(exp((x - x) * (x - x) * -0.5) + (iota == iota) * 0.1)' float64[3, 3] (made at WrongLabelsTest.java:LINE) on the order along the dim 't', which is to be 2 long instead of 3, so fitted values do not say what it is there: keep the labels where they were, with new ones behind them, or fit the model again"""
                            : """
                                    'y' depends on the fitted 'z', and by 'cholesky(exp((x - x) * (x - x) * -0.5) + (iota == iota) * 0.1)' float64[3, 3] (made at WrongLabelsTest.java:LINE) on the order along the dim 't', which has other labels now, so fitted values do not say what it is there: keep the labels where they were, with new ones behind them, or fit the model again""");
        }
    }

    @Test
    void differences_of_neighbours() {
        turned(
                (m, t) -> {
                    Var z = level(m, t);
                    m.observe("y", normal(z.get(ppl.graph.Index.from(1)).minus(z.get(ppl.graph.Index.to(-1))), 1), new double[2]);
                },
                """
                        the part 'z[1:3]' float64[2] (made at WrongLabelsTest.java:LINE) is taken by numbers, which count along the dim 't'; it has other labels now, so they may mean something else: name positions with m.data and take by them""");
    }

    @Test
    void a_fitted_vector_without_dims() {
        turned(
                (m, t) -> {
                    Var w = m.sample("w", normal(Var.constant(0.0).broadcastTo(ppl.graph.Shape.of(3)), 1));
                    m.observe("y", normal(level(m, t).plus(w), 1), new double[3], t);
                },
                """
                        'w' has no dims, and meets the dim 't', which has other labels now, so its fitted elements may belong to others: name its axes with dims, and fit the model again""");
    }

    @Test
    void a_new_label_in_a_sum_that_was_observed() {
        refused(
                ModelException.class,
                (m, t) -> {
                    Var z = level(m, t);
                    m.observe("total", normal(z.sum(), 0.01), 0);
                    m.observe("y", normal(z, 1), new double[3], t);
                },
                d -> d.dim("t", "a", "b", "d", "new").newLabels(SAMPLE),
                """
                        'z' cannot be drawn for 'new' of the dim 't': 'total', which keeps its observed values, depends on it, so it is not distributed as the population; leave such labels out, or fit the model with them""");
    }

    @Test
    void values_of_what_a_prediction_draws() {
        refused(
                ModelException.class,
                (m, t) -> m.observe("y", normal(level(m, t), 1), new double[3], t),
                d -> d.set("y", new double[3]),
                """
                        'y' is observed, so a prediction draws it: leave it out, or fit the model with other values of it, of model.with""");
    }

    @Test
    void labels_of_what_was_observed_in_part() {
        Body survey = (m, t) -> {
            Var age = m.observe("age", normal(m.sample("mu", normal(40, 10)), 10), new double[] {31, Double.NaN, 45}, t);
            m.observe("income", normal(age.times(m.sample("slope", normal(0, 1))), 1), new double[] {3, 5, 4}, t);
        };
        refused(
                ModelException.class,
                survey,
                d -> d.dim("t", "d", "b", "a"),
                """
                        'age' was observed in part along the dim 't', which has other labels now: what was fitted for missing elements is not taken to other positions; keep the labels of the fit, or give none of them""");
        refused(
                ModelException.class,
                survey,
                d -> d.dim("t", "x", "y", "z"),
                """
                        'age' was fitted along the dim 't' without 'x', 'y', 'z', so there is no value: leave such labels out, fit the model with them, or draw from the population, with newLabels(SAMPLE)""");
    }

    @Test
    void values_without_dims_that_stay_while_labels_move() {
        Model model = model((m, t) -> m.observe("y", normal(level(m, t), 1), new double[] {1, 2, 3}));
        Refusal.of(GraphException.class, () -> model.with(d -> d.dim("t", "d", "b", "a")), """
                'y' float64[3] (made at WrongLabelsTest.java:LINE) keeps its values, but lies along the dim 't', which has other labels now, so its elements would belong to others: observe it along its dims, or give its values anew""");
    }
}
