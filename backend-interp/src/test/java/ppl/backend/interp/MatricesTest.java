package ppl.backend.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.backend.interp.Values.NAN;
import static ppl.backend.interp.Values.assertTensor;
import static ppl.backend.interp.Values.count;
import static ppl.backend.interp.Values.run;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.Tensor;
import ppl.graph.op.Cast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.MatMul;
import ppl.graph.op.TriangularSolve;

class MatricesTest {

    private static Tensor rows(double[]... rows) {
        return Tensor.of(rows);
    }

    private static double[] row(double... values) {
        return values;
    }

    private static Tensor narrow(Tensor x) {
        return run(new Cast(ppl.graph.DType.F32), x);
    }

    @Test
    void matrices_multiply() {
        Tensor a = rows(row(1, 2, 3), row(4, 5, 6));
        Tensor b = rows(row(1, 0), row(0, 1), row(2, -1));
        assertTensor(rows(row(7, -1), row(16, -1)), run(new MatMul(), a, b));
        assertTensor(narrow(rows(row(7, -1), row(16, -1))), run(new MatMul(), narrow(a), narrow(b)));
    }

    @Test
    void batches_multiply_pair_by_pair() {
        Tensor a = count(2, 1, 2, 2);
        Tensor b = count(2, 1, 2, 1);
        Tensor expected =
                Tensor.of(new double[] {0 * 0 + 1 * 1, 2 * 0 + 3 * 1, 4 * 2 + 5 * 3, 6 * 2 + 7 * 3}, 2, 1, 2, 1);
        assertTensor(expected, run(new MatMul(), a, b));
    }

    @Test
    void a_contraction_over_nothing_is_positive_zero() {
        assertTensor(Tensor.of(new double[6], 2, 3), run(new MatMul(), count(2, 0), count(0, 3)));
        assertTensor(count(0, 3), run(new MatMul(), count(0, 2), count(2, 3)));
        assertTensor(count(2, 0), run(new MatMul(), count(2, 2), count(2, 0)));
    }

