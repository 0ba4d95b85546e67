package ppl.aeppl.joint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.HalfCauchy;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.Value;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/** Scales at both ends of the doubles, against exact quotients. */
class ScaleTest {

    private static final MathContext DIGITS = new MathContext(60);
    private static final double HALF_LOG_2PI = 0.9189385332046728;
    private static final double NU = 3;

    private static final double[] SCALES = {
        Double.MIN_VALUE,
        1e-323,
        1e-315,
        1e-310,
        5e-309,
        0x1p-1023,
        0x1p-1022,
        2.3e-308,
        1e-300,
        1e-154,
        1e-20,
        0.3,
        1,
        1e20,
        1e154,
        1e300,
        4.5e307,
        1e308,
        Double.MAX_VALUE
    };
    private static final double[] LOCATIONS = {0, -0.25, 1e-310, 1e-300, 7, -1e100, 1e308, -1.7e308};
    private static final double[] DISTANCES = {0, 0.5, -3, 40, -1e10};

    /** Families by their standardised variable z: log density + log sigma. */
    enum Case {
        NORMAL(z -> -0.5 * z.multiply(z).doubleValue() - HALF_LOG_2PI) {
            @Override
            Distribution of(Var mu, Var sigma) {
                return Normal.of(mu, sigma);
            }
        },
        HALF_NORMAL(z -> -0.5 * z.multiply(z).doubleValue() - HALF_LOG_2PI + Math.log(2)) {
            @Override
            Distribution of(Var mu, Var sigma) {
                return HalfNormal.of(sigma);
            }
        },
        CAUCHY(z -> -log1pSquare(z) - Math.log(Math.PI)) {
            @Override
            Distribution of(Var mu, Var sigma) {
                return Cauchy.of(mu, sigma);
            }
        },
        HALF_CAUCHY(z -> -log1pSquare(z) - Math.log(Math.PI / 2)) {
            @Override
            Distribution of(Var mu, Var sigma) {
                return HalfCauchy.of(sigma);
            }
        },
        STUDENT_T(z -> -2 * log1pSquare(z.divide(BigDecimal.valueOf(Math.sqrt(NU)), DIGITS))
                + Math.log(2 / (Math.PI * Math.sqrt(NU)))) {
            @Override
            Distribution of(Var mu, Var sigma) {
                return StudentT.of(c(NU), mu, sigma);
            }
        };

        final ToDoubleFunction<BigDecimal> standard;

        Case(ToDoubleFunction<BigDecimal> standard) {
            this.standard = standard;
        }

        abstract Distribution of(Var mu, Var sigma);

        boolean half() {
            return this == HALF_NORMAL || this == HALF_CAUCHY;
        }
    }

    private static double log1pSquare(BigDecimal z) {
        BigDecimal square = z.multiply(z, DIGITS);
        double small = square.doubleValue();
        if (small < 1e-8) {
            return Math.log1p(small);
        }
        BigDecimal sum = square.add(BigDecimal.ONE);
        int digits = sum.precision() - sum.scale();
        return Math.log(sum.scaleByPowerOfTen(-digits).doubleValue()) + digits * Math.log(10);
    }

    /** A point at which a density is wanted. */
    private record At(double x, double mu, double sigma) {

        BigDecimal z() {
            return new BigDecimal(x).subtract(new BigDecimal(mu)).divide(new BigDecimal(sigma), DIGITS);
        }

        /** Beyond the doubles no density is told from none. */
        double expected(Case family) {
            boolean overflows = Double.isInfinite(z().doubleValue());
            return overflows ? Double.NEGATIVE_INFINITY : family.standard.applyAsDouble(z()) - Math.log(sigma);
        }
    }

    private static List<At> grid(Case family) {
        List<At> all = new ArrayList<>();
        for (double sigma : SCALES) {
            for (double mu : family.half() ? new double[] {0} : LOCATIONS) {
                for (double d : DISTANCES) {
                    double x = family.half() ? Math.abs(d * sigma) : mu + d * sigma;
                    if (Double.isFinite(x)) {
                        all.add(new At(x, mu, sigma));
                    }
                }
                if (!family.half()) {
                    all.add(new At(-mu, mu, sigma));
                }
            }
        }
        return all;
    }

    private static double[] column(List<At> grid, ToDoubleFunction<At> part) {
        return grid.stream().mapToDouble(part).toArray();
    }

    private static void agree(double expected, double actual, Object at) {
        double tolerance = 1e-14 * Math.max(700, Math.abs(expected));
        assertTrue(
                expected == actual || Math.abs(expected - actual) <= tolerance,
                at + ": " + actual + " instead of " + expected);
    }

