package ppl.examples.mode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Warning;
import ppl.api.mode.LaplaceFit;
import ppl.api.mode.MapEstimate;
import ppl.graph.Var;

/** Modes, standard deviations, covariances and evidence that are known. */
class KnownModesTest {

    private static final double[][] X = {{1, -1.2}, {1, -0.7}, {1, -0.3}, {1, 0.0}, {1, 0.4}, {1, 0.9}, {1, 1.3}, {1, 1.8}};
    private static final double[] Y = {-1.9, -0.6, 0.2, 0.1, 1.4, 2.2, 2.6, 4.1};
    private static final double NOISE = 0.5;
    private static final double PRIOR = 2;

    private static Model line() {
        return Model.build(m -> {
            Dim term = m.dim("term", "level", "slope");
            Dim row = m.dim("row", Y.length);
            Var x = m.data("x", X, row, term);
            Var beta = m.sample("beta", normal(0, PRIOR), term);
            m.observe("y", normal(x.dot(beta), NOISE), Y, row);
        });
    }

    /** X'X / noise² + 1 / prior², the precision of the posterior, and its inverse. */
    private static double[][] covariance() {
        double a = 0;
        double b = 0;
        double d = 0;
        for (double[] x : X) {
            a += x[0] * x[0];
            b += x[0] * x[1];
            d += x[1] * x[1];
        }
        double n = NOISE * NOISE;
        a = a / n + 1 / (PRIOR * PRIOR);
        d = d / n + 1 / (PRIOR * PRIOR);
        b /= n;
        double det = a * d - b * b;
        return new double[][] {{d / det, -b / det}, {-b / det, a / det}};
    }

    private static double[] mean() {
        double[] xy = new double[2];
        for (int i = 0; i < Y.length; i++) {
            xy[0] += X[i][0] * Y[i] / (NOISE * NOISE);
            xy[1] += X[i][1] * Y[i] / (NOISE * NOISE);
        }
        double[][] c = covariance();
        return new double[] {c[0][0] * xy[0] + c[0][1] * xy[1], c[1][0] * xy[0] + c[1][1] * xy[1]};
    }

