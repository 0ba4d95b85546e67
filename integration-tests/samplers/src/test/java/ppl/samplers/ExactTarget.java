package ppl.samplers;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import ppl.graph.random.HostNumbers;
import ppl.graph.random.RandomKey;

/**
 * A distribution of which everything is known: density, gradient, exact draws, and functions of a point that are uniform
 * on (0, 1) under it.
 */
record ExactTarget(String name, int dimension, int uniforms, Density density, Draw draw, ToUniforms toUniforms) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Writes the gradient and returns the log-density. */
    interface Density {
        double at(double[] x, double[] gradient);
    }

    /** Writes an exact draw. */
    interface Draw {
        void into(double[] x, RandomKey key);
    }

    /** Writes numbers that are uniform if the point is a draw; whole numbers are spread by a key. */
    interface ToUniforms {
        void of(double[] x, RandomKey key, double[] u);
    }

    @Override
    public String toString() {
        return name;
    }

    static List<ExactTarget> all() {
        double[] many = new double[30];
        Arrays.fill(many, 1);
        return List.of(
                normals("standard normal", 1),
                normals("normals of several scales", 0.1, 1, 3, 0.5),
                normals("30 normals", many),
                correlated(),
                funnel(),
                student(),
                halfNormalOnLogScale(),
                exponentialOnLogScale(),
                logistic(),
                banana(),
                mixture(),
                box());
    }

    /** Independent; the last uniform is that of the energy in the first two, if there are two. */
    private static ExactTarget normals(String name, double... sd) {
        int n = sd.length;
        return new ExactTarget(
                name,
                n,
                n == 1 ? 1 : n + 1,
                (x, g) -> {
                    double logp = 0;
                    for (int i = 0; i < n; i++) {
                        double z = x[i] / sd[i];
                        g[i] = -z / sd[i];
                        logp -= 0.5 * z * z;
                    }
                    return logp;
                },
                (x, key) -> {
                    for (int i = 0; i < n; i++) {
                        x[i] = sd[i] * normal(key, i);
                    }
                },
                (x, _, u) -> {
                    for (int i = 0; i < n; i++) {
                        u[i] = cdf(x[i] / sd[i]);
                    }
                    if (n > 1) {
                        u[n] = 1 - Math.exp(-0.5 * (square(x[0] / sd[0]) + square(x[1] / sd[1])));
                    }
                });
    }

    /** Two normals with correlation 0.9. */
    private static ExactTarget correlated() {
        double rho = 0.9;
        double rest = Math.sqrt(1 - rho * rho);
        return new ExactTarget(
                "correlated normals",
                2,
                3,
                (x, g) -> {
                    double z = (x[1] - rho * x[0]) / rest;
                    g[0] = -x[0] + rho * z / rest;
                    g[1] = -z / rest;
                    return -0.5 * (x[0] * x[0] + z * z);
                },
                (x, key) -> {
                    x[0] = normal(key, 0);
                    x[1] = rho * x[0] + rest * normal(key, 1);
                },
                (x, _, u) -> {
                    double z = (x[1] - rho * x[0]) / rest;
                    u[0] = cdf(x[0]);
                    u[1] = cdf(x[1]);
                    u[2] = 1 - Math.exp(-0.5 * (x[0] * x[0] + z * z));
                });
    }

    /** Neal's funnel, less steep: v ~ normal(0, 1), x | v ~ normal(0, exp(v)). */
    private static ExactTarget funnel() {
        return new ExactTarget(
                "funnel",
                3,
                3,
                (x, g) -> {
                    double precision = Math.exp(-2 * x[0]);
                    double squares = precision * (x[1] * x[1] + x[2] * x[2]);
                    g[0] = -x[0] + squares - 2;
                    g[1] = -precision * x[1];
                    g[2] = -precision * x[2];
                    return -0.5 * (x[0] * x[0] + squares) - 2 * x[0];
                },
                (x, key) -> {
                    x[0] = normal(key, 0);
                    x[1] = Math.exp(x[0]) * normal(key, 1);
                    x[2] = Math.exp(x[0]) * normal(key, 2);
                },
                (x, _, u) -> {
                    u[0] = cdf(x[0]);
                    u[1] = cdf(x[1] * Math.exp(-x[0]));
                    u[2] = cdf(x[2] * Math.exp(-x[0]));
                });
    }

    /** Student's t with 3 degrees of freedom. */
    private static ExactTarget student() {
        return new ExactTarget(
                "Student's t",
                1,
                1,
                (x, g) -> {
                    double s = 3 + x[0] * x[0];
                    g[0] = -4 * x[0] / s;
                    return -2 * Math.log(s);
                },
                (x, key) -> {
                    double chiSquare = square(normal(key, 1)) + square(normal(key, 2)) + square(normal(key, 3));
                    x[0] = normal(key, 0) / Math.sqrt(chiSquare / 3);
                },
                (x, _, u) -> {
                    double t = x[0] / Math.sqrt(3);
                    u[0] = 0.5 + (t / (1 + t * t) + Math.atan(t)) / Math.PI;
                });
    }

    private static ExactTarget halfNormalOnLogScale() {
        return new ExactTarget(
                "half-normal on the log scale",
                1,
                1,
                (x, g) -> {
                    double square = Math.exp(2 * x[0]);
                    g[0] = 1 - square;
                    return x[0] - 0.5 * square;
                },
                (x, key) -> x[0] = Math.log(Math.abs(normal(key, 0))),
                (x, _, u) -> u[0] = 2 * cdf(Math.exp(x[0])) - 1);
    }

    private static ExactTarget exponentialOnLogScale() {
        return new ExactTarget(
                "exponential on the log scale",
                1,
                1,
                (x, g) -> {
                    g[0] = 1 - Math.exp(x[0]);
                    return x[0] - Math.exp(x[0]);
                },
                (x, key) -> x[0] = Math.log(-Math.log(key.uniform(0))),
                (x, _, u) -> u[0] = 1 - Math.exp(-Math.exp(x[0])));
    }

    private static ExactTarget logistic() {
        return new ExactTarget(
                "logistic",
                1,
                1,
                (x, g) -> {
                    double p = 1 / (1 + Math.exp(-x[0]));
                    g[0] = 1 - 2 * p;
                    return Math.log(p) + Math.log1p(-p);
                },
                (x, key) -> x[0] = Math.log(key.uniform(0)) - Math.log1p(-key.uniform(0)),
                (x, _, u) -> u[0] = 1 / (1 + Math.exp(-x[0])));
    }

    /** x ~ normal(0, 1), y | x ~ normal(x², 1). */
    private static ExactTarget banana() {
        return new ExactTarget(
                "banana",
                2,
                2,
                (x, g) -> {
                    double z = x[1] - x[0] * x[0];
                    g[0] = -x[0] + 2 * x[0] * z;
                    g[1] = -z;
                    return -0.5 * (x[0] * x[0] + z * z);
                },
                (x, key) -> {
                    x[0] = normal(key, 0);
                    x[1] = x[0] * x[0] + normal(key, 1);
                },
                (x, _, u) -> {
                    u[0] = cdf(x[0]);
                    u[1] = cdf(x[1] - x[0] * x[0]);
                });
    }

    /** Two normals with means ±1.5, weights 0.3 and 0.7. */
    private static ExactTarget mixture() {
        return new ExactTarget(
                "mixture",
                1,
                1,
                (x, g) -> {
                    double left = 0.3 * Math.exp(-0.5 * square(x[0] + 1.5));
                    double right = 0.7 * Math.exp(-0.5 * square(x[0] - 1.5));
                    g[0] = -(left * (x[0] + 1.5) + right * (x[0] - 1.5)) / (left + right);
                    return Math.log(left + right);
                },
                (x, key) -> x[0] = normal(key, 0) + (key.uniform(1) < 0.3 ? -1.5 : 1.5),
                (x, _, u) -> u[0] = 0.3 * cdf(x[0] + 1.5) + 0.7 * cdf(x[0] - 1.5));
    }

    /** Uniform on the unit square, with walls of density 0: many trajectories diverge. */
    private static ExactTarget box() {
        return new ExactTarget(
                "box",
                2,
                2,
                (x, g) -> {
                    Arrays.fill(g, 0);
                    boolean inside = x[0] > 0 && x[0] < 1 && x[1] > 0 && x[1] < 1;
                    return inside ? 0 : Double.NEGATIVE_INFINITY;
                },
                (x, key) -> {
                    x[0] = key.uniform(0);
                    x[1] = key.uniform(1);
                },
                (x, _, u) -> System.arraycopy(x, 0, u, 0, 2));
    }

    private static double normal(RandomKey key, long index) {
        return HostNumbers.ndtri(key.uniform(index));
    }

    private static double square(double x) {
        return x * x;
    }

    private static double cdf(double x) {
        return NORMAL.cumulativeProbability(x);
    }
}
