package ppl.backend.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static ppl.backend.interp.Values.INF;
import static ppl.backend.interp.Values.NAN;
import static ppl.backend.interp.Values.assertTensor;
import static ppl.backend.interp.Values.bool;
import static ppl.backend.interp.Values.count;
import static ppl.backend.interp.Values.f32;
import static ppl.backend.interp.Values.f64;
import static ppl.backend.interp.Values.i32;
import static ppl.backend.interp.Values.i64;
import static ppl.backend.interp.Values.run;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.Tensor;
import ppl.graph.op.Reduce;

class ReductionsTest {

    private static Tensor reduce(Reduce.Fn fn, Tensor x, Integer... axes) {
        return run(new Reduce(fn, List.of(axes)), x);
    }

    private static double all(Reduce.Fn fn, Tensor x) {
        return reduce(fn, x, 0).item();
    }

    @Test
    void sums_run_over_the_named_axes() {
        Tensor x = count(2, 3, 2);
        assertTensor(Tensor.scalar(66.0), reduce(Reduce.Fn.SUM, x, 0, 1, 2));
        assertTensor(Tensor.of(new double[][] {{6, 8}, {10, 12}, {14, 16}}), reduce(Reduce.Fn.SUM, x, 0));
        assertTensor(Tensor.of(new double[][] {{6, 9}, {24, 27}}), reduce(Reduce.Fn.SUM, x, 1));
        assertTensor(Tensor.of(new double[][] {{1, 5, 9}, {13, 17, 21}}), reduce(Reduce.Fn.SUM, x, 2));
        assertTensor(f64(6 + 9, 24 + 27), reduce(Reduce.Fn.SUM, x, 1, 2));
        assertTensor(f64(14, 22, 30), reduce(Reduce.Fn.SUM, x, 0, 2));
    }

    @Test
    void products_and_extremes() {
        Tensor x = Tensor.of(new double[][] {{2, -3, 4}, {0.5, 6, -1}});
        assertTensor(f64(-24, -3), reduce(Reduce.Fn.PROD, x, 1));
        assertTensor(f64(4, 6), reduce(Reduce.Fn.MAX, x, 1));
        assertTensor(f64(0.5, -3, -1), reduce(Reduce.Fn.MIN, x, 0));
    }

    @Test
    void nan_in_nan_out() {
        for (Reduce.Fn fn : List.of(Reduce.Fn.SUM, Reduce.Fn.PROD, Reduce.Fn.MAX, Reduce.Fn.MIN)) {
            assertEquals(NAN, all(fn, f64(1, NAN, INF)), fn.name());
        }
        assertEquals(NAN, all(Reduce.Fn.SUM, f64(INF, -INF)));
    }

    @Test
    void zeros_keep_their_sign() {
        assertEquals(-0.0, all(Reduce.Fn.SUM, f64(-0.0, -0.0)));
        assertEquals(0.0, all(Reduce.Fn.MAX, f64(-0.0, 0.0)));
        assertEquals(-0.0, all(Reduce.Fn.MIN, f64(0.0, -0.0)));
    }

    @Test
    void over_nothing_the_neutral_element() {
        Tensor none = count(2, 0);
        assertTensor(f64(0, 0), reduce(Reduce.Fn.SUM, none, 1));
        assertTensor(f64(1, 1), reduce(Reduce.Fn.PROD, none, 1));
        assertTensor(f64(-INF, -INF), reduce(Reduce.Fn.MAX, none, 1));
        assertTensor(f64(INF, INF), reduce(Reduce.Fn.MIN, none, 1));
        assertTensor(f64(), reduce(Reduce.Fn.SUM, none, 0));
        assertTensor(f32(-INF), reduce(Reduce.Fn.MAX, Tensor.of(new float[0], 1, 0), 1));
        assertTensor(i64(0), reduce(Reduce.Fn.SUM, Tensor.of(new long[0], 1, 0), 1));
        assertTensor(i64(Long.MIN_VALUE), reduce(Reduce.Fn.MAX, Tensor.of(new long[0], 1, 0), 1));
        assertTensor(i32(Integer.MIN_VALUE), reduce(Reduce.Fn.MAX, Tensor.of(new int[0], 1, 0), 1));
        assertTensor(i32(Integer.MAX_VALUE), reduce(Reduce.Fn.MIN, Tensor.of(new int[0], 1, 0), 1));
        assertTensor(i32(1), reduce(Reduce.Fn.PROD, Tensor.of(new int[0], 1, 0), 1));
        assertTensor(bool(true), reduce(Reduce.Fn.ALL, Tensor.of(new boolean[0], 1, 0), 1));
        assertTensor(bool(false), reduce(Reduce.Fn.ANY, Tensor.of(new boolean[0], 1, 0), 1));
    }

