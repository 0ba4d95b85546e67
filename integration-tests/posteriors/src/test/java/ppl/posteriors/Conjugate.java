package ppl.posteriors;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import ppl.api.Dim;
import ppl.api.ModelBuilder;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * A model of which the posterior is known in closed form.
 *
 * @param name what it is
 * @param model the model
 * @param moments mean and standard deviation of elements of the posterior, by label
 */
record Conjugate(String name, Consumer<ModelBuilder> model, Map<String, Moments> moments) {

    /** A mean and a standard deviation. */
    record Moments(double mean, double sd) {

        static Moments ofGamma(double alpha, double beta) {
            return new Moments(alpha / beta, Math.sqrt(alpha) / beta);
        }

        static Moments ofBeta(double a, double b) {
            return new Moments(a / (a + b), Math.sqrt(a * b / (a + b + 1)) / (a + b));
        }

        static Moments ofInverseGamma(double alpha, double beta) {
            double mean = beta / (alpha - 1);
            return new Moments(mean, mean / Math.sqrt(alpha - 2));
        }

        /** Of a normal law by its precision, and this times the mean. */
        static Moments ofNormal(double precision, double weighted) {
            return new Moments(weighted / precision, 1 / Math.sqrt(precision));
        }
    }

    private static Conjugate of(String name, String variable, Moments moments, Consumer<ModelBuilder> model) {
        return new Conjugate(name, model, Map.of(variable, moments));
    }

    private static double sum(double... values) {
        return Arrays.stream(values).sum();
    }

    private static double squares(double... values) {
        return Arrays.stream(values).map(v -> v * v).sum();
    }

    static Conjugate[] all() {
        return new Conjugate[] {
            meanOfNormal(),
            varianceOfNormal(),
            precisionOfNormal(),
            successes(),
            flips(),
            trials(),
            failures(),
            counts(),
            countsOfTime(),
            waits(),
            sumsOfWaits(),
            lifetimes(),
            shares(),
            groups(),
            regression(),
            meanOfVectors(),
            walk()
        };
    }

    private static Conjugate meanOfNormal() {
        double[] y = {1.3, 2.1, -0.4, 0.9};
        return of("mean of normal numbers", "mu", Moments.ofNormal(1 / 100.0 + 4 / 4.0, sum(y) / 4), m ->
                m.observe("y", normal(m.sample("mu", normal(0, 10)), 2), y));
    }

    private static Conjugate varianceOfNormal() {
        double[] y = {0.4, -1.1, 0.7, 0.2};
        return of("variance of normal numbers", "v", Moments.ofInverseGamma(5, 2 + squares(y) / 2), m ->
                m.observe("y", normal(0, sqrt(m.sample("v", inverseGamma(3, 2)))), y));
    }

    private static Conjugate precisionOfNormal() {
        double[] y = {0.4, -1.1, 0.7};
        return of("precision of normal numbers", "tau", Moments.ofGamma(3.5, 1 + squares(-0.6, -2.1, -0.3) / 2), m ->
                m.observe("y", normal(1, pow(m.sample("tau", gamma(2, 1)), -0.5)), y));
    }

    private static Conjugate successes() {
        return of("successes", "p", Moments.ofBeta(9, 6), m ->
                m.observe("k", binomial(10, m.sample("p", beta(2, 3))), 7));
    }

    private static Conjugate flips() {
        return of("flips", "p", Moments.ofBeta(4, 2), m ->
                m.observe("k", bernoulli(m.sample("p", beta(1, 1))), new int[] {1, 1, 0, 1}));
    }

    private static Conjugate trials() {
        return of("trials until a success", "p", Moments.ofBeta(2 + 3, 2 + 9 - 3), m ->
                m.observe("k", geometric(m.sample("p", beta(2, 2))), new int[] {3, 1, 5}));
    }

    private static Conjugate failures() {
        return of("failures before three successes", "p", Moments.ofBeta(2 + 6, 2 + 6), m ->
                m.observe("k", negativeBinomialProbability(3, m.sample("p", beta(2, 2))), new int[] {2, 4}));
    }

    private static Conjugate counts() {
        return of("counts", "rate", Moments.ofGamma(16, 5), m ->
                m.observe("k", poisson(m.sample("rate", gamma(3, 2))), new int[] {4, 2, 7}));
    }

    private static Conjugate countsOfTime() {
        double[] time = {0.5, 2, 3.5};
        return of("counts of times", "rate", Moments.ofGamma(3 + 13, 2 + sum(time)), m -> m.observe(
                "k", poisson(m.sample("rate", gamma(3, 2)).times(Var.constant(time))), new int[] {1, 4, 8}));
    }

    private static Conjugate waits() {
        double[] y = {0.5, 1.2, 0.3};
        return of("waits", "rate", Moments.ofGamma(5, 1 + sum(y)), m ->
                m.observe("y", exponential(m.sample("rate", gamma(2, 1))), y));
    }

    private static Conjugate sumsOfWaits() {
        double[] y = {1.5, 0.7, 2.2};
        return of("gamma numbers of a known shape", "rate", Moments.ofGamma(2 + 2.5 * 3, 3 + sum(y)), m ->
                m.observe("y", gamma(2.5, m.sample("rate", gamma(2, 3))), y));
    }