    @ParameterizedTest
    @EnumSource
    void constants_are_divided_exactly(Case family) {
        List<At> grid = grid(family);
        assertTrue(grid.size() >= 90 || family.half());
        for (At at : grid) {
            Distribution d = family.of(c(at.mu()), c(at.sigma()));
            double logp =
                    d.law().logDensity(Value.of(c(at.x()))).elementwise().eval().item();
            agree(at.expected(family), logp, at);
        }
    }

    @ParameterizedTest
    @EnumSource
    void scales_of_a_model_are_right_or_impossible(Case family) {
        List<At> grid = grid(family);
        int n = grid.size();
        Var x = Var.input("x", n);
        Var mu = Var.input("mu", n);
        Var sigma = Var.input("sigma", n);
        Var logp = family.of(mu, sigma).law().logDensity(Value.of(x)).elementwise();
        List<Var> slopes = Gradient.of(logp.sum(), family.half() ? List.of(x, sigma) : List.of(x, mu, sigma));
        List<Var> outputs = new ArrayList<>(List.of(logp));
        outputs.addAll(slopes);
        List<Tensor> at = List.of(
                Tensor.of(column(grid, At::x)), Tensor.of(column(grid, At::mu)), Tensor.of(column(grid, At::sigma)));
        List<Tensor> found;
        try (var compiled = new Graph(List.of(x, mu, sigma), outputs).compile(CompileOptions.defaults())) {
            found = compiled.call(at);
        }
        int right = 0;
        for (int i = 0; i < n; i++) {
            At g = grid.get(i);
            double actual = found.getFirst().doubleAt(i);
            boolean far = Double.isInfinite(g.x() - g.mu());
            if (far) {
                assertEquals(Double.NEGATIVE_INFINITY, actual, g.toString());
                continue;
            }
            double unit = family == Case.STUDENT_T ? g.sigma() * Math.sqrt(NU) : g.sigma();
            if (Math.min(unit, g.sigma()) <= 0x1p-1024) {
                assertEquals(Double.NEGATIVE_INFINITY, actual, g.toString());
                for (Tensor slope : found.subList(1, found.size())) {
                    assertEquals(0, slope.doubleAt(i), 0.0, g.toString());
                }
            } else if (Double.isInfinite(unit)) {
                assertEquals(Double.NEGATIVE_INFINITY, actual, g.toString());
            } else {
                agree(g.expected(family), actual, g);
                right++;
            }
            for (Tensor slope : found.subList(1, found.size())) {
                assertFalse(Double.isNaN(slope.doubleAt(i)), g + " has the slopes " + found);
            }
        }
        assertTrue(right > n / 2);
    }

    @Test
    void log_normal_scales() {
        for (double sigma : SCALES) {
            double expected = -Math.log(sigma) - HALF_LOG_2PI;
            agree(
                    expected,
                    LogNormal.of(c(0), c(sigma))
                            .law()
                            .logDensity(Value.of(c(1)))
                            .elementwise()
                            .eval()
                            .item(),
                    sigma);
            Var s = Var.input("s");
            Var u = LogNormal.of(c(0), s).law().logDensity(Value.of(c(1))).elementwise();
            double atRun = u.eval(s.with(sigma)).item();
            agree(sigma <= 0x1p-1024 ? Double.NEGATIVE_INFINITY : expected, atRun, sigma);
        }
    }

    @Test
    void probabilities_of_any_scale() {
        double[] z = {-3, -0.5, 0, 0.5, 2, 30};
        Var s = Var.input("s");
        for (double sigma : SCALES) {
            double[] inside =
                    Arrays.stream(z).filter(v -> Double.isFinite(v * sigma)).toArray();
            double[] at = Arrays.stream(inside).map(v -> v * sigma).toArray();
            if (sigma < 1e-320) {
                continue; // z times sigma is no multiple of sigma there
            }
            for (Case family : List.of(Case.NORMAL, Case.CAUCHY, Case.HALF_NORMAL, Case.HALF_CAUCHY)) {
                double[] unit = logcdf(family, c(1), inside);
                double[] known = logcdf(family, c(sigma), at);
                double[] run = IntStream.range(0, at.length)
                        .mapToDouble(i -> family.of(c(0), s)
                                .law()
                                .events()
                                .orElseThrow(DensityCode.NO_RULE, "")
                                .logProb(Event.atMost(c(at[i])))
                                .eval(s.with(sigma))
                                .item())
                        .toArray();
                for (int i = 0; i < at.length; i++) {
                    double exact = new BigDecimal(at[i])
                            .divide(new BigDecimal(sigma), DIGITS)
                            .doubleValue();
                    double tolerance = 1e-13 + 10 * Math.abs(exact - inside[i]);
                    assertEquals(unit[i], known[i], tolerance, family + " " + sigma + " " + inside[i]);
                    assertEquals(known[i], run[i], 1e-13, family + " " + sigma + " " + inside[i]);
                }
            }
        }
    }

