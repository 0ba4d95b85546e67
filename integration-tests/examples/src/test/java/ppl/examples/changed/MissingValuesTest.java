package ppl.examples.changed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.dirichlet;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.gamma;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.graph.Functions.vector;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.plan.Role;
import ppl.api.sample.Progress;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Observed values that are missing are variables, and nothing else changes. */
class MissingValuesTest {

    private static final double NAN = Double.NaN;
    private static final double[] X = {1, 2, 3, 4, 5, 6};
    private static final double[] Y = {1.1, NAN, 3.2, 3.9, NAN, 6.1};

    private static Model regression(double[] x, double[] y) {
        return Model.build(m -> {
            Dim day = m.dim("day", labels(y.length));
            Var slope = m.sample("slope", normal(0, 10));
            Var sd = m.sample("sd", halfNormal(1));
            m.observe("y", normal(m.data("x", x, day).times(slope), sd), y, day);
        });
    }

    private static List<String> labels(int n) {
        return List.of("mon", "tue", "wed", "thu", "fri", "sat").subList(0, n);
    }

    private static InferenceData run(Model model) {
        return model.infer().seed(1).draws(400).tune(400).chains(2).progress(Progress.silent()).run();
    }

    @Test
    void a_regression_has_the_density_of_the_one_without_the_rows_that_are_missing() {
        Model without = regression(new double[] {1, 3, 4, 6}, new double[] {1.1, 3.2, 3.9, 6.1});
        for (double slope : new double[] {-1, 0.9, 1.1}) {
            assertEquals(
                    Densities.at(without, slope, -0.3), Densities.at(regression(X, Y), slope, -0.3), "at " + slope);
        }
    }

    @Test
    void what_is_missing_is_drawn_forward_with_the_labels_of_its_elements() {
        Model model = regression(X, Y);
        assertEquals(Role.DRAWN_FORWARD, model.plan().step("y_missing").role());
        InferenceData fit = run(model);
        assertEquals(Coord.of("tue", "fri"), fit.posterior().coord("y_missing_at"));
        double[] slope = fit.posterior().get("slope").toDoubles();
        double[] missing = fit.posterior().get("y_missing").toDoubles();
        double error = 0;
        for (int i = 0; i < slope.length; i++) {
            error += (missing[2 * i + 1] - 5 * slope[i]) / slope.length;
        }
        // The noise has a sd of about 0.3, so the mean of 800 has one of 0.01.
        assertEquals(0, error, 0.06);
    }

    @Test
    void what_was_seen_is_predicted_and_compared_along_a_dim_of_its_own() {
        InferenceData fit = run(regression(X, Y)).withPosteriorPredictive().withLogLikelihood();
        Coord seen = Coord.of("mon", "wed", "thu", "sat");
        assertEquals(seen, fit.observedData().coord("y_seen_at"));
        assertEquals(seen, fit.posteriorPredictive().coord("y_seen_at"));
        assertEquals(seen, fit.logLikelihood().coord("y_seen_at"));
        assertArrayEquals(
                new double[] {1.1, 3.2, 3.9, 6.1}, fit.observedData().get("y").toDoubles());
        double[] sd = fit.posterior().get("sd").toDoubles();
        double[] slope = fit.posterior().get("slope").toDoubles();
        double[] logp = fit.logLikelihood().get("y").toDoubles();
        for (int i = 0; i < sd.length; i += 97) {
            assertEquals(Densities.normal(3.9, 4 * slope[i], sd[i]), logp[4 * i + 2], 1e-12);
        }
    }

    @Test
    void a_covariate_that_is_missing_is_sampled_and_used_where_it_belongs() {
        double[] x = {1, NAN, 3};
        double[] y = {1.2, 2.1, 2.7};
        Model model = Model.build(m -> {
            Dim day = m.dim("day", 3);
            Var mu = m.sample("mu", normal(0, 10));
            Var covariate = m.observe("x", normal(mu, 2), x, day);
            m.observe("y", normal(covariate.times(0.5), 1), y, day);
        });
        assertEquals(Role.SAMPLED, model.plan().step("x_missing").role());
        double expected = Densities.normal(2, 0, 10);
        for (int i = 0; i < 3; i++) {
            double full = i == 1 ? 2.5 : x[i];
            expected += Densities.normal(full, 2, 2) + Densities.normal(y[i], full / 2, 1);
        }
        assertEquals(expected, Densities.at(model, 2, 2.5), 1e-12);
        InferenceData fit = run(model);
        // Given mu, x1 is normal with precision 1/4 + 1/4 and mean (mu / 4 + 2.1 / 2) / (1/2).
        double[] mu = fit.posterior().get("mu").toDoubles();
        double[] missing = fit.posterior().get("x_missing").toDoubles();
        double[] away = new double[mu.length];
        Arrays.setAll(away, i -> missing[i] - (mu[i] / 2 + 2.1));
        assertEquals(0, Arrays.stream(away).average().orElseThrow(), 0.25);
        assertEquals(2, Arrays.stream(away).map(v -> v * v).average().orElseThrow(), 0.5);
    }

