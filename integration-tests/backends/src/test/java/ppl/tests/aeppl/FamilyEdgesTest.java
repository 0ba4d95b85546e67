package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.betaBinomial;
import static ppl.api.Distributions.discreteUniform;
import static ppl.api.Distributions.geometric;
import static ppl.api.Distributions.gumbel;
import static ppl.api.Distributions.halfStudentT;
import static ppl.api.Distributions.inverseGamma;
import static ppl.api.Distributions.laplace;
import static ppl.api.Distributions.logistic;
import static ppl.api.Distributions.negativeBinomial;
import static ppl.api.Distributions.negativeBinomialLog;
import static ppl.api.Distributions.negativeBinomialProbability;
import static ppl.api.Distributions.orderedLogistic;
import static ppl.api.Distributions.truncatedNormal;
import static ppl.api.Distributions.weibull;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.graph.random.RandomKey;

/** Parameters at and beyond the edges of what a family takes: each is a value or an error, and says which. */
class FamilyEdgesTest {

    private static final double MEAN_FAR_OUT = 39.025607419930108;
    private static final double VARIANCE_FAR_OUT = 0.00065488277029327748;

    private static final double INF = Double.POSITIVE_INFINITY;

    private static double[] logp(Distribution d, long... k) {
        Var logp = d.law(Shape.of(k.length))
                .logDensity(Value.of(Var.constant(Tensor.of(k))))
                .elementwise();
        return DoubleStream.of(logp.eval().toDoubles()).map(v -> v + 0.0).toArray(); // no zero is negative
    }