    private static double[] logcdf(Case family, Var sigma, double[] at) {
        return family.of(c(0), sigma)
                .law()
                .events()
                .orElseThrow(DensityCode.NO_RULE, "")
                .logProb(Event.atMost(Var.constant(at)))
                .eval()
                .toDoubles();
    }

    @Test
    void intervals_wider_than_the_greatest_double() {
        Distribution wide = Uniform.of(c(-1e308), c(1.5e308));
        double expected = -Math.log(2.5) - 308 * Math.log(10);
        agree(
                expected,
                wide.law().logDensity(Value.of(c(0))).elementwise().eval().item(),
                wide);
        double below = wide.law()
                .events()
                .orElseThrow(DensityCode.NO_RULE, "")
                .logcdf(c(0))
                .eval()
                .item();
        assertEquals(Math.log(0.4), below, 1e-14);
    }

    @Test
    void a_gamma_by_a_mean_and_a_deviation_whose_squares_are_no_doubles() {
        for (double unit : new double[] {1e-300, 1e-200, 1, 1e200, 1e300}) {
            Distribution d = Gamma.meanSd(c(2 * unit), c(unit));
            agree(
                    Math.log(16.0 / 6) - 2 - Math.log(unit),
                    d.law().logDensity(Value.of(c(unit))).elementwise().eval().item(),
                    unit);
        }
    }

    /** From 400 digits: alpha, beta, x, log density. */
    private static final double[][] GAMMA = {
        {1e-300, 1e20, 1e150, -9.9999999999999998e+169},
        {1e-160, 1.7e308, 1e-310, 345.37076394910686},
        {1e160, 1e-310, 1e160, -7.1280137882815417e+162},
        {1e-160, 1e160, 1e-20, -9.9999999999999995e+139},
        {20, 1e-310, 1e308, -840.64949654912745},
        {1e300, 1e300, 1.0, 344.46882541590218}
    };

    /** From 400 digits: nu, mu, sigma, x, log density. */
    private static final double[][] STUDENT_T = {
        {1e-310, 0.5, 1, 0, -713.80137882815417},
        {1e-310, 7, 7, 7, -359.53974674369234},
        {1e-300, 0, 2, 3, -692.56728736744176}
    };

    @Test
    void shapes_beside_rates_whose_quotient_is_no_double() {
        Var alpha = Var.input("alpha");
        Var beta = Var.input("beta");
        Var x = Var.input("x");
        Var logp = Gamma.of(alpha, beta).law().logDensity(Value.of(x)).elementwise();
        for (double[] row : GAMMA) {
            agree(
                    row[3],
                    logp.eval(alpha.with(row[0]), beta.with(row[1]), x.with(row[2]))
                            .item(),
                    Arrays.toString(row));
        }
    }

    @Test
    void degrees_of_freedom_whose_reciprocal_is_no_double() {
        Var nu = Var.input("nu");
        for (double[] row : STUDENT_T) {
            Var logp = StudentT.of(nu, c(row[1]), c(row[2]))
                    .law()
                    .logDensity(Value.of(c(row[3])))
                    .elementwise();
            agree(row[4], logp.eval(nu.with(row[0])).item(), Arrays.toString(row));
        }
    }

    @Test
    void a_sum_and_a_model_with_a_tiny_scale() {
        Var x = Normal.of(c(0), c(1e-310)).draw("x");
        assertEquals(712.8824402949494, total(Joint.empty().observe("x", x, c(0))), 1e-6);
        Var y = Normal.of(c(0), c(3e-310)).draw("y");
        Var z = Normal.of(c(0), c(4e-310)).draw("z");
        assertEquals(-Math.log(5e-310) - HALF_LOG_2PI, total(Joint.empty().observe("s", y.plus(z), c(0))), 1e-9);
    }

    @Test
    void sums_of_scales_whose_squares_are_no_doubles() {
        Var s = Var.input("s");
        for (double unit : new double[] {1e-307, 1e-200, 1e-160, 1, 1e154, 1e200, 3e307}) {
            double expected = -0.5 - Math.log(5) - Math.log(unit) - HALF_LOG_2PI;
            Var y = Normal.of(c(0), c(3 * unit)).draw("y");
            Var z = Normal.of(c(0), c(4 * unit)).draw("z");
            agree(expected, total(Joint.empty().observe("s", y.minus(z), c(5 * unit))), unit);
            Var u = Normal.of(c(0), s.times(3)).draw("u");
            Var v = Normal.of(c(0), s.times(4)).draw("v");
            Var logp =
                    Joint.empty().observe("s", u.plus(v), s.times(5)).derive().total(Checks.NEG_INF);
            agree(expected, logp.eval(s.with(unit)).item(), unit);
            double slope =
                    Gradient.of(logp, List.of(s)).getFirst().eval(s.with(unit)).item();
            assertEquals(-1, slope * unit, 1e-12);
        }
    }

    private static double total(Joint joint) {
        return joint.derive().total(Checks.NEG_INF).eval().item();
    }
}