    @Test
    void a_covariate_on_the_positive_numbers_moves_on_their_logs() {
        Model model = Model.build(m -> {
            Var x = m.observe("x", gamma(2, 1), new double[] {1, NAN});
            m.observe("y", normal(x, 1), new double[] {1, 2});
        });
        assertEquals("log", model.plan().step("x_missing").transform());
    }

    @Test
    void counts_are_missing_where_they_are_nan_or_a_mask_says_so() {
        Model nan = Model.build(m -> {
            Var rate = m.sample("rate", exponential(1));
            m.observe("n", poisson(rate), new double[] {3, NAN, 2});
        });
        Model mask = Model.build(m -> {
            Var rate = m.sample("rate", exponential(1));
            m.observe("n", poisson(rate), new int[] {3, -99, 2}, new boolean[] {false, true, false});
        });
        Model without = Model.build(m -> {
            Var rate = m.sample("rate", exponential(1));
            m.observe("n", poisson(rate), new int[] {3, 2});
        });
        assertEquals(Tensor.of(new long[] {3, 2}), mask.imputed().observed().getFirst().value());
        assertEquals(Densities.at(without, 0.4), Densities.at(nan, 0.4));
        assertEquals(Densities.at(without, 0.4), Densities.at(mask, 0.4));
        double[] drawn = run(mask).posterior().get("n_missing").toDoubles();
        assertTrue(Arrays.stream(drawn).allMatch(n -> n == Math.rint(n) && n >= 0));
    }

    @Test
    void several_axes_have_the_labels_of_all() {
        Model model = Model.build(m -> {
            Dim year = m.dim("year", "2020", "2021");
            Dim place = m.dim("place", "north", "south");
            Var mu = m.sample("mu", normal(0, 1), place);
            m.observe("y", normal(mu, 1), new double[] {1, 2, NAN, 4}, year, place);
        });
        Model taken = model.imputed();
        assertEquals(Coord.of("2021, north"), taken.dims().getLast().coord());
        assertEquals(
                Densities.normal(0.5, 0, 1)
                        + Densities.normal(-0.5, 0, 1)
                        + Densities.normal(1, 0.5, 1)
                        + Densities.normal(2, -0.5, 1)
                        + Densities.normal(4, -0.5, 1),
                Densities.at(model, 0.5, -0.5),
                1e-12);
        assertEquals("y[year, place] ~ Normal(mu, 1.0) (observed, 1 of 4 missing)", model.toString().lines().toList().getLast());
    }

    @Test
    void whole_events_may_be_missing() {
        Model model = Model.build(m -> {
            Var a = m.sample("a", exponential(1));
            m.observe(
                    "p", dirichlet(vector(a, 2)), Tensor.of(new double[][] {{0.2, 0.8}, {NAN, NAN}}));
        });
        Model without = Model.build(m -> {
            Var a = m.sample("a", exponential(1));
            m.observe("p", dirichlet(vector(a, 2)), Tensor.of(new double[][] {{0.2, 0.8}}));
        });
        assertEquals(Densities.at(without, 0.3), Densities.at(model, 0.3));
        assertEquals(Shape.of(1, 2), model.imputed().free().getLast().node().shape());
    }

    @Test
    void a_model_without_missing_values_is_its_own() {
        Model model = regression(X, X);
        assertSame(model, model.imputed());
    }

    @Test
    void a_file_keeps_what_is_missing(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.txt");
        Model model = regression(X, Y);
        model.save(file);
        Model again = Model.open(file);
        assertEquals(model.toString(), again.toString());
        assertArrayEquals(
                run(model).posterior().get("y_missing").toDoubles(),
                run(again).posterior().get("y_missing").toDoubles());
    }