    private static Conjugate lifetimes() {
        double[] y = {0.8, 1.9, 1.1, 0.4};
        double powers = Arrays.stream(y).map(v -> Math.pow(v, 1.5)).sum();
        return of("lifetimes of a known shape", "v", Moments.ofInverseGamma(8, 3 + powers), m ->
                m.observe("y", weibull(1.5, pow(m.sample("v", inverseGamma(4, 3)), 1 / 1.5)), y));
    }

    private static Conjugate shares() {
        double[] alpha = {5, 3, 8};
        Map<String, Moments> moments = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            moments.put("p[" + i + "]", Moments.ofBeta(alpha[i], sum(alpha) - alpha[i]));
        }
        return new Conjugate(
                "shares",
                m -> m.observe("k", multinomial(10, m.sample("p", dirichlet(1, 2, 3))), new int[] {4, 1, 5}),
                moments);
    }

    /** The means of groups given that of all: y ~ N(theta, 2), theta ~ N(mu, 1), mu ~ N(0, 3). */
    private static Conjugate groups() {
        double[] y = {2.5, -0.5, 1.0, 4.0, 0.2};
        Moments mu = Moments.ofNormal(1 / 9.0 + 5 / 5.0, sum(y) / 5);
        Map<String, Moments> moments = new LinkedHashMap<>(Map.of("mu", mu));
        for (int j = 0; j < y.length; j++) {
            // Given mu, theta is normal with precision 1 + 1/4.
            double sd = Math.sqrt(1 / 1.25 + Math.pow(mu.sd() / 1.25, 2));
            moments.put("theta[" + j + "]", new Moments((mu.mean() + y[j] / 4) / 1.25, sd));
        }
        return new Conjugate(
                "groups",
                m -> {
                    Dim group = m.dim("group", y.length);
                    Var theta = m.sample("theta", normal(m.sample("mu", normal(0, 3)), 1), group);
                    m.observe("y", normal(theta, 2), y, group);
                },
                moments);
    }

    private static Conjugate regression() {
        double[] x = {-1, 0, 1, 2};
        double[] y = {0.3, 1.1, 1.6, 2.9};
        // The precision is I/25 + X'X/0.25 for the columns 1 and x.
        double a = 1 / 25.0 + 4 / 0.25;
        double b = sum(x) / 0.25;
        double d = 1 / 25.0 + squares(x) / 0.25;
        double u = sum(y) / 0.25;
        double v = 0;
        for (int i = 0; i < x.length; i++) {
            v += x[i] * y[i] / 0.25;
        }
        double det = a * d - b * b;
        return new Conjugate(
                "regression",
                m -> {
                    Var beta = m.sample("beta", normal(0, 5), m.dim("coefficient", 2));
                    m.observe("y", normal(beta.get(0).plus(beta.get(1).times(Var.constant(x))), 0.5), y);
                },
                Map.of(
                        "beta[0]", new Moments((d * u - b * v) / det, Math.sqrt(d / det)),
                        "beta[1]", new Moments((a * v - b * u) / det, Math.sqrt(a / det))));
    }

    /** Vectors of covariance {{2, 1}, {1, 2}}, which in the axes (1, 1) and (1, -1) is 3 and 1. */
    private static Conjugate meanOfVectors() {
        double[][] y = {{1.0, 2.0}, {0.5, -0.2}, {2.1, 1.3}};
        double s = 0;
        double d = 0;
        for (double[] row : y) {
            s += (row[0] + row[1]) / Math.sqrt(2);
            d += (row[0] - row[1]) / Math.sqrt(2);
        }
        Moments along = Moments.ofNormal(1 / 4.0 + 3 / 3.0, s / 3);
        Moments across = Moments.ofNormal(1 / 4.0 + 3 / 1.0, d);
        double sd = Math.hypot(along.sd(), across.sd()) / Math.sqrt(2);
        Var covariance = Var.constant(Tensor.of(new double[] {2, 1, 1, 2}, 2, 2));
        return new Conjugate(
                "mean of vectors",
                m -> {
                    Var mu = m.sample("mu", normal(0, 2), m.dim("axis", 2));
                    for (int i = 0; i < y.length; i++) {
                        m.observe("y" + i, mvNormal(mu, covariance), y[i]);
                    }
                },
                Map.of(
                        "mu[0]", new Moments((along.mean() + across.mean()) / Math.sqrt(2), sd),
                        "mu[1]", new Moments((along.mean() - across.mean()) / Math.sqrt(2), sd)));
    }

    /** The last place of a walk with steps of 1 from N(0, 2), seen with errors of 1.5: Kalman's filter. */
    private static Conjugate walk() {
        double[] y = {0.3, 1.8, 1.1, 2.6};
        double mean = 0;
        double variance = 4;
        for (int t = 0; t < y.length; t++) {
            variance += t == 0 ? 0 : 1;
            double gain = variance / (variance + 2.25);
            mean += gain * (y[t] - mean);
            variance *= 1 - gain;
        }
        return of("walk", "x3", new Moments(mean, Math.sqrt(variance)), m -> {
            Var x = m.sample("x0", normal(0, 2));
            for (int t = 0; t < y.length; t++) {
                x = t == 0 ? x : m.sample("x" + t, normal(x, 1));
                m.observe("y" + t, normal(x, 1.5), y[t]);
            }
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
