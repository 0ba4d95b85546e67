package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.betaBinomial;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.binomialLogit;
import static ppl.api.Distributions.discreteUniform;
import static ppl.api.Distributions.gamma;
import static ppl.api.Distributions.halfStudentT;
import static ppl.api.Distributions.inverseGamma;
import static ppl.api.Distributions.negativeBinomial;
import static ppl.api.Distributions.negativeBinomialProbability;
import static ppl.api.Distributions.poisson;
import static ppl.api.Distributions.studentT;
import static ppl.api.Distributions.weibull;

import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/** Tails and quantiles of the families made of incomplete gamma and beta functions: far out, at steps, with their gradients. */
class TailsTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static EventProbability events(Distribution d, int n) {
        return d.law(Shape.of(n)).events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "an event");
    }

    private static Quantile quantile(Distribution d, int n) {
        return d.law(Shape.of(n)).quantile().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "a quantile");
    }

    private static double[] run(List<Var> inputs, Var y, double... at) {
        List<Tensor> values = DoubleStream.of(at).mapToObj(Tensor::scalar).toList();
        try (var compiled = new Graph(inputs, List.of(y)).compile(CompileOptions.defaults())) {
            return compiled.call(values).getFirst().toDoubles();
        }
    }

    @Test
    void a_gamma_variable_clipped_far_out_has_the_probability_beyond_as_its_mass() {
        Var bound = Var.input("bound");
        Var alpha = Var.input("alpha");
        Var x = gamma(alpha, 1).draw("x");
        Var clipped = Functions.clip(x, 0, bound);
        Var logp = Joint.law(clipped).logDensity(Value.of(bound)).total();
        double log = Math.log(46) - 45;
        assertEquals(log, run(List.of(bound, alpha), logp, 45, 2)[0], 1e-10 * Math.abs(log));
        double slope = run(List.of(bound, alpha), Gradient.of(logp, bound), 45, 2)[0];
        assertEquals(1.0 / 46 - 1, slope, 1e-10);
        // d log Q(a, 45) / da at a = 2, by 60 digits
        assertEquals(3.406090089389804, run(List.of(bound, alpha), Gradient.of(logp, alpha), 45, 2)[0], 1e-10);
    }

    /** Tails down to the log of -10^4, where both the value and the slopes are known. */
    @Test
    void tails_keep_their_digits_down_to_minus_ten_thousand() {
        Var a = Var.input("a");
        Var x = Var.input("x");
        Var t = events(studentT(a, 0, 1), 1).logsf(x.reshape(1)).sum();
        assertEquals(-Math.log(Math.PI) - Math.log(1e100), run(List.of(a, x), t, 1, 1e100)[0], 1e-10);
        assertEquals(-1e-100, run(List.of(a, x), Gradient.of(t, x), 1, 1e100)[0], 1e-110);
        Var b = events(beta(a, 1), 1).logcdf(x.reshape(1)).sum();
        assertEquals(50 * Math.log(1e-87), run(List.of(a, x), b, 50, 1e-87)[0], 1e-9);
        assertEquals(Math.log(1e-87), run(List.of(a, x), Gradient.of(b, a), 50, 1e-87)[0], 1e-11);
        Var k = events(binomialLogit(Var.constant(20L), x), 1)
                .logsf(Var.constant(18.0))
                .sum();
        assertEquals(19 * -600.0 + Math.log(20), run(List.of(x), k, -600)[0], 1e-8);
        assertEquals(19, run(List.of(x), Gradient.of(k, x), -600)[0], 1e-9);
        Var p = events(poisson(x), 1).logcdf(Var.constant(0.0)).sum();
        assertEquals(-10000, run(List.of(x), p, 10000)[0], 1e-8);
        assertEquals(-1, run(List.of(x), Gradient.of(p, x), 10000)[0], 1e-10);
    }

    static Stream<Arguments> continuous() {
        return Stream.of(
                Arguments.of(List.of(2.5, 1.5), (Function<List<Var>, Distribution>) p -> gamma(p.get(0), p.get(1))),
                Arguments.of(List.of(0.4, 7.0), (Function<List<Var>, Distribution>) p -> gamma(p.get(0), p.get(1))),
                Arguments.of(List.of(2.0, 0.5), (Function<List<Var>, Distribution>) p -> beta(p.get(0), p.get(1))),
                Arguments.of(List.of(12.0, 30.0), (Function<List<Var>, Distribution>) p -> beta(p.get(0), p.get(1))),
                Arguments.of(
                        List.of(2.5, 1.5), (Function<List<Var>, Distribution>) p -> inverseGamma(p.get(0), p.get(1))),
                Arguments.of(List.of(0.7, 1.5), (Function<List<Var>, Distribution>) p -> weibull(p.get(0), p.get(1))),
                Arguments.of(
                        List.of(3.5, 2.0), (Function<List<Var>, Distribution>) p -> halfStudentT(p.get(0), p.get(1))),
                Arguments.of(List.of(3.5, 0.5, 2.0), (Function<List<Var>, Distribution>)
                        p -> studentT(p.get(0), p.get(1), p.get(2))),
                Arguments.of(List.of(40.0, -1.0, 0.3), (Function<List<Var>, Distribution>)
                        p -> studentT(p.get(0), p.get(1), p.get(2))));
    }

    /** Every other one: they are large graphs. */
    static <T> Stream<T> everyOther(Stream<T> all) {
        List<T> list = all.toList();
        return IntStream.range(0, list.size()).filter(i -> i % 2 == 1).mapToObj(list::get);
    }

    static Stream<Arguments> someContinuous() {
        return everyOther(continuous());
    }

    @ParameterizedTest
    @MethodSource("someContinuous")
    void quantiles_and_tails_have_gradients_by_every_parameter(
            List<Double> at, Function<List<Var>, Distribution> family) {
        checkGradients(at, family);
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("continuous")
    void all_quantiles_and_tails_have_gradients_by_every_parameter(
            List<Double> at, Function<List<Var>, Distribution> family) {
        checkGradients(at, family);
    }

    private static void checkGradients(List<Double> at, Function<List<Var>, Distribution> family) {
        List<Var> inputs =
                Stream.of("p0", "p1", "p2").limit(at.size()).map(Var::input).toList();
        List<Tensor> values = at.stream().map(Tensor::scalar).toList();
        Distribution d = family.apply(inputs);
        Var q = Var.constant(1e-4, 0.2, 0.5, 0.7, 0.999);
        double[] places = quantile(family.apply(at.stream().map(Var::constant).toList()), 5)
                .of(q)
                .eval()
                .toDoubles();
        Var x = Var.constant(places);
        for (Var y : List.of(
                quantile(d, 5).of(q),
                quantile(d, 5).upper(q),
                events(d, 5).logcdf(x),
                events(d, 5).logsf(x),
                events(d, 5).logProb(Event.between(x.minus(1e-3), x.plus(2e-3))))) {
            CheckGradient result = CheckGradient.of(y, inputs, values, CompileOptions.defaults());
            assertTrue(result.error() < 1e-7, result.worst());
        }
    }

    static Stream<Distribution> counts() {
        return Stream.of(
                poisson(0.3),
                poisson(12.5),
                poisson(2e5),
                negativeBinomial(12.5, 0.75),
                negativeBinomial(3, 1e10),
                negativeBinomialProbability(0.3, 0.05),
                discreteUniform(0, 30),
                betaBinomial(30, 0.5, 2),
                binomial(12, 0.35),
                binomial(1, 0.9),
                binomial(5000, 0.002),
                binomialLogit(3000, 1.5));
    }

    /** The least count with enough below it: at a step that step, just above it the next one. */
    static Stream<Distribution> someCounts() {
        return everyOther(counts());
    }

    @ParameterizedTest
    @MethodSource("someCounts")
    void quantiles_of_counts_are_exact_at_the_steps(Distribution d) {
        checkSteps(d);
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("counts")
    void quantiles_of_all_counts_are_exact_at_the_steps(Distribution d) {
        checkSteps(d);
    }

    private static void checkSteps(Distribution d) {
        double mean = d.law()
                .moments()
                .orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "moments")
                .mean()
                .eval()
                .item();
        double spread = 1 + 5 * Math.sqrt(mean);
        double most = d.law().type().support().bounds().hi();
        double[] k = LongStream.rangeClosed((long) Math.max(0, mean - spread), (long) Math.min(most, mean + spread))
                .asDoubleStream()
                .toArray();
        Var at = Var.constant(k);
        int n = k.length;
        double[] below = events(d, n).logcdf(at).exp().eval().toDoubles();
        double[] above = events(d, n).logsf(at).exp().eval().toDoubles();
        double[] lower = quantile(d, n).of(Var.constant(below)).eval().toDoubles();
        double[] upper = quantile(d, n).upper(Var.constant(above)).eval().toDoubles();
        double[] more = quantile(d, n)
                .upper(Var.constant(
                        DoubleStream.of(above).map(q -> q * (1 - 1e-9)).toArray()))
                .eval()
                .toDoubles();
        for (int i = 0; i < n; i++) {
            if (below[i] <= 0.5) {
                assertEquals(k[i], lower[i], "lower " + below[i]);
            }
            if (above[i] <= 0.5 && above[i] > 0) {
                assertEquals(k[i], upper[i], "upper " + above[i]);
                assertEquals(Math.min(most, k[i] + 1), more[i], "below " + above[i]);
            }
        }
    }

    @Test
    void quantiles_of_counts_at_the_ends_are_the_first_and_the_last_value() {
        Var p = Var.constant(0.0, 1.0, Double.NaN, 1e-300, -1.0);
        assertArrayEquals(
                new double[] {0, INF, Double.NaN, 0, Double.NaN},
                quantile(poisson(3), 5).of(p).eval().toDoubles());
        assertArrayEquals(
                new double[] {9, 0, Double.NaN, 9, Double.NaN},
                quantile(binomial(9, 0.25), 5).upper(p).eval().toDoubles());
        assertArrayEquals(
                new double[] {0, INF, Double.NaN, 0, Double.NaN},
                quantile(poisson(0), 5).of(p).eval().toDoubles());
        assertEquals(3, quantile(binomial(3, 1), 1).of(Var.constant(0.2)).eval().item());
        assertEquals(
                0, quantile(binomial(0, 0.3), 1).of(Var.constant(0.2)).eval().item());
    }

    @Test
    void outside_of_the_support_is_nothing_or_all_and_no_slope_is_NaN() {
        for (Distribution d : List.of(gamma(2.5, 1.5), beta(2, 0.5))) {
            Var x = Var.input("x", 5);
            Tensor at = Tensor.of(new double[] {-1, 0, 0.5, 2, INF});
            double over = d.law().type().support().bounds().hi() < 2 ? -INF : Double.NaN;
            for (boolean upper : new boolean[] {false, true}) {
                Var y = upper ? events(d, 5).logsf(x) : events(d, 5).logcdf(x);
                try (var compiled =
                        new Graph(List.of(x), List.of(y, Gradient.of(y.sum(), x))).compile(CompileOptions.defaults())) {
                    List<Tensor> found = compiled.call(List.of(at));
                    double[] v = found.get(0).toDoubles();
                    double[] s = found.get(1).toDoubles();
                    assertEquals(upper ? 0 : -INF, v[0]);
                    assertEquals(upper ? 0 : -INF, v[1]);
                    assertEquals(upper ? -INF : 0, v[4]);
                    assertTrue(Double.isNaN(over) || v[3] == (upper ? -INF : 0));
                    assertEquals(0, s[0]);
                    assertEquals(0, s[1]);
                    assertEquals(0, s[4]);
                    assertTrue(Math.abs(s[2]) > 0.1);
                }
            }
        }
    }

    @Test
    void the_density_of_a_count_is_the_probability_between_it_and_itself() {
        Distribution d = binomial(40, 0.3);
        Var k = Var.constant(0.0, 3, 12, 25, 40);
        double[] point = events(d, 5).logProb(Event.between(k, k)).eval().toDoubles();
        double[] density =
                d.law(Shape.of(5)).logDensity(Value.of(k)).elementwise().eval().toDoubles();
        assertArrayEquals(density, point, 1e-11);
    }
}