    @Test
    void results_of_a_file_fit_the_model_they_are_of(@TempDir Path folder) throws IOException {
        Model model = regression(X, Y);
        InferenceData fit = run(model);
        fit.save(folder.resolve("fit.nc"));
        InferenceData read = model.fitted(InferenceData.open(folder.resolve("fit.nc")));
        assertArrayEquals(
                fit.withLogLikelihood().logLikelihood().get("y").toDoubles(),
                read.withLogLikelihood().logLikelihood().get("y").toDoubles());
    }

    @Test
    void other_data_may_be_missing_too_and_predictions_are_of_all_rows() {
        Model next = regression(X, Y)
                .with(d -> d.set("x", new double[] {1, 2, 3}).dim("day", "a", "b", "c").observe("y", new double[] {1, NAN, 2}));
        assertEquals(Coord.of("b"), next.imputed().dims().getLast().coord());
        Model open = regression(X, Y).with(d -> d.set("x", new double[] {1, 2}).dim("day", "a", "b"));
        assertEquals("y", open.free().getLast().name());
        assertEquals(Shape.of(2), open.free().getLast().node().shape());
    }

    @Test
    void the_prior_is_drawn_of_seen_and_missing_elements() {
        InferenceData prior = regression(X, Y).priorPredictive(5, PredictiveOptions.defaults().withSeed(3));
        assertEquals(5 * 2, prior.prior().get("y_missing").toDoubles().length);
        assertEquals(5 * 4, prior.priorPredictive().get("y").toDoubles().length);
    }

    /** A sampler would stay at one of two values that are far apart, and take the weight of its component with it. */
    @Test
    void what_is_missing_of_a_mixture_is_drawn_with_its_component() {
        Model mixture = Model.build(m -> {
            Dim point = m.dim("point", 6);
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w), point);
            m.observe("y", normal(vector(0, 50).get(z), 1), new double[] {0, 50, NAN, 50.5, 0.2, 49.5}, point);
        });
        assertEquals(Role.DRAWN_FORWARD, mixture.plan().step("y_missing").role());
        // Of w, which is beta(2 + 3, 2 + 2), no more is told by what is missing.
        double expected = Math.log(6 * 0.3 * 0.7) + Math.log(0.3 * 0.7); // with the slope of the logit
        for (double y : new double[] {0, 50, 50.5, 0.2, 49.5}) {
            expected += Math.log(
                    0.7 * Math.exp(Densities.normal(y, 0, 1)) + 0.3 * Math.exp(Densities.normal(y, 50, 1)));
        }
        assertEquals(expected, Densities.at(mixture, Math.log(0.3 / 0.7)), 1e-11);
        InferenceData fit = run(mixture);
        double[] y = fit.posterior().get("y_missing").toDoubles();
        long high = Arrays.stream(y).filter(v -> v > 25).count();
        assertEquals(5 / 9.0, high / (double) y.length, 0.08); // 4.5 standard deviations
        double[] z = fit.recover("z").get("z").toDoubles();
        for (int i = 0; i < y.length; i++) {
            assertEquals(y[i] > 25 ? 1 : 0, z[6 * i + 2], "draw " + i);
        }
    }

    @Test
    void what_is_predicted_of_a_variable_that_is_summed_out_is_drawn_with_it() {
        Model chain = Model.build(m -> {
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w));
            m.observe("y", normal(z.times(2), 1), 0.3);
            Var next = m.sample("next", normal(z.times(50), 1));
            m.deterministic("twice", next.times(2));
        });
        InferenceData fit = run(chain);
        double[] next = fit.posterior().get("next").toDoubles();
        // The mean of w is a half.
        double odds = Math.exp(Densities.normal(0.3, 2, 1) - Densities.normal(0.3, 0, 1));
        long high = Arrays.stream(next).filter(v -> v > 25).count();
        assertEquals(odds / (1 + odds), high / (double) next.length, 0.06);
        double[] z = fit.recover("z").get("z").toDoubles();
        double[] twice = fit.posterior().get("twice").toDoubles();
        for (int i = 0; i < next.length; i++) {
            assertEquals(next[i] > 25 ? 1 : 0, z[i], "draw " + i);
            assertEquals(2 * next[i], twice[i]);
        }
    }
}