    @Test
    void of_a_normal_model_the_mode_is_the_mean_and_laplaces_law_the_posterior() {
        MapEstimate mode = line().findMap();
        assertTrue(mode.converged());
        assertArrayEquals(mean(), mode.values("beta"), 1e-10);
        double[][] covariance = covariance();
        assertEquals(Math.sqrt(covariance[0][0]), mode.sd("beta[level]"), 1e-10);
        assertEquals(Math.sqrt(covariance[1][1]), mode.sd("beta[slope]"), 1e-10);
        LaplaceFit fit = line().laplace(o -> o.seed(4));
        assertArrayEquals(mean(), fit.mode(), 1e-10);
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(covariance[i], fit.covariance()[i], 1e-12);
        }
        assertTrue(fit.exactHessian());
        assertEquals(0, fit.paretoK(), "all weights are equal");
        assertEquals(evidence(), fit.logEvidence(), 1e-10);
        assertEquals(evidence(), fit.importanceLogEvidence(), 1e-10);
        assertEquals(mean()[0], fit.summary().get("beta[level]", "mean"), 4 * Math.sqrt(covariance[0][0] / 4000));
        assertEquals(
                Math.sqrt(covariance[1][1]),
                fit.summary().get("beta[slope]", "sd"),
                4 * Math.sqrt(covariance[1][1] / 8000));
    }

    /** The log-density of the data with the line integrated out: normal with covariance noise² I + prior² X X', by conditioning row after row. */
    private static double evidence() {
        double[] m = {0, 0};
        double[][] c = {{PRIOR * PRIOR, 0}, {0, PRIOR * PRIOR}};
        double sum = 0;
        for (int i = 0; i < Y.length; i++) {
            double[] x = X[i];
            double[] cx = {c[0][0] * x[0] + c[0][1] * x[1], c[1][0] * x[0] + c[1][1] * x[1]};
            double variance = x[0] * cx[0] + x[1] * cx[1] + NOISE * NOISE;
            double error = Y[i] - x[0] * m[0] - x[1] * m[1];
            sum -= 0.5 * (Math.log(2 * Math.PI * variance) + error * error / variance);
            for (int k = 0; k < 2; k++) {
                m[k] += cx[k] * error / variance;
                for (int l = 0; l < 2; l++) {
                    c[k][l] -= cx[k] * cx[l] / variance;
                }
            }
        }
        return sum;
    }

    /** A beta(2, 3) prior and 7 of 10: the posterior is beta(9, 6). */
    private static Model coin() {
        return Model.build(m -> {
            Var p = m.sample("p", beta(2, 3));
            m.deterministic("odds", p.div(subtract(1, p)));
            m.observe("heads", binomial(10, p), 7);
        });
    }

    @Test
    void the_jacobian_decides_which_mode_of_a_probability_is_found() {
        MapEstimate mode = coin().findMap();
        double p = 8 / 13.0;
        assertEquals(p, mode.get("p"), 1e-12);
        double sd = Math.sqrt(p * (1 - p) / 13);
        assertEquals(sd, mode.sd("p"), 1e-11, "of the curvature in the user's space");
        assertEquals(p / (1 - p), mode.get("odds"), 1e-11);
        assertEquals(sd / ((1 - p) * (1 - p)), mode.sd("odds"), 1e-9, "by the delta method");
        MapEstimate free = coin().findMap(o -> o.jacobian(true));
        assertEquals(9 / 15.0, free.get("p"), 1e-12);
        assertEquals(Math.log(9 / 6.0), free.unconstrained()[0], 1e-11);
    }

    @Test
    void laplaces_evidence_of_a_coin_is_that_of_the_normal_law_in_log_odds() {
        LaplaceFit fit = coin().laplace(o -> o.seed(1));
        double p = 9 / 15.0;
        double variance = 1 / (15 * p * (1 - p));
        assertEquals(variance, fit.covariance()[0][0], 1e-11);
        double logBeta = Math.log(1 / 12.0);
        double binomial = Math.log(120);
        double height = binomial - logBeta + 9 * Math.log(p) + 6 * Math.log(1 - p);
        assertEquals(height + 0.5 * Math.log(2 * Math.PI * variance), fit.logEvidence(), 1e-10);
        // The beta-binomial: 120 B(9, 6) / B(2, 3), with B(9, 6) = 8! 5! / 14!.
        double exact = binomial - logBeta + Math.log(40320.0 * 120 / 87178291200.0);
        assertEquals(exact, fit.importanceLogEvidence(), 0.02);
        assertTrue(fit.isReliable(), fit::toString);
        assertTrue(fit.exactHessian());
    }

    @Test
    void of_a_simplex_the_mode_is_that_of_the_dirichlet() {
        Model model = Model.build(m -> {
            Var p = m.sample("p", dirichlet(2, 3, 4));
            m.observe("n", multinomial(10, p), new int[] {5, 3, 2});
        });
        double[] expected = {(2 + 5 - 1) / 16.0, (3 + 3 - 1) / 16.0, (4 + 2 - 1) / 16.0};
        assertArrayEquals(expected, model.findMap().values("p"), 1e-11);
    }

    /** R 4.2.2: glm(am ~ wt, binomial, mtcars), coefficients and standard errors. With flat priors the mode is the maximum of the likelihood. */
    @Test
    void of_a_logistic_regression_the_mode_is_what_glm_gives() {
        double[] weight = {
            2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345,
            2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78
        };
        int[] manual = {1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1};
        Model model = Model.build(m -> {
            Var level = m.sample("level", flat());
            Var slope = m.sample("slope", flat());
            m.observe("manual", bernoulliLogit(level.plus(slope.times(Var.constant(weight)))), manual);
        });
        MapEstimate mode = model.findMap();
        assertEquals(12.0403697286573, mode.get("level"), 1e-9);
        assertEquals(-4.0239699621732, mode.get("slope"), 1e-9);
        assertEquals(4.51006623896676, mode.sd("level"), 1e-6);
        assertEquals(1.43652775262356, mode.sd("slope"), 1e-6);
        assertEquals(-9.58804240372254, mode.lp(), 1e-10);
    }

    /** Newton's method by hand, with normal priors. */
    @Test
    void of_a_logistic_regression_with_priors_the_mode_is_where_newtons_method_ends() {
        int[] yes = {0, 0, 1, 0, 1, 0, 1, 1};
        Model model = Model.build(m -> {
            Var beta = m.sample("beta", normal(0, 2.5), m.dim("term", 2));
            Var x = m.data("x", X, m.dim("row", yes.length), m.dim("covariate", 2));
            m.observe("yes", bernoulli(sigmoid(x.dot(beta))), yes);
        });
        double[] b = new double[2];
        double[][] h = new double[2][2];
        for (int k = 0; k < 50; k++) {
            double[] g = {-b[0] / 6.25, -b[1] / 6.25};
            h = new double[][] {{1 / 6.25, 0}, {0, 1 / 6.25}};
            for (int i = 0; i < yes.length; i++) {
                double p = 1 / (1 + Math.exp(-X[i][0] * b[0] - X[i][1] * b[1]));
                for (int r = 0; r < 2; r++) {
                    g[r] += X[i][r] * (yes[i] - p);
                    for (int c = 0; c < 2; c++) {
                        h[r][c] += X[i][r] * X[i][c] * p * (1 - p);
                    }
                }
            }
            double det = h[0][0] * h[1][1] - h[0][1] * h[1][0];
            b[0] += (h[1][1] * g[0] - h[0][1] * g[1]) / det;
            b[1] += (h[0][0] * g[1] - h[1][0] * g[0]) / det;
        }
        MapEstimate mode = model.findMap();
        assertArrayEquals(b, mode.values("beta"), 1e-11);
        double det = h[0][0] * h[1][1] - h[0][1] * h[1][0];
        assertEquals(Math.sqrt(h[1][1] / det), mode.sd("beta[0]"), 1e-10);
        LaplaceFit fit = model.laplace(o -> o.draws(10).seed(1));
        assertEquals(-h[0][1] / det, fit.covariance()[0][1], 1e-11);
    }

    @Test
    void of_two_modes_the_higher_one_is_the_estimate() {
        Model model = Model.build(m -> {
            m.sample("x", mixture(vector(0.2, 0.8), normal(-3, 0.5), normal(4, 0.5)));
        });
        MapEstimate mode = model.findMap(o -> o.starts(12).jitter(6).start("x", -3));
        assertEquals(4, mode.get("x"), 1e-6);
        assertTrue(
                mode.searches().stream().anyMatch(s -> s.start() == 0 && s.converged() && s.lp() < mode.lp() - 1),
                () -> "the first start is at the lower mode: " + mode.searches());
        assertTrue(mode.toString().contains("at lower maxima"), mode::toString);
    }

    /** The sign of x is not told. */
    private static Model twofold(double prior) {
        return Model.build(m -> {
            Var x = m.sample("x", normal(prior, 10));
            m.observe("y", normal(x.square(), 1), 9.0);
        });
    }

    @Test
    void of_two_modes_that_are_as_high_both_are_told_of() {
        MapEstimate mode = twofold(0).findMap();
        assertEquals(3, Math.abs(mode.get("x")), 0.01);
        long here = mode.searches().stream().filter(s -> s.away() < 1e-3).count();
        assertTrue(here > 0 && here < 4, mode::toString);
        mode.searches().forEach(s -> assertTrue(s.away() < 1e-3 || Math.abs(s.away() - 36) < 1, s::toString));
        assertEquals(
                here + " of 4 searches ended here, " + (4 - here) + " at other maxima that are as high",
                mode.toString().lines().skip(1).findFirst().orElseThrow());
    }

    @Test
    void an_approximation_around_one_of_two_modes_says_what_the_other_one_holds() {
        LaplaceFit half = twofold(0).laplace(o -> o.seed(1));
        assertEquals(0.5, half.elsewhere(), 1e-9);
        assertFalse(half.isReliable());
        assertTrue(half.toString().contains("50 % of the probability is around others"), half::toString);
        assertEquals(
                List.of(Warning.Kind.POOR_APPROXIMATION),
                half.data().warnings().stream().map(Warning::kind).toList());
        // The prior is exp(0.4) times as high at 3 as at -3.
        LaplaceFit more = twofold(20.0 / 3).laplace(o -> o.seed(1).search(s -> s.jitter(12)));
        assertEquals(1 / (1 + Math.exp(0.4)), more.elsewhere(), 0.01);
        LaplaceFit one = twofold(0).laplace(o -> o.seed(1).search(s -> s.starts(1).start("x", 3)));
        assertTrue(one.isReliable(), "nothing else was found: " + one);
        assertEquals(0, one.elsewhere());
    }

    @Test
    void what_is_summed_out_or_drawn_forward_has_no_mode_and_needs_none() {
        Model model = Model.build(m -> {
            Var w = m.sample("w", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(w), m.dim("point", 4));
            m.observe("y", normal(vector(0, 4).get(z), 1), new double[] {0.1, 3.9, 4.2, 4.1});
            Var next = m.sample("next", normal(w, 1));
            m.deterministic("twice", next.times(2));
        });
        MapEstimate mode = model.findMap();
        assertEquals(List.of("w"), mode.data().posterior().names());
        assertTrue(mode.toString().endsWith("Drawn forward, so without a mode: next, twice"), mode::toString);
        LaplaceFit fit = model.laplace(o -> o.draws(50).seed(2));
        assertEquals(List.of("w", "next", "twice"), fit.data().posterior().names());
        double[] next = fit.data().posterior().get("next").toDoubles();
        double[] twice = fit.data().posterior().get("twice").toDoubles();
        assertEquals(2 * next[17], twice[17], 1e-15);
        assertEquals(200, fit.data().recover("z").get("z").toLongs().length / 4);
    }

    @Test
    void of_very_many_variables_the_mode_is_found_without_standard_deviations() {
        int n = 2500;
        double[] y = new double[n];
        Arrays.setAll(y, i -> i % 10);
        Model model = Model.build(m -> {
            Dim row = m.dim("row", n);
            m.observe("y", normal(m.sample("mu", normal(0, 2), row), 1), y, row);
        });
        MapEstimate mode = model.findMap(o -> o.starts(2));
        assertTrue(mode.converged(), mode::toString);
        double[] mu = mode.values("mu");
        for (int i = 0; i < n; i++) {
            assertEquals(y[i] * 4 / 5, mu[i], 1e-6);
        }
        assertTrue(Double.isNaN(mode.sd("mu[7]")));
        assertTrue(mode.toString().endsWith("No standard deviations, as there are more than 2000 coordinates"));
    }
}
