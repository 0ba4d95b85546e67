package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/** The incomplete gamma and beta functions, their derivatives and inverses, against 60 digits and at their edges. */
class IncompleteTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    private static final CompileOptions OPTIONS = CompileOptions.defaults();

    /** A pair of tails. */
    enum Kind {
        GAMMA("gamma", 2, 1e-14, 4e-13),
        BETA("beta", 4, 2e-14, 1e-12);

        private final IncompleteTable table;
        private final double log;
        private final double slope;

        Kind(String name, int operands, double log, double slope) {
            this.table = IncompleteTable.read(name, operands);
            this.log = log;
            this.slope = slope;
        }

        Var lower(List<Var> x) {
            return this == GAMMA
                    ? Functions.logGammainc(x.get(0), x.get(1))
                    : Functions.logBetainc(x.get(0), x.get(1), x.get(2), x.get(3));
        }

        Var upper(List<Var> x) {
            return this == GAMMA
                    ? Functions.logGammaincc(x.get(0), x.get(1))
                    : Functions.logBetaincc(x.get(0), x.get(1), x.get(2), x.get(3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void logs_of_both_tails_agree_with_60_digits(Kind kind) {
        List<Var> in = kind.table.inputs();
        List<double[]> found = kind.table.evaluate(in, List.of(kind.lower(in), kind.upper(in)), OPTIONS);
        List<String> wrong = new ArrayList<>(kind.table.wrong("log_p", found.get(0), kind.log, false, false));
        wrong.addAll(kind.table.wrong("log_q", found.get(1), kind.log, false, false));
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @EnumSource
    void slopes_by_every_operand_agree_with_60_digits_in_both_tails(Kind kind) {
        IncompleteTable table = kind.table;
        List<Var> in = table.inputs();
        List<String> wrong = new ArrayList<>();
        for (boolean upper : new boolean[] {false, true}) {
            Var y = upper ? kind.upper(in) : kind.lower(in);
            List<Var> gradient = Gradient.of(y.sum(), in);
            List<Var> slopes = kind == Kind.GAMMA
                    ? gradient
                    : List.of(gradient.get(0), gradient.get(1), gradient.get(2).minus(gradient.get(3)));
            List<double[]> found = table.evaluate(in, slopes, OPTIONS);
            String name = upper ? "log_q_" : "log_p_";
            List<String> by = kind == Kind.GAMMA ? List.of("a", "x") : List.of("a", "b", "x");
            for (int k = 0; k < by.size(); k++) {
                wrong.addAll(table.wrong(name + by.get(k), found.get(k), kind.slope, true, true));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @EnumSource
    void all_backends_give_the_same_bits(Kind kind) {
        List<Var> in = kind.table.inputs();
        List<Var> out = new ArrayList<>(List.of(kind.lower(in), kind.upper(in)));
        out.addAll(Gradient.of(kind.lower(in).sum(), in));
        List<double[]> interp = kind.table.evaluate(in, out, OPTIONS.withBackend("interp"));
        List<double[]> vector = kind.table.evaluate(in, out, OPTIONS.withBackend("vector"));
        for (int k = 0; k < out.size(); k++) {
            assertArrayEquals(interp.get(k), vector.get(k));
        }
    }

    /** The tail at a quantile, within what rounding of the quantile itself moves it. */
    @Test
    void quantiles_have_the_tail_that_was_asked_for() {
        IncompleteTable gamma = Kind.GAMMA.table;
        Var a = Var.input("a", gamma.rows());
        Var log = Var.input("log", gamma.rows());
        for (boolean upper : new boolean[] {false, true}) {
            double[] logs = gamma.column(upper ? "log_q" : "log_p");
            Var x = upper ? Functions.gammainccinvExp(a, log) : Functions.gammaincinvExp(a, log);
            Var back = upper ? Functions.logGammaincc(a, x) : Functions.logGammainc(a, x);
            double[] found = values(List.of(a, log), back, gamma.column("a"), logs);
            double[] steep = gamma.column(upper ? "log_q_x" : "log_p_x");
            double[] at = gamma.column("x");
            for (int i = 0; i < logs.length; i++) {
                double slack =
                        1e-14 * Math.max(1, Math.abs(gamma.smaller(i))) + 4 * Math.abs(steep[i]) * Math.ulp(at[i]);
                boolean reached = logs[i] != 0 && Math.abs(logs[i]) > 1e-290 && at[i] > 1e-290;
                assertTrue(
                        !reached || Math.abs(found[i] - logs[i]) <= slack,
                        "upper " + upper + " at " + gamma.column("a")[i] + ": " + found[i] + " instead of " + logs[i]);
            }
        }
    }

    @Test
    void quantiles_of_probabilities_agree_with_known_ones() {
        assertEquals(-Math.log(0.3), Functions.gammainccinv(1, 0.3).eval().item(), 1e-15);
        assertEquals(690.7755278982137, Functions.gammainccinv(1, 1e-300).eval().item(), 1e-12);
        assertEquals(0.5, Functions.betaincinv(7.5, 7.5, 0.5).eval().item(), 1e-15);
        assertEquals(1e-30, Functions.betaincinv(1, 1, 1e-30).eval().item(), 1e-43);
        assertEquals(0.25, Functions.betaincinv(0.5, 0.5, 1.0 / 3).eval().item(), 1e-15);
        assertEquals(1 - 1e-150, Functions.betainccinv(3, 2, 1e-300).eval().item());
    }

    @Test
    void ends_of_the_domain_have_the_tails_of_nothing_and_of_all() {
        double[] a = {2, 2, 2, 0.5, 0, -1, INF, NAN, 2, 1e-300};
        double[] x = {0, INF, -1, NAN, 1, 1, 1, 1, -0.0, 1};
        double[] lower = {-INF, 0, NAN, NAN, NAN, NAN, NAN, NAN, -INF, -2.1938393439552029e-301};
        double[] upper = {0, -INF, NAN, NAN, NAN, NAN, NAN, NAN, 0, -692.2924598572157};
        compare(lower, Functions.logGammainc(Var.constant(a), Var.constant(x)));
        compare(upper, Functions.logGammaincc(Var.constant(a), Var.constant(x)));
        Var two = Var.constant(2.0);
        compare(
                new double[] {-INF, 0, NAN, NAN, NAN},
                Functions.logBetainc(two, 3, Var.constant(0, 1, -0.1, 1.1, NAN)));
        compare(new double[] {NAN, NAN, NAN}, Functions.logBetainc(Var.constant(0, -1, INF), 3, Var.constant(0.5)));
        compare(new double[] {0, INF, NAN, NAN, NAN}, Functions.gammaincinv(two, Var.constant(0, 1, -0.1, 1.1, NAN)));
        compare(new double[] {INF, 0, NAN}, Functions.gammainccinv(two, Var.constant(0, 1, NAN)));
        compare(new double[] {0, 1, NAN}, Functions.betaincinv(two, 3, Var.constant(0, 1, 1.5)));
        compare(new double[] {NAN, NAN}, Functions.gammaincinv(Var.constant(0, NAN), 0.5));
    }

    /** P(a, a + z sqrt(a)) is Phi(z) but for terms of order 1 / sqrt(a), of which the first is known. */
    @Test
    void where_a_probability_is_0_its_slope_is_the_density() {
        Var x = Var.input("x");
        double inf = Double.POSITIVE_INFINITY;
        double[][] gamma = {{0.5, inf}, {1, 1}, {2, 0}};
        for (double[] row : gamma) {
            assertEquals(row[1], slope(Functions.gammainc(row[0], x), x, 0));
            assertEquals(-row[1], slope(Functions.gammaincc(row[0], x), x, 0), Double.MIN_VALUE);
        }
        double[][] beta = {{0.5, inf}, {1, 2}, {2, 0}};
        for (double[] row : beta) {
            assertEquals(row[1], slope(Functions.betainc(row[0], 2, x), x, 0));
            assertEquals(-row[1], slope(Functions.betaincc(2, row[0], x), x, 1), Double.MIN_VALUE);
        }
        assertEquals(0, slope(Functions.gammaincc(2, x), x, inf), Double.MIN_VALUE);
        assertEquals(0, Functions.gammainc(2, 0).eval().item());
        assertEquals(0, Functions.betaincc(2, 3, 1).eval().item());
    }

    private static double slope(Var y, Var x, double at) {
        return Gradient.of(y, List.of(x)).getFirst().eval(x.with(at)).item();
    }

    @Test
    void huge_shapes_are_nearly_normal() {
        for (double a : new double[] {1e8, 1e12, 1e15}) {
            for (double z : new double[] {-4, -1, 0, 0.5, 4}) {
                double x = a + z * Math.sqrt(a);
                double t = (x - a) / Math.sqrt(a);
                double phi = Functions.normalDensity(Var.constant(t)).eval().item();
                double normal =
                        Functions.ndtr(Var.constant(-Math.abs(t))).eval().item();
                double edgeworth = normal + Math.signum(t) * (t * t - 1) / (3 * Math.sqrt(a)) * phi;
                if (t == 0) {
                    edgeworth = 0.5 + phi / (3 * Math.sqrt(a));
                }
                Var tail = t > 0 ? Functions.gammaincc(a, x) : Functions.gammainc(a, x);
                assertEquals(edgeworth, tail.eval().item(), 2e3 / a * edgeworth + 1e-12 * edgeworth, a + " " + z);
                double beta = Functions.betainc(a, a, 0.5 + t / Math.sqrt(8 * a))
                        .eval()
                        .item();
                double other = Functions.ndtr(Var.constant(t)).eval().item();
                assertEquals(other, beta, 2e3 / a * other + 1e-7 * other, a + " " + z);
            }
        }
    }

    @Test
    void the_tail_of_a_gamma_law_far_out_has_its_closed_form() {
        Var x = Var.input("x");
        Var log = Functions.logGammaincc(2, x);
        assertEquals(Math.log(46) - 45, at(x, log, 45), 1e-14);
        assertEquals(1.0 / 46 - 1, at(x, Gradient.of(log, x), 45), 1e-15);
        assertEquals(Math.log(10001) - 10000, at(x, log, 10000), 1e-11);
        assertEquals(1.0 / 10001 - 1, at(x, Gradient.of(log, x), 10000), 1e-14);
    }

    @Test
    void gradients_have_gradients() {
        check(in -> Functions.logGammainc(in.get(0), in.get(1)), new double[] {0.3, 2.5, 9, 40}, new double[] {
            0.15, 1, 8, 45
        });
        check(in -> Functions.logGammaincc(in.get(0), in.get(1)), new double[] {0.3, 2.5, 9, 40}, new double[] {
            0.7, 9, 11, 30
        });
        check(
                in -> Functions.logBetainc(in.get(0), in.get(1), in.get(2)),
                new double[] {0.3, 2.5, 9, 40},
                new double[] {2.3, 0.4, 12, 9.5},
                new double[] {0.1, 0.9, 0.4, 0.75});
        check(
                in -> Functions.logBetaincc(in.get(0), in.get(1), in.get(2)),
                new double[] {0.3, 2.5, 9, 0.2},
                new double[] {2.3, 0.4, 12, 0.6},
                new double[] {0.3, 0.6, 0.5, 0.4});
        check(in -> Functions.gammaincinv(in.get(0), in.get(1)), new double[] {0.7, 4, 30}, new double[] {0.2, 0.6, 0.9
        });
    }

    private static void check(Function<List<Var>, Var> f, double[]... at) {
        List<Var> in = Stream.of(at).map(x -> Var.input("x" + x[0], x.length)).toList();
        Var y = f.apply(in);
        Var slopes = Gradient.of(y.sum(), in).stream().reduce(y, Var::plus);
        CheckGradient result =
                CheckGradient.of(slopes, in, Stream.of(at).map(Tensor::of).toList(), OPTIONS);
        assertTrue(result.error() < 1e-7, result.worst());
    }

    @Test
    void operands_broadcast_and_float32_is_rounded_once() {
        Var column = Var.constant(new double[] {1, 2}).reshape(2, 1);
        Var p = Functions.gammainc(column, Var.constant(0.5, 1.0, 2.0));
        assertArrayEquals(new int[] {2, 3}, p.shape().sizes());
        assertEquals(-Math.expm1(-1), p.eval().doubleAt(1), 1e-16);
        Var narrow = Functions.logGammaincc(Var.constant(DType.F32, 2), Var.constant(DType.F32, 45));
        assertEquals((float) (Math.log(46) - 45), (float) narrow.eval().item());
        assertEquals(0, Functions.gammainc(Var.input("none", 0), 1).shape().elements());
    }

    private static double at(Var x, Var y, double value) {
        return values(List.of(x), y, new double[] {value})[0];
    }

    private static double[] values(List<Var> inputs, Var y, double[]... at) {
        List<Tensor> values = new ArrayList<>();
        for (int i = 0; i < at.length; i++) {
            values.add(inputs.get(i).rank() == 0 ? Tensor.scalar(at[i][0]) : Tensor.of(at[i]));
        }
        try (var compiled = new Graph(inputs, List.of(y)).compile(OPTIONS)) {
            return compiled.call(values).getFirst().toDoubles();
        }
    }

    private static void compare(double[] expected, Var actual) {
        assertArrayEquals(expected, actual.eval().toDoubles(), 1e-12);
    }
}
