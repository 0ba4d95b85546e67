package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.bernoulliLogit;
import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.gamma;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.api.Distributions.uniform;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.spi.LogDensity;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Var;

/**
 * Whole models at the edges: parameters that are exactly at a bound and agree with their datum, links far out, choices
 * whose other branch has a pole. Gradients against differences of the value, or against what they are.
 */
class BoundaryTest {

    private static final Var ONE = Var.constant(1.0);

    /** A model and where to look at it, in unconstrained coordinates. */
    record Case(String name, Consumer<ModelBuilder> body, double... at) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Var unit(ModelBuilder m, String name) {
        return m.sample(name, uniform(0, 1));
    }

    private static Var real(ModelBuilder m) {
        return m.sample("x", normal(0, 1));
    }

    static Stream<Case> models() {
        return Stream.of(
                new Case(
                        "a power of exponent 0",
                        m -> {
                            Dim n = m.dim("n", 2);
                            Var p = Functions.pow(unit(m, "a"), m.data("k", new double[] {0, 1}, n));
                            m.observe("y", bernoulli(p), new long[] {1, 0}, n);
                        },
                        0.3),
                new Case(
                        "learning in dogs",
                        m -> {
                            Dim n = m.dim("n", 5);
                            Var shocks = m.data("shocks", new double[] {0, 0, 1, 3, 4}, n);
                            Var avoided = m.data("avoided", new double[] {0, 1, 0, 4, 20}, n);
                            Var p = Functions.pow(unit(m, "a"), shocks).times(Functions.pow(unit(m, "b"), avoided));
                            m.observe("y", bernoulli(p), new long[] {1, 1, 0, 0, 0}, n);
                        },
                        0.4,
                        1.2),
                new Case(
                        "learning in dogs, near 1",
                        m -> {
                            Dim n = m.dim("n", 3);
                            Var shocks = m.data("shocks", new double[] {0, 1, 3}, n);
                            Var avoided = m.data("avoided", new double[] {0, 0, 4}, n);
                            Var p = Functions.pow(unit(m, "a"), shocks).times(Functions.pow(unit(m, "b"), avoided));
                            m.observe("y", bernoulli(p), new long[] {1, 0, 0}, n);
                        },
                        60,
                        50),
                new Case(
                        "a rate of exactly 0",
                        m -> {
                            Dim n = m.dim("n", 3);
                            Var rate = real(m).exp().times(m.data("exposure", new double[] {0, 2, 0}, n));
                            m.observe("y", poisson(rate), new long[] {0, 3, 0}, n);
                        },
                        0.3),
                new Case(
                        "a rate of exactly 0, beside large counts",
                        m -> {
                            Dim n = m.dim("n", 3);
                            Var rate = real(m).square().times(m.data("exposure", new double[] {0, 80, 0}, n));
                            m.observe("y", poisson(rate), new long[] {0, 90, 0}, n);
                        },
                        1.1),
                new Case(
                        "a probability of exactly 0",
                        m -> {
                            Dim n = m.dim("n", 3);
                            Var p = Functions.sigmoid(real(m)).times(m.data("open", new double[] {0, 1, 0}, n));
                            m.observe("y", binomial(Var.constant(4L), p), new long[] {0, 3, 0}, n);
                            m.observe("z", bernoulli(p), new long[] {0, 1, 0}, n);
                            m.observe("w", binomial(Var.constant(60L), p), new long[] {0, 30, 0}, n);
                        },
                        0.7),
                new Case(
                        "a probability of exactly 1",
                        m -> {
                            Dim n = m.dim("n", 2);
                            Var open = m.data("open", new double[] {1, 0}, n).gt(0);
                            Var p = Functions.where(open, Functions.sigmoid(real(m)), ONE);
                            m.observe("y", bernoulli(p), new long[] {0, 1}, n);
                            m.observe("z", binomial(Var.constant(60L), p), new long[] {20, 60}, n);
                        },
                        -0.7),
                new Case(
                        "a category that cannot be",
                        m -> {
                            Var p = Functions.sigmoid(real(m));
                            Var none = p.minus(p);
                            m.observe("y", categorical(Functions.vector(none, p, ONE.minus(p))), 1L);
                        },
                        0.2),
                new Case(
                        "densities at the end of their support",
                        m -> {
                            Var s = m.sample("s", halfNormal(1));
                            m.observe("a", gamma(ONE, s), 0.0);
                            m.observe("b", beta(ONE, s), 0.0);
                            m.observe("c", beta(s, ONE), 1.0);
                            m.observe("d", exponential(s), 0.0);
                            m.observe("e", halfNormal(s), 0.0);
                            m.observe("f", uniform(Var.constant(0.0), s), 0.0);
                        },
                        0.4),
                new Case(
                        "a guessed answer",
                        m -> {
                            Var guess = unit(m, "guess");
                            Var p = guess.plus(ONE.minus(guess).times(Functions.sigmoid(real(m))));
                            m.observe("y", bernoulli(p), 0L);
                        },
                        -0.4,
                        50),
                new Case(
                        "the chance of any",
                        m -> m.observe(
                                "y",
                                bernoulli(ONE.minus(Functions.pow(ONE.minus(Functions.sigmoid(real(m))), 20.0))),
                                1L),
                        -60),
                new Case(
                        "an interval of a probit",
                        m -> {
                            Var x = real(m);
                            Var p = Functions.ndtr(x.plus(1)).minus(Functions.ndtr(x));
                            m.observe("y", bernoulli(p), 1L);
                        },
                        30),
                new Case(
                        "a survival by a hazard",
                        m -> {
                            Dim n = m.dim("n", 2);
                            Var h = real(m).exp().times(m.data("t", new double[] {1e-30, 2}, n));
                            m.observe("y", bernoulli(ONE.minus(h.unaryMinus().exp())), new long[] {1, 1}, n);
                        },
                        -3),
                new Case(
                        "a product of many",
                        m -> {
                            Var x = m.sample("x", normal(0, 1), m.dim("n", 50));
                            m.observe("y", bernoulli(Functions.prod(Functions.sigmoid(x.minus(20)))), 1L);
                        },
                        new double[50]),
                new Case(
                        "a mixture by hand",
                        m -> {
                            Var w = unit(m, "w");
                            Var x = real(m);
                            Var density = w.times(
                                            x.minus(60).square().times(-0.5).exp())
                                    .plus(ONE.minus(w)
                                            .times(x.plus(60)
                                                    .square()
                                                    .times(-0.5)
                                                    .exp()));
                            m.potential("mixture", density.log());
                        },
                        0.3,
                        0.2));
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_gradient_agrees_with_differences(Case c) {
        LogDensity.Evaluator density = Model.build(c.body()).infer().density().evaluator();
        double[] gradient = new double[c.at().length];
        double value = density.logpAndGradient(c.at(), gradient);
        assertTrue(Double.isFinite(value), () -> "the value is " + value);
        for (int i = 0; i < gradient.length; i++) {
            double step = 1e-4;
            double slope = (8 * (along(density, c, i, step) - along(density, c, i, -step))
                            - (along(density, c, i, 2 * step) - along(density, c, i, -2 * step)))
                    / (12 * step);
            assertEquals(slope, gradient[i], 1e-7 * Math.max(1, Math.abs(value)), "coordinate " + i);
        }
    }

    private static double along(LogDensity.Evaluator density, Case c, int i, double step) {
        double[] at = c.at().clone();
        at[i] += step;
        return density.logp(at);
    }

    @Test
    void the_branch_not_taken_does_not_poison_a_model() {
        for (double at : new double[] {-1, -0.0, 0, -700, -1e4}) {
            LogDensity density = Model.build(m -> {
                        Var x = real(m);
                        m.potential("choice", Functions.where(x.gt(0), x.times(x.log()), x.times(-3)));
                    })
                    .infer()
                    .density();
            double[] gradient = new double[1];
            density.evaluator().logpAndGradient(new double[] {at}, gradient);
            assertEquals(-3 - at, gradient[0], 0, "at " + at);
        }
    }

    @Test
    void a_regression_by_its_probability_is_that_by_its_log_odds() {
        double[] x = {-900, -40, -2, 0.5, 3, 41, 800};
        long[] y = {1, 1, 0, 1, 1, 0, 0};
        double[] right = regression(m -> bernoulliLogit(m), x, y);
        double[] got = regression(m -> bernoulli(Functions.sigmoid(m)), x, y);
        double[] picked = regression(
                m -> bernoulli(Functions.concat(
                        java.util.List.of(
                                Functions.sigmoid(m).get(Index.range(0, 3)),
                                Functions.sigmoid(m).get(Index.range(3, 7))),
                        0)),
                x,
                y);
        for (int i = 0; i < right.length; i++) {
            assertEquals(right[i], got[i], 1e-12 * Math.abs(right[i]));
            assertEquals(right[i], picked[i], 1e-12 * Math.abs(right[i]));
        }
    }

    private static double[] regression(
            java.util.function.Function<Var, ppl.aeppl.family.Distribution> law, double[] x, long[] y) {
        LogDensity density = Model.build(m -> {
                    Dim n = m.dim("n", x.length);
                    Var eta = m.sample("b", normal(0, 5)).times(m.data("x", x, n));
                    m.observe("y", law.apply(eta), y, n);
                })
                .infer()
                .density();
        double[] result = new double[2];
        double[] gradient = new double[1];
        result[0] = density.evaluator().logpAndGradient(new double[] {1.3}, gradient);
        result[1] = gradient[0];
        return result;
    }

    @Test
    void where_a_check_fails_the_slopes_are_zeros_and_elsewhere_they_are_those_of_the_density_alone() {
        Model model = Model.build(m -> m.observe("y", normal(0, real(m)), new double[] {0.5, -2}));
        try (LogDensity density = model.infer().density()) {
            LogDensity.Evaluator evaluator = density.evaluator();
            double[] slope = {Double.NaN};
            assertEquals(Double.NEGATIVE_INFINITY, evaluator.logpAndGradient(new double[] {-1.5}, slope));
            assertEquals(0, slope[0]);
            evaluator.logpAndGradient(new double[] {2}, slope);
            assertEquals(-2 - 2 / 2.0 + (0.25 + 4) / 8, slope[0], 1e-14);
        }
    }
}
