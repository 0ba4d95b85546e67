package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.logSoftmax;
import static ppl.graph.Functions.logsumexp;
import static ppl.graph.Functions.softmax;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Op.Source;
import ppl.graph.op.RichOp;
import ppl.graph.rewrite.Rewriter;

/** Shares of exponentials and their logs, where they underflow, are infinite, or are none. */
class SoftmaxTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    /** Reference values with 60 digits. */
    private static final double[] X = {1000.1, 1000.2, 998.5, 300, -700};

    private static final double[] SHARES = {
        0.433450702118756, 0.47903711040113056, 0.08751218748011345, 3.866988943210571e-305, 0
    };
    private static final double[] LOGS = {
        -0.8359772098308574, -0.7359772098308347, -2.43597720983088, -700.9359772098309, -1700.935977209831
    };

    private static double[] run(String backend, Var x, Var y, double... at) {
        CompileOptions options = CompileOptions.defaults().withBackend(backend);
        try (CompiledGraph compiled = new Graph(List.of(x), List.of(y)).compile(options)) {
            return compiled.call(List.of(Tensor.of(at))).getFirst().toDoubles();
        }
    }

    @Test
    void shares_and_their_logs_keep_their_digits_far_from_0() {
        double[] shares = softmax(Var.constant(X), 0).eval().toDoubles();
        double[] logs = logSoftmax(Var.constant(X), 0).eval().toDoubles();
        for (int i = 0; i < X.length; i++) {
            assertEquals(SHARES[i], shares[i], 4 * Math.ulp(SHARES[i]));
            assertEquals(LOGS[i], logs[i], 4 * Math.ulp(Math.max(1, Math.abs(LOGS[i]))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void minus_infinity_has_no_share_and_its_slope_is_0(String backend) {
        Var x = Var.input("x", 3);
        double[] at = {1, -INF, 1};
        assertArrayEquals(new double[] {0.5, 0, 0.5}, run(backend, x, softmax(x, 0), at));
        assertEquals(-INF, run(backend, x, logSoftmax(x, 0), at)[1]);
        Var share = Gradient.of(softmax(x, 0).get(0), x);
        assertArrayEquals(new double[] {0.25, 0, -0.25}, run(backend, x, share, at), 1e-300);
        Var log = Gradient.of(logSoftmax(x, 0).get(0), x);
        assertArrayEquals(new double[] {0.5, 0, -0.5}, run(backend, x, log, at), 1e-300);
    }

    @Test
    void where_all_are_minus_infinity_or_one_is_infinite_or_nan_there_are_no_shares() {
        for (double[] none : new double[][] {{-INF, -INF}, {INF, 1}, {NAN, 1}, {INF, INF}}) {
            assertArrayEquals(
                    new double[] {NAN, NAN},
                    softmax(Var.constant(none), 0).eval().toDoubles());
            Tensor logs = logSoftmax(Var.constant(none), 0).eval();
            assertEquals(NAN, logs.doubleAt(0));
        }
        assertEquals(-INF, logsumexp(Var.constant(-INF, -INF)).eval().item());
    }

    @Test
    void lines_along_an_axis_are_independent_and_empty_ones_stay_empty() {
        Var x = Var.constant(1.0, 1, -INF, 5, 5, -INF).reshape(2, 3);
        assertArrayEquals(
                new double[] {0.5, 0.5, 0, 0.5, 0.5, 0}, softmax(x, -1).eval().toDoubles());
        assertEquals(1, softmax(x, 0).sum(0).get(0).eval().item(), 1e-15);
        assertEquals(
                "float64[0, 2]",
                softmax(Var.constant(Tensor.of(new double[0], 0, 2)), 0).type().toString());
        assertArrayEquals(
                new double[] {1},
                softmax(Var.constant(3.0).reshape(1), 0).eval().toDoubles());
    }

    @Test
    void integers_are_converted_and_float32_stays() {
        assertEquals(
                DType.F64,
                softmax(Var.constant(Tensor.of(new long[] {1, 2})), 0).dtype());
        assertEquals(
                DType.F32,
                logSoftmax(Var.constant(Tensor.of(new float[] {1, 2})), 0)
                        .eval()
                        .dtype());
    }

    @Test
    void shares_are_known_to_be_shares_and_the_log_of_one_is_computed_as_such() {
        Var x = Var.input("x", 2, 3);
        assertEquals(Interval.UNIT, softmax(x, 1).range());
        assertTrue(logSoftmax(x, 1).range().hi() <= 0);
        assertEquals(logSoftmax(x, 1), Rewriter.stabilising().apply(Functions.log(softmax(x, 1))));
    }

    @Test
    void an_element_comes_from_its_line() {
        RichOp op = (RichOp) softmax(Var.input("x", 2, 3), 0).op();
        Tensor x = Tensor.of(new double[6], 2, 3);
        assertEquals(
                Set.of(new Source(0, 1), new Source(0, 4)),
                op.sources(List.of(x), x.type(), 4).collect(Collectors.toSet()));
    }
}
