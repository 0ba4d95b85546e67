package ppl.aeppl.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.HalfCauchy;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Densities of functions of one variable at values that were wrong once, as constants and as inputs, single and in vectors. */
class DerivedValuesTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static Var normal(double mu, double sigma) {
        return Normal.of(c(mu), c(sigma)).draw("x");
    }

    private static Var gamma(double alpha, double beta) {
        return Gamma.of(c(alpha), c(beta)).draw("x");
    }

    private static Var clip(Var x, double lo, double hi) {
        return Functions.minimum(Functions.maximum(x, c(lo)), c(hi));
    }

    /** Computed with the value as constant and as input. */
    private static double[] logp(Var node, double y) {
        Law law = Joint.law(node);
        Var constant = Var.constant(node.dtype(), y);
        Var in = Var.input("y", new TensorType(node.dtype(), node.shape()));
        Var output = law.logDensity(Value.of(in)).total();
        Tensor at = node.dtype().isFloat() ? Tensor.scalar(y) : Tensor.scalar((long) y);
        return new double[] {
            law.logDensity(Value.of(constant)).total().eval().item(), Laws.values(List.of(in), List.of(at), output)[0]
        };
    }

    private static double slope(Var node, double y) {
        Var in = Var.input("y");
        Var output = Gradient.of(Joint.law(node).logDensity(Value.of(in)).total(), in);
        return Laws.values(List.of(in), List.of(Tensor.scalar(y)), output)[0];
    }

    static Stream<Arguments> tails() {
        Var unit = Exponential.of(c(1)).draw("e");
        return Stream.of(
                of("log(2 exp X)", normal(700, 50).exp().times(2).log(), 800, -6.803331742013256),
                of("log sigmoid X", Functions.sigmoid(normal(0, 30)).log(), -3e-27, 54.678999493726113),
                of(
                        "-log1p(-B)",
                        Functions.log1p(Beta.of(c(2), c(3)).draw("x").unaryMinus())
                                .unaryMinus(),
                        50,
                        -147.515093350212),
                of("sqrt expm1 G", Functions.expm1(gamma(0.5, 2)).sqrt(), 1e-170, 0.46735582791518481),
                of("log(1 + exp X)", normal(0, 1).exp().plus(1).log(), 1e-12, -355.02458137170644),
                of("log exp(G - 800)", gamma(0.5, 1).minus(800).exp().log(), -799, -1.5723649429247001),
                of("log sigmoid(40 + E)", Functions.sigmoid(unit.plus(40)).log(), -1e-20, 40),
                of(
                        "exp(B) - 1e6",
                        Beta.of(c(4), c(3.5)).draw("x").exp().minus(1e6),
                        -999998.3303621436,
                        0.22757555691942002),
                of("log H", HalfCauchy.of(c(1)).draw("x").log(), 800, -800.45158270528945),
                of("log L", LogNormal.of(c(700), c(50)).draw("x").log(), 800, -6.8309615386328919));
    }

    private static Arguments of(String name, Var node, double y, double want) {
        return Arguments.of(name, node, y, want);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tails")
    void a_tail_is_seen_through_several_maps(String name, Var node, double y, double want) {
        double tolerance = 1e-13 * Math.max(1, Math.abs(want));
        assertArrayEquals(new double[] {want, want}, logp(node, y), tolerance);
        assertTrue(Double.isFinite(slope(node, y)));
    }

    static Stream<Arguments> poles() {
        return Stream.of(
                Arguments.of("exp", (UnaryOperator<Var>) Var::exp),
                Arguments.of("sqrt", (UnaryOperator<Var>) Var::sqrt),
                Arguments.of("reciprocal", (UnaryOperator<Var>) c(1)::div),
                Arguments.of("sigmoid", (UnaryOperator<Var>) Functions::sigmoid),
                Arguments.of("softplus", (UnaryOperator<Var>) Functions::softplus));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poles")
    void outside_the_support_of_a_law_with_a_pole_it_is_minus_infinity(String name, UnaryOperator<Var> map) {
        for (double y : new double[] {-1, -1e300, -INF}) {
            assertArrayEquals(new double[] {-INF, -INF}, logp(map.apply(gamma(0.5, 1)), y), name + " at " + y);
        }
        assertEquals(0, slope(map.apply(gamma(0.5, 1)), -1));
        Var alpha = Var.input("alpha");
        Var node = map.apply(Gamma.of(alpha, c(1)).draw("x"));
        Var total = Joint.law(node).logDensity(Value.of(c(-1.0))).total();
        double byAlpha = Laws.values(List.of(alpha), List.of(Tensor.scalar(0.5)), Gradient.of(total, alpha))[0];
        assertEquals(0, byAlpha, "the slope in alpha");
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, -2})
    void the_sign_of_a_numerator_decides_at_run_time_what_is_reached(double c) {
        Var mu = Var.input("mu");
        Law law = Joint.law(clip(mu.div(normal(0, 1).exp()), -1, 5));
        double atomBelow = -0.27985755833959137; // log P(X <= log 2)
        double atomAbove = -1.716148150247285; // log P(X <= log 0.4)
        double inside = -1.1866973804811303;
        double[] want = c > 0
                ? new double[] {-INF, -INF, -INF, inside, atomAbove, -INF}
                : new double[] {atomBelow, inside, -INF, -INF, -INF, -INF};
        double[] at = {-1, -0.5, 0, 0.5, 5, 6};
        for (int i = 0; i < at.length; i++) {
            Var logp = law.logDensity(Value.of(c(at[i]))).total();
            double got = Laws.values(List.of(mu), List.of(Tensor.scalar(c)), logp)[0];
            assertEquals(want[i], got, 1e-14, "at " + at[i]);
        }
    }

    @Test
    void an_atom_is_met_by_data_transformed_elsewhere() {
        double low = -1.8410216450092636; // log P(X <= -1)
        assertArrayEquals(
                new double[] {low, low}, logp(clip(normal(0, 1), -1, 1).exp(), Math.E), 1e-14);
        for (int k = 1; k < 200; k++) {
            double bound = 0.37 * k - 30;
            double mass = Laws.values(List.of(), List.of(), Functions.logNdtr(c(-bound / 10)))[0];
            Var x = Functions.minimum(normal(0, 10), c(bound));
            assertEquals(mass, logp(x.exp(), Math.exp(bound))[1], 1e-12 * Math.max(1, -mass));
            assertEquals(
                    mass, logp(Functions.expm1(x).times(0.1), 0.1 * Math.expm1(bound))[1], 1e-12 * Math.max(1, -mass));
            assertEquals(mass, logp(x.times(0.1).plus(0.3), 0.1 * bound + 0.3)[1], 1e-12 * Math.max(1, -mass));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {26.9, 3.7, 0.1, 1e5})
    void a_bound_that_is_a_log_is_met_by_what_it_is_the_log_of(double y) {
        double bound = Math.log(y);
        double mass = Laws.values(List.of(), List.of(), Functions.logNdtr(c((3 - bound))))[0];
        assertEquals(mass, logp(Functions.minimum(normal(3, 1), c(bound)).exp(), y)[1], 1e-12 * Math.max(1, -mass));
    }

    @Test
    void a_bound_beyond_which_there_is_nothing_makes_no_atom() {
        double want = -0.22579135264472744;
        Var node = Functions.maximum(HalfNormal.of(c(1)).draw("x"), c(0));
        assertArrayEquals(new double[] {want, want}, logp(node, 0), 1e-14);
        assertEquals(0, slope(node, 0));
        Var exp = Functions.maximum(HalfNormal.of(c(1)).draw("x"), c(-1)).exp();
        assertArrayEquals(new double[] {want, want}, logp(exp, 1), 1e-14);
    }

    @Test
    void whole_numbers_are_met_behind_steps_that_no_double_holds() {
        Var k = Binomial.of(c(10L), c(0.3)).draw("k");
        for (int i = 0; i <= 10; i++) {
            double want = logp(k, i)[0];
            assertEquals(want, logp(k.plus(0.1), i + 0.1)[1]);
            assertEquals(want, logp(k.plus(0.1).plus(0.2), (i + 0.1) + 0.2)[1]);
            assertEquals(want, logp(c(1000.1).minus(k), 1000.1 - i)[1]);
        }
        EventProbability events = Joint.law(k.plus(0.1)).events().orElseThrow(DensityCode.NO_RULE, "tails");
        EventProbability plain = Joint.law(k).events().orElseThrow(DensityCode.NO_RULE, "tails");
        for (int i = 0; i <= 10; i++) {
            double want = plain.logProb(Event.atMost(c((double) i))).eval().item();
            assertEquals(want, events.logProb(Event.atMost(c(i + 0.1))).eval().item());
        }
    }

    @Test
    void a_value_given_as_input_is_as_good_as_a_constant_in_vectors_too() {
        Var x = Normal.of(c(700), c(50)).draw("x", 3).exp().times(2).log();
        double[] at = {800, -1e5, 650};
        double[] input = Laws.logp(x, at);
        double[] constant = Joint.law(x)
                .logDensity(Value.of(Var.constant(at)))
                .elementwise()
                .eval()
                .toDoubles();
        assertArrayEquals(constant, input, 1e-9);
        assertEquals(-6.803331742013256, input[0], 1e-12);
    }

    static Stream<Arguments> free() {
        return Stream.of(
                Arguments.of(Functions.log1p(Beta.of(c(0.5), c(0.5)).draw("x")), 0.5, -0.5),
                Arguments.of(gamma(0.5, 1).exp(), 0.5, -1),
                Arguments.of(
                        Functions.sigmoid(Beta.of(c(0.3), c(0.7)).draw("x"))
                                .times(3)
                                .plus(1),
                        0.3,
                        -0.7),
                Arguments.of(Exponential.of(c(1)).draw("x").unaryMinus().exp().plus(2), 1, -1));
    }

    /** Between unconstrained values far out the log-density is a straight line: distances to ends are powers of its slope. */
    @ParameterizedTest
    @MethodSource("free")
    void a_function_to_be_sought_may_come_as_near_to_its_ends_as_it_likes(Var node, double left, double right) {
        JointDensity joint = Joint.empty().free("y", node).derive();
        double[] u = {-700, -100, 100, 700};
        double[] logp = new double[4];
        for (int i = 0; i < 4; i++) {
            logp[i] = Laws.values(joint.unconstrained(), List.of(Tensor.scalar(u[i])), joint.total(Checks.NEG_INF))[0];
        }
        assertEquals(600 * left, logp[1] - logp[0], 1e-9);
        double rate = (logp[3] - logp[2]) / 600;
        assertEquals(right, rate, 0.006); // the log-gamma tail bends as the log of u
    }

    @Test
    void quantiles_of_decreasing_functions_keep_their_tails() {
        Var p = c(1e-300);
        assertEquals(
                -37.0470962993612,
                quantile(normal(0, 1).unaryMinus()).of(p).eval().item(),
                1e-12);
        assertEquals(
                37.0470962993612,
                quantile(normal(0, 1).unaryMinus()).upper(p).eval().item(),
                1e-12);
        Var e = Exponential.of(c(2)).draw("e");
        double far = 300 * Math.log(10) / 2;
        assertEquals(1 / far, quantile(c(1).div(e)).of(p).eval().item(), 1e-15);
        assertEquals(-far, quantile(e.unaryMinus()).of(p).eval().item(), 1e-12);
        double third =
                quantile(Cauchy.of(c(0), c(1)).draw("x").times(-3)).of(p).eval().item();
        assertEquals(-3e300 / Math.PI, third, 1e287);
        double half = quantile(HalfNormal.of(c(1)).draw("x")).of(p).eval().item();
        assertEquals(1.2533141373155002e-300, half, 1e-314);
    }

    private static Quantile quantile(Var node) {
        return Joint.law(node).quantile().orElseThrow(DensityCode.NO_RULE, "the quantile function");
    }

    static Stream<Arguments> lossy_casts() {
        return Stream.of(
                Arguments.of(normal(0, 1), DType.I64, "drops the fraction"),
                Arguments.of(normal(0, 1), DType.I32, "drops the fraction"),
                Arguments.of(normal(0, 1), DType.BOOL, "drops the fraction"),
                Arguments.of(Poisson.of(c(3)).draw("k").cast(DType.F64).plus(0.5), DType.I64, "drops the fraction"),
                Arguments.of(
                        Functions.maximum(
                                Binomial.of(c(4L), c(0.3))
                                        .draw("k")
                                        .cast(DType.F64)
                                        .plus(0.5),
                                c(1)),
                        DType.I64,
                        "drops the fraction"),
                Arguments.of(
                        Poisson.of(c(3)).draw("k").cast(DType.F64), DType.I32, "maps different values to the same one"),
                Arguments.of(Poisson.of(c(3)).draw("k"), DType.BOOL, "maps different values to the same one"),
                Arguments.of(Poisson.of(c(3)).draw("k"), DType.I32, "maps different values to the same one"),
                Arguments.of(Poisson.of(c(3)).draw("k"), DType.F32, "maps different values to the same one"));
    }

    @ParameterizedTest
    @MethodSource("lossy_casts")
    void a_cast_that_loses_values_is_refused(Var x, DType to, String why) {
        Var y = Functions.cast(x, to);
        String said =
                assertThrows(LogDensityException.class, () -> Joint.law(y)).getMessage();
        assertTrue(said.contains(why), said);
        assertTrue(said.contains("observe the variable before the cast"), said);
    }

    @Test
    void counts_come_back_from_floats() {
        Var k = Poisson.of(c(3)).draw("k", 2);
        double log2 = 2 * Math.log(3) - 3 - Math.log(2); // P(k = 2)
        Var back = k.cast(DType.F64).cast(DType.I64);
        assertArrayEquals(new double[] {log2, -INF}, Laws.logp(back, 2, -1), 1e-14);
        assertTrue(Double.isNaN(Laws.logp(back, 0x1p53, 1)[0]), "2^53 + 1 would be the same float64");
        Var moved = c(5).minus(k.cast(DType.F64)).cast(DType.I64);
        assertArrayEquals(new double[] {log2, -INF}, Laws.logp(moved, 3, 6), 1e-14);
        Var few = Bernoulli.of(c(0.3)).draw("b", 2).cast(DType.F32);
        assertEquals(Math.log(0.3), Laws.logp(few.cast(DType.I64), 1, 0)[0], 1e-15);
    }

    @Test
    void a_cast_that_keeps_values_apart_keeps_probabilities() {
        Var one = Bernoulli.of(c(0.3)).draw("k");
        assertEquals(Math.log(0.3), logp(one.cast(DType.F64), 1)[1], 1e-15);
        assertEquals(-INF, logp(one.cast(DType.F64), 0.5)[1]);
        Var binomial = Binomial.of(c(4L), c(0.3)).draw("k");
        Law narrow = Joint.law(binomial.cast(DType.I32));
        Var two = Functions.broadcastTo(
                Var.constant(2L).cast(DType.I32), narrow.type().draw().shape());
        assertEquals(
                logp(binomial, 2)[0],
                narrow.logDensity(Value.of(two)).total().eval().item());
        Law truth = Joint.law(one.cast(DType.BOOL));
        assertEquals(
                Math.log(0.3),
                truth.logDensity(Value.of(Var.constant(true))).total().eval().item(),
                1e-15);
        assertEquals(
                logp(normal(0, 1), 0.5)[0], logp(normal(0, 1).cast(DType.F32).cast(DType.F64), 0.5)[0], 1e-15);
    }

    @Test
    void a_float_that_stands_for_several_whole_numbers_has_no_known_probability() {
        Var k = Poisson.of(c(3)).draw("k").cast(DType.F64);
        assertTrue(Double.isNaN(logp(k, 0x1p60)[1]));
        assertEquals(-INF, logp(k, -0x1p60)[1]);
        assertFalse(Double.isNaN(logp(k, 0x1p52)[1]));
        assertEquals(-INF, logp(Binomial.of(c(4L), c(0.3)).draw("k").cast(DType.F64), 0x1p60)[1]);
    }

    @Test
    void refusals_say_what_is_wrong_with_the_operands() {
        Var ratio = c(1).div(Poisson.of(c(3)).draw("k").minus(c(1L)));
        String said =
                assertThrows(LogDensityException.class, () -> Joint.law(ratio)).getMessage();
        assertTrue(said.contains("division by a discrete random variable has a rule for positive ones only"), said);
        Var product = normal(0, 1).times(normal(0, 2));
        said = assertThrows(LogDensityException.class, () -> Joint.law(product)).getMessage();
        assertTrue(said.contains("the product of two random variables has no closed law here"), said);
    }
}