    private static EventProbability events(Distribution d, int n) {
        return d.law(Shape.of(n)).events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "tails");
    }

    private static Quantile quantile(Distribution d, int n) {
        return d.law(Shape.of(n)).quantile().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "a quantile");
    }

    private static Arguments refused(String message, Executable distribution) {
        return Arguments.of(message, distribution);
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                refused("NegativeBinomial needs alpha > 0, but alpha is 0.0", () -> negativeBinomial(3, 0)),
                refused("NegativeBinomial needs mu >= 0, but mu is -1.0", () -> negativeBinomial(-1, 2)),
                refused("NegativeBinomial needs p in (0, 1], but p is 0.0", () -> negativeBinomialProbability(2, 0)),
                refused("Geometric needs p in (0, 1], but p is 1.5", () -> geometric(1.5)),
                refused("DiscreteUniform needs upper >= lower, but upper is 2.0 and lower is 3.0", () -> discreteUniform(
                        3, 2)),
                refused("DiscreteUniform needs lower to be a whole number between -2^53 and 2^53, but lower is 0.5", () ->
                        discreteUniform(0.5, 2)),
                refused(
                        "DiscreteUniform needs upper to be a whole number between -2^53 and 2^53",
                        () -> discreteUniform(0, 0x1p53)),
                refused("Laplace needs b > 0, but b is 0.0", () -> laplace(0, 0)),
                refused("Logistic needs s > 0, but s is -1.0", () -> logistic(0, -1)),
                refused("Gumbel needs beta > 0, but beta is NaN", () -> gumbel(0, Double.NaN)),
                refused("InverseGamma needs alpha > 0, but alpha is 0.0", () -> inverseGamma(0, 1)),
                refused("Weibull needs beta > 0, but beta is 0.0", () -> weibull(1, 0)),
                refused("HalfStudentT needs nu > 0, but nu is 0.0", () -> halfStudentT(0, 1)),
                refused("BetaBinomial needs n to be a whole number >= 0, but n is -1", () -> betaBinomial(-1, 1, 1)),
                refused("TruncatedNormal needs sigma > 0, but sigma is 0.0", () -> truncatedNormal(0, 0, -1, 1)),
                refused("TruncatedNormal needs upper >= lower, but upper is 0.0 and lower is 1.0", () -> truncatedNormal(
                        0, 1, 1, 0)),
                refused(
                        "TruncatedNormal needs the probability of the interval > 0, but",
                        () -> truncatedNormal(0, 1, 1, 1)),
                refused(
                        "OrderedLogistic needs cutpoints finite and each greater than the one before, but cutpoints is"
                                + " [0.5, 0.5]",
                        () -> orderedLogistic(0, Var.constant(0.5, 0.5))),
                refused("but cutpoints[1] is [2.0, 1.0]", () -> orderedLogistic(
                        0, Var.constant(Tensor.of(new double[][] {{1, 2}, {2, 1}})))),
                refused("but cutpoints is [Infinity]", () -> orderedLogistic(0, Var.constant(new double[] {INF}))));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void a_constant_outside_of_its_constraint_is_refused_by_name_and_value(String message, Executable distribution) {
        LogDensityException e = assertThrows(LogDensityException.class, distribution);
        assertEquals(DensityCode.PARAMETER, e.code());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void cutpoints_are_at_least_one_and_in_a_vector() {
        for (Var none : List.of(Var.constant(new double[0]), Var.constant(1.0))) {
            String message = assertThrows(GraphException.class, () -> orderedLogistic(0, none))
                    .getMessage();
            assertTrue(message.contains("OrderedLogistic needs a vector of at least one cutpoint"), message);
        }
    }

    @Test
    void a_law_may_leave_a_single_value() {
        assertArrayEquals(new double[] {0, -INF}, logp(negativeBinomial(0, 1.5), 0, 1));
        assertArrayEquals(new double[] {0, -INF}, logp(negativeBinomialProbability(2, 1), 0, 1));
        assertArrayEquals(new double[] {-INF, 0, -INF}, logp(geometric(1), 0, 1, 2));
        assertArrayEquals(new double[] {0, -INF}, logp(discreteUniform(-7, -7), -7, -6));
        assertArrayEquals(new double[] {0, -INF}, logp(betaBinomial(0, 2, 1), 0, 1));
        for (Distribution d : List.of(
                negativeBinomial(0, 1.5),
                negativeBinomialProbability(2, 1),
                discreteUniform(0, 0),
                betaBinomial(0, 2, 1))) {
            assertEquals(0, d.draw("x").eval(RandomKey.of(3)).item(), d.toString());
            assertEquals(0, quantile(d, 1).of(Var.constant(0.7)).eval().item(), d.toString());
        }
        assertEquals(1, geometric(1).draw("x").eval(RandomKey.of(3)).item());
    }

    /** The values are those of 60-digit arithmetic. */
    @Test
    void counts_may_be_larger_than_float64_holds_exactly() {
        assertEquals(-41.986141148152335, logp(negativeBinomial(0x1p60, 3), (1L << 60) + 256)[0], 1e-12);
        Distribution widest = discreteUniform(1 - 0x1p53, 0x1p53 - 1);
        assertArrayEquals(
                new double[] {-Math.log(0x1p54), -INF, -INF},
                logp(widest, (1L << 53) - 1, 1L << 53, (1L << 53) + 1),
                1e-13);
        Tensor drawn = widest.draw("x", 4).eval(RandomKey.of(8));
        for (int i = 0; i < 4; i++) {
            assertTrue(Math.abs(drawn.longAt(i)) < 1L << 53);
        }
    }

    /** Where counts are of 1e9 the rounding of p moves a tail by about 3e-12; the values are those of 60-digit arithmetic. */
    @Test
    void tails_of_counts_of_a_thousand_million_next_to_the_poisson_law() {
        EventProbability events = events(negativeBinomial(1e9, 1e12), 2);
        Var k = Var.constant(1e9 + 1e5, 1e9 + 1e6);
        assertArrayEquals(new double[] {-7.147226080980404, -503.7077314621034}, events.logsf(k).eval().toDoubles(), 3e-9);
        assertEquals(
                -7.147443374062036,
                events.logcdf(Var.constant(1e9 - 1e5, 0)).eval().doubleAt(0),
                1e-9);
    }

    @Test
    void a_log_mean_beyond_the_doubles_keeps_density_and_slope() {
        Var logMu = Var.input("logMu");
        Var logp = negativeBinomialLog(logMu, 2.5)
                .law(Shape.of())
                .logDensity(Value.of(Var.constant(4L)))
                .total();
        Graph graph = new Graph(List.of(logMu), List.of(logp, Gradient.of(logp, logMu)));
        try (var compiled = graph.compile(CompileOptions.defaults())) {
            double[] slopes = DoubleStream.of(-900, 0, 900)
                    .map(at -> compiled.call(List.of(Tensor.scalar(at))).get(1).item())
                    .toArray();
            assertArrayEquals(new double[] {4, 4 - 6.5 / 3.5, -2.5}, slopes, 1e-12);
        }
    }

    @Test
    void quantiles_step_where_the_probabilities_do() {
        Distribution trials = geometric(0.25);
        Var below = Var.constant(0.25, 0.25 + 1e-9, 1 - 0.75 * 0.75, 1 - Math.pow(0.75, 100), 0, 1, -0.1);
        assertArrayEquals(
                new double[] {1, 2, 2, 100, 1, INF, Double.NaN},
                quantile(trials, 7).of(below).eval().toDoubles());
        Var above = Var.constant(0.75, 0.75 - 1e-9, Math.pow(0.75, 1000), 0, 1);
        assertArrayEquals(
                new double[] {1, 2, 1000, INF, 1},
                quantile(trials, 5).upper(above).eval().toDoubles());
        Distribution ordinal = orderedLogistic(0.5, Var.constant(-1, 0.25, 2));
        double[] tails = events(ordinal, 4)
                .logcdf(Var.constant(0, 1, 2, 3))
                .exp()
                .eval()
                .toDoubles();
        assertArrayEquals(
                new double[] {0, 1, 2, 3},
                quantile(ordinal, 4).of(Var.constant(tails)).eval().toDoubles());
        assertArrayEquals(
                new double[] {0, 0, 3, Double.NaN},
                quantile(ordinal, 4).upper(Var.constant(1, 1 - tails[0] + 1e-9, 0, 2)).eval().toDoubles());
        assertArrayEquals(
                new double[] {-3, 9, 9, 0, 1},
                quantile(discreteUniform(-3, 9), 5)
                        .of(Var.constant(0, 1, 1 - 1e-9, 4.0 / 13, 4.0 / 13 + 1e-9))
                        .eval()
                        .toDoubles());
    }

    /** Far out a category is as probable as the exponential of its distance, with the slope of that. */
    @Test
    void categories_far_from_eta_keep_their_slope() {
        Var eta = Var.input("eta");
        Var logp = orderedLogistic(eta, Var.constant(-1, 0.25, 2))
                .law(Shape.of(4))
                .logDensity(Value.of(Var.constant(Tensor.of(new long[] {0, 1, 2, 3}))))
                .elementwise();
        Var weighted = logp.times(Var.constant(1, 1e3, 1e6, 1e9)).sum();
        Graph graph = new Graph(List.of(eta), List.of(logp, Gradient.of(weighted, eta)));
        try (var compiled = graph.compile(CompileOptions.defaults())) {
            List<Tensor> high = compiled.call(List.of(Tensor.scalar(60.0)));
            assertEquals(-61, high.get(0).doubleAt(0), 1e-12);
            assertEquals(-1001001, high.get(1).item(), 1e-4);
            List<Tensor> low = compiled.call(List.of(Tensor.scalar(-60.0)));
            assertEquals(-62, low.get(0).doubleAt(3), 1e-12);
            assertEquals(1001001000, low.get(1).item(), 1e-4);
        }
    }

    @Test
    void tails_of_a_beta_binomial_law_need_a_known_number_of_trials() {
        Var n = Var.input("n", new TensorType(DType.I64, Shape.of()));
        Capability<EventProbability> tails = betaBinomial(n, 2, 3).law().events();
        String why = assertThrows(
                        LogDensityException.class, () -> tails.orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "a tail"))
                .getMessage();
        assertTrue(why.contains("is not known to be at most 10000"), why);
    }

    /** By 60-digit arithmetic. */
    @Test
    void moments_of_a_truncated_normal_law_far_out() {
        Moments m = truncatedNormal(0, 1, 39, 40).law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
        assertEquals(MEAN_FAR_OUT, m.mean().eval().item(), 1e-9);
        assertEquals(VARIANCE_FAR_OUT, m.variance().eval().item(), 1e-9);
        Moments half = truncatedNormal(0, 2, 0, INF).law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
        assertEquals(2 * Math.sqrt(2 / Math.PI), half.mean().eval().item(), 1e-13);
        assertEquals(4 * (1 - 2 / Math.PI), half.variance().eval().item(), 1e-13);
    }
}