    @Test
    void products_are_fused_in_ascending_order_from_positive_zero() {
        assertEquals(0.0, run(new MatMul(), rows(row(-0.0)), rows(row(1))).item());
        double x = 1 + 0x1p-30;
        assertEquals(
                0x1p-60,
                run(new MatMul(), rows(row(-(1 + 0x1p-29), x)), rows(row(1), row(x)))
                        .item());
        assertEquals(
                1,
                run(new MatMul(), rows(row(1e16, 1, -1e16, 1)), Tensor.of(new double[] {1, 1, 1, 1}, 4, 1))
                        .item());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 512, 700, 1300})
    void long_contractions_are_cut_into_blocks_that_combine_in_pairs(int k) {
        SplittableRandom random = new SplittableRandom(k);
        double[] a = random.doubles(k, -1, 1).map(v -> v * 1e8).toArray();
        double[] b = random.doubles(k, -1, 1).toArray();
        double[] blocks = new double[(k + 255) / 256];
        for (int i = 0; i < k; i++) {
            blocks[i / 256] = Math.fma(a[i], b[i], blocks[i / 256]);
        }
        double expected =
                switch (blocks.length) {
                    case 1 -> blocks[0];
                    case 2 -> blocks[0] + blocks[1];
                    case 3 -> (blocks[0] + blocks[1]) + blocks[2];
                    case 6 -> ((blocks[0] + blocks[1]) + (blocks[2] + blocks[3])) + (blocks[4] + blocks[5]);
                    default -> throw new AssertionError(blocks.length);
                };
        assertEquals(
                expected,
                run(new MatMul(), Tensor.of(a, 1, k), Tensor.of(b, k, 1)).item());
    }

    @Test
    void nan_and_infinity_pass_through_products() {
        Tensor a = rows(row(1, Double.POSITIVE_INFINITY), row(NAN, 1));
        assertTensor(rows(row(NAN), row(NAN)), run(new MatMul(), a, rows(row(1), row(0))));
    }

    @Test
    void a_cholesky_factor_reads_only_the_lower_triangle() {
        Tensor a = rows(row(4, NAN, NAN), row(2, 5, NAN), row(6, 7, 26));
        Tensor l = rows(row(2, 0, 0), row(1, 2, 0), row(3, 2, 3.605551275463989));
        assertTensor(l, run(new Cholesky(), a));
        assertEquals(Math.sqrt(13), 3.605551275463989);
        assertTensor(count(0, 0), run(new Cholesky(), count(0, 0)));
    }

    @Test
    void a_cholesky_factor_in_float32_rounds_each_step() {
        Tensor a = narrow(rows(row(3, 0), row(1, 2)));
        float l00 = (float) Math.sqrt(3);
        float l10 = 1 / l00;
        float l11 = (float) Math.sqrt(Math.fma(-l10, l10, 2f));
        assertTensor(Tensor.of(new float[] {l00, 0, l10, l11}, 2, 2), run(new Cholesky(), a));
    }

    @Test
    void a_matrix_that_is_not_positive_definite_gives_nan_from_the_failing_pivot_on() {
        Tensor a = rows(row(4, 0, 0), row(2, 0.5, 0), row(2, 1, 9));
        assertTensor(rows(row(2, 0, 0), row(1, NAN, 0), row(1, NAN, NAN)), run(new Cholesky(), a));
        assertTensor(rows(row(NAN)), run(new Cholesky(), rows(row(-1))));
    }

    @Test
    void a_factor_times_its_transpose_is_the_matrix() {
        int n = 12;
        SplittableRandom random = new SplittableRandom(3);
        Tensor b = Tensor.of(random.doubles((long) n * n, -1, 1).toArray(), n, n);
        double[] s = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    s[i * n + j] += b.doubleAt(i * n + k) * b.doubleAt(j * n + k);
                }
                s[i * n + j] += i == j ? 0.5 : 0;
            }
        }
        Tensor l = run(new Cholesky(), Tensor.of(s, n, n));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double back = 0;
                for (int k = 0; k < n; k++) {
                    back += l.doubleAt(i * n + k) * l.doubleAt(j * n + k);
                }
                assertEquals(s[i * n + j], back, 1e-13);
                assertTrue(j <= i || l.doubleAt(i * n + j) == 0);
            }
        }
    }

    @Test
    void triangular_systems_are_solved_from_the_first_row_down() {
        Tensor l = rows(row(2, NAN), row(1, 4));
        Tensor b = rows(row(2, 4), row(9, 6));
        assertTensor(rows(row(1, 2), row(2, 1)), run(new TriangularSolve(false), l, b));
        assertTensor(narrow(rows(row(1, 2), row(2, 1))), run(new TriangularSolve(false), narrow(l), narrow(b)));
    }

    @Test
    void transposed_systems_are_solved_from_the_last_row_up() {
        Tensor l = rows(row(2, NAN, NAN), row(1, 4, NAN), row(3, 2, 5));
        // L^T x = b with x = (1, -2, 3): b = (2*1 + 1*-2 + 3*3, 4*-2 + 2*3, 5*3)
        assertTensor(
                Tensor.of(new double[] {1, -2, 3}, 3, 1),
                run(new TriangularSolve(true), l, Tensor.of(new double[] {9, -2, 15}, 3, 1)));
    }

    @Test
    void substitution_takes_the_unknowns_in_the_order_in_which_they_became_known() {
        Tensor l = rows(row(1, 0, 0), row(0, 1, 0), row(-1, -1, 1));
        Tensor b = Tensor.of(new double[] {1e16, 1, 1}, 3, 1);
        assertEquals(1e16, run(new TriangularSolve(false), l, b).doubleAt(2), "(1 + 1e16) + 1");
        Tensor m = rows(row(1, 0, 0), row(-1, 1, 0), row(-1, 0, 1));
        Tensor c = Tensor.of(new double[] {1, 1, 1e16}, 3, 1);
        assertEquals(1e16, run(new TriangularSolve(true), m, c).doubleAt(0), "(1 + 1e16) + 1");
    }

    @Test
    void the_matrices_of_a_batch_are_factored_and_solved_one_by_one() {
        Tensor a = Tensor.of(new double[] {4, NAN, 2, 2, 9, NAN, 3, 5, 1, NAN, 2, 3}, 3, 2, 2);
        assertTensor(Tensor.of(new double[] {2, 0, 1, 1, 3, 0, 1, 2, 1, 0, 2, NAN}, 3, 2, 2), run(new Cholesky(), a));
        Tensor l = Tensor.of(new double[] {2, NAN, 1, 4, 5, NAN, 3, 2}, 2, 1, 2, 2);
        Tensor b = Tensor.of(new double[] {2, 9, 10, 10}, 2, 1, 2, 1);
        assertTensor(Tensor.of(new double[] {1, 2, 2, 2}, 2, 1, 2, 1), run(new TriangularSolve(false), l, b));
        assertTensor(count(0, 2, 2), run(new Cholesky(), count(0, 2, 2)));
        assertTensor(count(0, 2, 3), run(new TriangularSolve(true), count(0, 2, 2), count(0, 2, 3)));
    }

    @Test
    void float32_contractions_fuse_in_float32() {
        Tensor a = narrow(rows(row(1 + 0x1p-23, 0x1p-12 * (1 + 0x1p-15))));
        Tensor b = narrow(rows(row(1), row(0x1p-12 * (1 - 0x1p-15))));
        assertEquals(1 + 0x1p-23, run(new MatMul(), a, b).item());
    }

    @Test
    void a_singular_factor_gives_infinities() {
        assertEquals(
                Double.POSITIVE_INFINITY,
                run(new TriangularSolve(false), rows(row(0)), rows(row(1))).item());
        assertTensor(
                Tensor.of(new double[0], 2, 0),
                run(new TriangularSolve(false), rows(row(1, 0), row(0, 1)), count(2, 0)));
    }
}