    @Test
    void integers_wrap_in_their_own_width() {
        assertTensor(
                i64(Long.MIN_VALUE),
                run(new Reduce(Reduce.Fn.SUM, List.of(1)), Tensor.of(new long[] {Long.MAX_VALUE, 1}, 1, 2)));
        assertTensor(
                i32(Integer.MIN_VALUE, -2),
                reduce(Reduce.Fn.SUM, Tensor.of(new int[] {Integer.MAX_VALUE, 1, -1, -1}, 2, 2), 1));
        assertTensor(i32(0, 1), reduce(Reduce.Fn.PROD, Tensor.of(new int[] {1 << 16, 1 << 16, -1, -1}, 2, 2), 1));
        assertTensor(i64(7), reduce(Reduce.Fn.MAX, Tensor.of(new long[] {-3, 7}, 1, 2), 1));
        assertTensor(i32(-3), reduce(Reduce.Fn.MIN, Tensor.of(new int[] {-3, 7}, 1, 2), 1));
    }

    @Test
    void truth_values_are_joined() {
        Tensor x = Tensor.of(new boolean[] {true, true, false, true, false, false}, 3, 2);
        assertTensor(bool(true, false, false), reduce(Reduce.Fn.ALL, x, 1));
        assertTensor(bool(true, true, false), reduce(Reduce.Fn.ANY, x, 1));
    }

    @Test
    void sixteen_lanes_are_halved() {
        // pairs (l, l + 8) first: 1e16 and -1e16 cancel exactly, so that the ones survive
        double[] x = new double[16];
        x[0] = 1e16;
        x[8] = -1e16;
        x[1] = 1;
        x[2] = 1;
        assertEquals(2, all(Reduce.Fn.SUM, f64(x)));
        x[8] = 0;
        x[4] = -1e16; // met one halving later, still before the ones
        assertEquals(2, all(Reduce.Fn.SUM, f64(x)));
        x[4] = 0;
        x[1] = -1e16; // met last, after each of the two has swallowed a one
        x[3] = 1;
        assertEquals(0, all(Reduce.Fn.SUM, f64(x)));
    }

    @Test
    void float32_sums_round_at_each_step() {
        assertTensor(f32(16777216), reduce(Reduce.Fn.SUM, Tensor.of(new float[] {16777216f, 1f, 0f}, 1, 3), 1));
        assertTensor(f32(INF), reduce(Reduce.Fn.PROD, Tensor.of(new float[] {3e38f, 0.1f, 10f}, 1, 3), 1));
    }

    /** The order as its definition reads, written once more: chunks, lanes, halving, adjacent pairs. */
    private static double byDefinition(double[] x) {
        int chunks = (x.length + 4095) / 4096;
        double[] parts = new double[chunks];
        for (int c = 0; c < chunks; c++) {
            double[] lanes = new double[16];
            boolean[] filled = new boolean[16];
            for (int i = 4096 * c; i < Math.min(x.length, 4096 * (c + 1)); i++) {
                int lane = (i - 4096 * c) % 16;
                lanes[lane] = filled[lane] ? lanes[lane] + x[i] : x[i];
                filled[lane] = true;
            }
            for (int w = 8; w >= 1; w /= 2) {
                for (int l = 0; l < w; l++) {
                    lanes[l] = filled[l + w] ? lanes[l] + lanes[l + w] : lanes[l];
                    filled[l + w] = false;
                }
            }
            parts[c] = lanes[0];
        }
        return pairs(parts);
    }

    private static double pairs(double[] parts) {
        if (parts.length == 1) {
            return parts[0];
        }
        double[] next = new double[(parts.length + 1) / 2];
        for (int i = 0; i < next.length; i++) {
            next[i] = 2 * i + 1 < parts.length ? parts[2 * i] + parts[2 * i + 1] : parts[2 * i];
        }
        return pairs(next);
    }

    private static double[] rough(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = (random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(60));
        }
        return x;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 15, 16, 17, 31, 33, 100, 4095, 4096, 4097, 4100, 8193, 20_000, 30_000, 70_001})
    void sums_follow_the_canonical_order_to_the_bit(int n) {
        double[] x = rough(n, n);
        assertEquals(byDefinition(x), all(Reduce.Fn.SUM, Tensor.of(x)));
    }

    @Test
    void the_canonical_order_is_not_left_to_right() {
        double[] x = rough(100, 1);
        double sequential = 0;
        for (double v : x) {
            sequential += v;
        }
        assertNotEquals(sequential, byDefinition(x));
    }

    @Test
    void each_row_of_a_strided_reduction_follows_the_order_too() {
        int n = 50;
        double[] x = rough(3 * n, 5);
        Tensor sums = reduce(Reduce.Fn.SUM, Tensor.of(x, n, 3), 0);
        for (int c = 0; c < 3; c++) {
            double[] column = new double[n];
            for (int r = 0; r < n; r++) {
                column[r] = x[r * 3 + c];
            }
            assertEquals(byDefinition(column), sums.doubleAt(c));
        }
    }
}
