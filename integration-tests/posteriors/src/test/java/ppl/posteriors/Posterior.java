package ppl.posteriors;

import static ppl.aeppl.joint.Densities.logp;
import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;
import static ppl.posteriors.Json.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.graph.Index;
import ppl.graph.Scan;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** The models, written with the public API; their variables have the names of posteriordb, and coordinates its order. */
enum Posterior {
    EIGHT_SCHOOLS("eight_schools-eight_schools_noncentered", 1e-12) {
        @Override
        void build(ModelBuilder m, JsonNode data) {
            Dim school = m.dim("school", data.get("J").asInt());
            Var z = m.sample("z", normal(0, 1), school);
            Var mu = m.sample("mu", normal(0, 5));
            Var tau = m.sample("tau", halfCauchy(5));
            Var theta = m.deterministic("theta", mu.plus(tau.times(z)), school);
            m.observe("y", normal(theta, Var.constant(numbers(data.get("sigma")))), numbers(data.get("y")), school);
        }
    },
    AR_K("arK-arK", 1e-12) {
        @Override
        void build(ModelBuilder m, JsonNode data) {
            int lags = data.get("K").asInt();
            double[] y = numbers(data.get("y"));
            double[][] before = new double[y.length - lags][lags];
            for (int t = lags; t < y.length; t++) {
                for (int k = 0; k < lags; k++) {
                    before[t - lags][k] = y[t - 1 - k];
                }
            }
            Dim lag = m.dim("lag", lags);
            Dim time = m.dim("time", before.length);
            Var alpha = m.sample("alpha", normal(0, 10));
            Var beta = m.sample("beta", normal(0, 10), lag);
            Var sigma = m.sample("sigma", halfCauchy(2.5));
            Var mean = m.data("before", before, time, lag).dot(beta).plus(alpha);
            m.observe("y", normal(mean, sigma), Arrays.copyOfRange(y, lags, y.length), time);
        }
    },
    GARCH("garch-garch11", 1e-12) {
        @Override
        void build(ModelBuilder m, JsonNode data) {
            double first = data.get("sigma1").asDouble();
            Dim day = m.dim("day", data.get("T").asInt());
            Var y = m.data("returns", numbers(data.get("y")), day);
            Var mu = m.sample("mu", flat());
            Var alpha0 = m.sample("alpha0", halfFlat());
            Var alpha1 = m.sample("alpha1", uniform(0, 1));
            Var beta1 = m.sample("beta1", uniform(0, subtract(1, alpha1)));
            m.potential("flat", log1p(negate(alpha1))); // the density of beta1, taken out again
            Var later = scan(Var.constant(first * first), y.get(Index.to(-1)), (h, before) -> alpha0.plus(
                            alpha1.times(before.minus(mu).square()))
                    .plus(beta1.times(h)));
            Var h = concat(List.of(Var.constant(new double[] {first * first}), later), 0);
            m.observe("y", normal(mu, sqrt(h)), numbers(data.get("y")), day);
        }
    },
    HIDDEN_MARKOV("hmm_example-hmm_example", 1e-12) {
        @Override
        void build(ModelBuilder m, JsonNode data) {
            double[] y = numbers(data.get("y"));
            Dim state = m.dim("state", 2);
            Var theta1 = m.sample("theta1", dirichlet(1, 1), state);
            Var theta2 = m.sample("theta2", dirichlet(1, 1), state);
            Var first = m.sample("mu_first", halfFlat());
            Var apart = m.sample("mu_apart", halfFlat());
            Var mu = m.deterministic("mu", stack(List.of(first, first.plus(apart)), 0), state);
            m.potential("prior", logp(normal(Var.constant(new double[] {3, 10}), 1), mu).sum());
            Var rows = stack(List.of(theta1, theta2), 0);
            // No initial law: both states are alike.
            Var now = null;
            for (int t = 0; t < y.length; t++) {
                now = now == null
                        ? m.marginalize("z1", categorical(0.5, 0.5))
                        : m.marginalize("z" + (t + 1), categorical(rows.get(now)));
                m.observe("y" + (t + 1), normal(mu.get(now), 1), y[t]);
            }
        }
    },
    MIXTURE("low_dim_gauss_mix-low_dim_gauss_mix", 1e-12) {
        @Override
        void build(ModelBuilder m, JsonNode data) {
            Dim part = m.dim("part", 2);
            Var mu = m.sample("mu", ordered(normal(0, 2)), part);
            Var sigma = m.sample("sigma", halfNormal(2), part);
            Var theta = m.sample("theta", beta(5, 5));
            Var weights = stack(List.of(theta, subtract(1, theta)), 0);
            m.observe(
                    "y",
                    mixture(weights, normal(mu.get(0), sigma.get(0)), normal(mu.get(1), sigma.get(1))),
                    numbers(data.get("y")),
                    m.dim("point", data.get("N").asInt()));
        }
    },
    GAUSSIAN_PROCESS("gp_pois_regr-gp_regr", 1e-12) {
        @Override
        void build(ModelBuilder m, JsonNode data) {
            double[] x = numbers(data.get("x"));
            int n = x.length;
            double[] squares = new double[n * n];
            for (int i = 0; i < n * n; i++) {
                squares[i] = Math.pow(x[i / n] - x[i % n], 2);
            }
            Var rho = m.sample("rho", gamma(25, 4));
            Var alpha = m.sample("alpha", halfNormal(2));
            Var sigma = m.sample("sigma", halfNormal(1));
            Var covariance = exp(Var.constant(Tensor.of(squares, n, n)).div(rho.square().times(-2)))
                    .times(alpha.square())
                    .plus(eye(n).times(sigma));
            m.observe("y", mvNormal(Var.constant(new double[n]), covariance), numbers(data.get("y")), m.dim("point", n));
        }
    },
    KID_SCORES("kidiq-kidscore_interaction", 1e-12) {
        @Override
        void build(ModelBuilder m, JsonNode data) {
            Dim child = m.dim("child", data.get("N").asInt());
            Var school = m.data("mom_hs", numbers(data.get("mom_hs")), child);
            Var quotient = m.data("mom_iq", numbers(data.get("mom_iq")), child);
            Var beta = m.sample("beta", flat(), m.dim("coefficient", 4));
            Var sigma = m.sample("sigma", halfCauchy(2.5));
            Var mean = beta.get(0)
                    .plus(beta.get(1).times(school))
                    .plus(beta.get(2).times(quotient))
                    .plus(beta.get(3).times(school).times(quotient));
            m.observe("kid_score", normal(mean, sigma), numbers(data.get("kid_score")), child);
        }
    },
    /**
     * The Stan program solves the equations to 1e-5 of their values, in steps that it chooses; here steps are fixed, and three times as many change the gradient by
     * 2e-7. CmdStan's differs by up to 1.7e-3.
     */
    LOTKA_VOLTERRA("hudson_lynx_hare-lotka_volterra", 2e-3) {
        private static final int STEPS = 20;

        @Override
        void build(ModelBuilder m, JsonNode data) {
            int years = data.get("N").asInt();
            Dim rate = m.dim("rate", 4);
            Dim kind = m.dim("kind", 2);
            Dim year = m.dim("year", years);
            Var theta = m.sample("theta", halfFlat(), rate);
            m.potential(
                    "prior",
                    logp(normal(Var.constant(new double[] {1, 0.05, 1, 0.05}), Var.constant(new double[] {0.5, 0.05, 0.5, 0.05})), theta)
                            .sum());
            Var first = m.sample("z_init", logNormal(Math.log(10), 1), kind);
            Var sigma = m.sample("sigma", logNormal(-1, 1), kind);
            Scan.Result path = Scan.times(years).from(first.get(0)).from(first.get(1)).run(y -> {
                Scan.Result steps = Scan.times(STEPS).from(y.state(0)).from(y.state(1)).run(t -> {
                    List<Var> after = LotkaVolterra.after(theta, t.state(0), t.state(1), 1.0 / STEPS);
                    return t.next(after.get(0), after.get(1));
                });
                return y.next(steps.last(0), steps.last(1));
            });
            m.observe("y_init", logNormal(log(first), sigma), numbers(data.get("y_init")), kind);
            Var z = stack(List.of(path.states(0), path.states(1)), 1);
            double[][] y = new double[years][];
            for (int t = 0; t < years; t++) {
                y[t] = numbers(data.get("y").get(t));
            }
            m.observe("y", logNormal(log(z), sigma), y, year, kind);
        }
    };

    private final String file;
    private final double gradientError;

    Posterior(String file, double gradientError) {
        this.file = file;
        this.gradientError = gradientError;
    }

    abstract void build(ModelBuilder m, JsonNode data);

    /** Its name in posteriordb. */
    String file() {
        return file;
    }

    /** How much an element of a gradient may differ from CmdStan's, of its size, or of 1 if that is more. */
    double gradientError() {
        return gradientError;
    }

    Model model() {
        return Model.build(m -> build(m, Json.of(file, "data")));
    }

    /** The names of posteriordb have positions from 1, those of results labels from 0. */
    static String label(String parameter) {
        int bracket = parameter.indexOf('[');
        if (bracket < 0) {
            return parameter;
        }
        List<String> places = new ArrayList<>();
        for (String place : parameter.substring(bracket + 1, parameter.length() - 1).split(",")) {
            places.add(String.valueOf(Integer.parseInt(place) - 1));
        }
        return parameter.substring(0, bracket) + "[" + String.join(", ", places) + "]";
    }
}
