package ppl.backend.vector.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Cholesky;
import ppl.graph.op.MatMul;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.TriangularSolve;

/** What runs in lanes has the bits of the routine's own definition, at every width, for all shapes and strides. */
class DenseTest {

    private static final double[] SPECIAL = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0, 5e-324, -1e-200
    };

    private final Random random = new Random(42);

    /** Vectors are slow until they are compiled. */
    @BeforeAll
    static void warm() {
        for (int bits : new int[] {128, 256, 512}) {
            for (WarmUp kernels : WarmUp.values()) {
                kernels.runs(DenseF64.of(bits));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void a_product_has_the_bits_of_its_definition(int bits) {
        for (int size = 0; size <= 70; size += size < 20 ? 1 : 4) {
            int m = Math.max(1, size);
            int k = size == 0 ? 0 : random.nextInt(71);
            product(bits, m, k, 1 + random.nextInt(70), size % 3 == 0);
        }
        double[] square = numbers(30 * 30, false);
        double[] wanted = value(new MatMul(), Tensor.of(square, 30, 30), Tensor.of(square, 30, 30));
        var twice = new ProductF64(DenseF64.of(bits), 30, 30, 30, 30, 1, 30, 1);
        double[] c = new double[30 * 30];
        twice.run(square, 0, square, 0, c, 0, filled(twice.scratch()));
        assertBits(wanted, c, 0, "a matrix times itself is not symmetric");
        product(bits, 61, 256, 33, false);
        product(bits, 23, 257, 17, true);
        product(bits, 244, 1300, 3, false);
    }

    private void product(int bits, int m, int k, int n, boolean special) {
        DenseF64 dense = DenseF64.of(bits);
        Strides left = new Strides(m, k);
        Strides right = new Strides(k, n);
        double[] a = left.lay(numbers(m * k, special));
        double[] b = right.lay(numbers(k * n, special));
        double[] wanted = value(new MatMul(), left.tensor(a), right.tensor(b));
        var product = new ProductF64(dense, m, k, n, left.rows, left.columns, right.rows, right.columns);
        double[] c = new double[m * n + 1];
        product.run(a, left.first, b, right.first, c, 1, filled(product.scratch()));
        assertBits(wanted, c, 1, "product " + m + " " + k + " " + n);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void a_product_with_a_vector_has_the_bits_of_its_definition(int bits) {
        DenseF64 dense = DenseF64.of(bits);
        for (int size = dense.lanes(); size <= 150; size += size < 20 ? 1 : 5) {
            vectorProduct(dense, size, size % 10 == 0 ? 200 + 10 * size : random.nextInt(71), size % 4 == 0);
        }
        for (int vectors = 1; vectors <= 5; vectors++) {
            vectorProduct(dense, vectors * dense.lanes() - 1, 3 * 256 + 40 * vectors, vectors == 1);
        }
        for (int k : new int[] {511, 512, 513, 768, 1024, 1300, 2047, 2048, 4700}) {
            vectorProduct(dense, dense.lanes() + k % 23, k, k % 3 == 0);
            vectorProduct(dense, dense.lanes(), k, k % 3 == 1);
            for (int m = 2; m < dense.lanes(); m += 3) {
                vectorProduct(dense, m, k, k % 3 == 2);
            }
        }
    }

    private void vectorProduct(DenseF64 dense, int m, int k, boolean special) {
        int step = 1 + random.nextInt(3);
        double[] x = numbers(Math.max(1, k * step), special);
        double[] close = new double[k];
        Arrays.setAll(close, i -> x[i * step]);
        double[] a = numbers(m * k, special);
        double[] wanted = value(new MatMul(), Tensor.of(a, m, k), Tensor.of(close, k, 1));

        var packing = new VectorProductF64(dense, m, k, true, 1, step, 2);
        double[] y = new double[2 * m];
        packing.run(packing.packed(a, 0, k, 1), 0, x, 0, y, 0, filled(packing.scratch()));
        assertBits(wanted, everySecond(y), 0, "packed " + m + " " + k);
        var beside = new VectorProductF64(dense, m, k, true, 1, step, 1);
        beside.run(beside.packed(a, 0, k, 1), 0, x, 0, y, 0, filled(beside.scratch()));
        assertBits(wanted, y, 0, "packed, beside " + m + " " + k);

        if (m < dense.lanes()) {
            return;
        }
        double[] transposed = new double[k * m];
        Arrays.setAll(transposed, i -> a[i % m * k + i / m]);
        var product = new VectorProductF64(dense, m, k, false, m, step, 1);
        double[] z = new double[m];
        product.run(transposed, 0, x, 0, z, 0, filled(product.scratch()));
        assertBits(wanted, z, 0, "transposed " + m + " " + k);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void data_of_float32_have_the_bits_of_the_same_numbers_in_float64(int bits) {
        DenseF64 dense = DenseF64.of(bits);
        for (int m : new int[] {dense.lanes(), 25, 33, 50, 64, 65, 130}) {
            for (int k : new int[] {2, 7, 255, 256, 257, 513, 1025}) {
                double[] x = numbers(k, k == 7);
                double[] a = numbers(m * k, m == 33);
                Arrays.setAll(a, i -> (float) a[i]);
                double[] wanted = value(new MatMul(), Tensor.of(a, m, k), Tensor.of(x, k, 1));
                VectorProductF64 product = new VectorProductF64(dense, m, k, true, 1, 1, 1);
                float[] narrow = VectorProductF64.narrow(product.packed(a, 0, k, 1));
                double[] y = new double[m];
                product.run(Objects.requireNonNull(narrow), x, 0, y, 0, filled(product.scratch()));
                assertBits(wanted, y, 0, "narrow " + m + " " + k);
            }
        }
    }

    @Test
    void only_numbers_that_are_float32_are_kept_as_such() {
        double[] kept = {0, -0.0, 1, -2.5, 0.1f, 16_777_216, Float.MIN_VALUE, Float.MAX_VALUE, 1.0 / 0, Double.NaN};
        float[] narrow = Objects.requireNonNull(VectorProductF64.narrow(kept));
        for (int i = 0; i < kept.length; i++) {
            assertEquals(Double.doubleToRawLongBits(kept[i]), Double.doubleToRawLongBits(narrow[i]));
        }
        for (double other : new double[] {0.1, 16_777_217, Double.MIN_VALUE, 1e300, Math.nextUp(1.0)}) {
            assertNull(VectorProductF64.narrow(new double[] {1, other}), "" + other);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void a_factor_has_the_bits_of_its_definition(int bits) {
        DenseF64 dense = DenseF64.of(bits);
        for (int n : sizes()) {
            for (boolean definite : new boolean[] {true, false}) {
                double[] a = symmetric(n, definite);
                double[] wanted = value(new Cholesky(), Tensor.of(a, n, n));
                FactorF64 factor = new FactorF64(dense, n);
                double[] l = filled(n * n);
                factor.run(a, 0, n, 1, l, 0, filled(factor.scratch()));
                assertBits(wanted, l, 0, "factor " + n);
                Arrays.fill(l, 7);
                factor.run(transposed(a, n), 0, 1, n, l, 0, filled(factor.scratch()));
                assertBits(wanted, l, 0, "factor of columns " + n);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void a_solution_has_the_bits_of_its_definition(int bits) {
        DenseF64 dense = DenseF64.of(bits);
        for (int n : sizes()) {
            int m = 1 + random.nextInt(150);
            Tensor l = lower(n, n % 5 == 0);
            Strides right = new Strides(n, m);
            double[] b = right.lay(numbers(n * m, n % 4 == 0));
            for (boolean transposed : new boolean[] {false, true}) {
                double[] wanted = value(new TriangularSolve(transposed), l, right.tensor(b));
                var solve = new SubstitutionF64(dense, n, m, transposed, n, 1, right.rows, right.columns);
                double[] x = new double[n * m];
                solve.run(l.toDoubles(), 0, b, right.first, x, 0, filled(solve.scratch()), new int[0]);
                assertBits(wanted, x, 0, "solve " + transposed + " " + n + " " + m);

                var turned = new SubstitutionF64(dense, n, m, transposed, 1, n, right.rows, right.columns);
                turned.run(transposed(l.toDoubles(), n), 0, b, right.first, x, 0, filled(turned.scratch()), new int[0]);
                assertBits(wanted, x, 0, "solve by columns " + transposed + " " + n + " " + m);
            }
        }
    }

    /** Zeros before the first number are skipped, unless something infinite or NaN meets them. */
    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void an_inverse_of_a_factor_and_its_square_have_the_bits_of_their_definition(int bits) {
        DenseF64 dense = DenseF64.of(bits);
        for (int n : sizes().subList(0, sizes().size() - 1)) {
            double[] unit = new double[n * n];
            for (int i = 0; i < n; i++) {
                unit[i * (n + 1)] = n % 6 == 0 && i == n / 2 ? -0.0 : i % 3 - 1;
            }
            for (boolean transposed : new boolean[] {false, true}) {
                Tensor l = lower(n, n % 5 == 0);
                double[] w = value(new TriangularSolve(transposed), l, Tensor.of(unit, n, n));
                var solve = new SubstitutionF64(dense, n, n, transposed, n, 1, n, 1);
                double[] x = new double[n * n];
                solve.run(l.toDoubles(), 0, unit, 0, x, 0, filled(solve.scratch()), solve.zeros(unit, 0));
                assertBits(w, x, 0, "inverse " + transposed + " " + n);

                double[] wanted = value(new MatMul(), Tensor.of(transposed(w, n), n, n), Tensor.of(w, n, n));
                var square = new ProductF64(dense, n, n, n, 1, n, n, 1);
                square.run(w, 0, w, 0, x, 0, filled(square.scratch()));
                assertBits(wanted, x, 0, "square " + transposed + " " + n);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void zeros_are_not_skipped_where_they_meet_what_is_not_finite(int bits) {
        DenseF64 dense = DenseF64.of(bits);
        int n = 40;
        double[] lower = lower(n, false).toDoubles();
        for (int i = 0; i < n * n; i++) {
            lower[i] = i % n > i / n ? 0 : lower[i];
        }
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] spoiled = lower.clone();
            spoiled[0] = bad;
            for (double[][] pair : new double[][][] {{spoiled, spoiled}, {spoiled, lower}, {lower, spoiled}}) {
                double[] left = transposed(pair[0], n);
                double[] wanted = value(new MatMul(), Tensor.of(left, n, n), Tensor.of(pair[1], n, n));
                var product = new ProductF64(dense, n, n, n, 1, n, n, 1);
                double[] c = new double[n * n];
                product.run(pair[0], 0, pair[1], 0, c, 0, filled(product.scratch()));
                assertBits(wanted, c, 0, "product with " + bad);
            }
            double[] factor = lower(n, false).toDoubles();
            factor[2 * n] = bad;
            solvesBehindZeros(dense, n, factor);
        }
        double[] negative = lower(n, false).toDoubles();
        negative[5 * (n + 1)] = -2;
        solvesBehindZeros(dense, n, negative);
        double[] positive = lower(n, false).toDoubles();
        Arrays.setAll(positive, i -> Math.abs(positive[i]));
        solvesBehindZeros(dense, n, positive);
        for (int i = 1; i < n; i++) {
            positive[i * n] *= -1; // the first unknown alone makes −0 to +0
        }
        solvesBehindZeros(dense, n, positive);
    }

    private static void solvesBehindZeros(DenseF64 dense, int n, double[] factor) {
        for (double other : new double[] {0.0, -0.0}) {
            double[] unit = new double[n * n];
            Arrays.setAll(unit, i -> i < n * n / 2 ? 0 : i % n == i / n ? 1 : other);
            double[] wanted = value(new TriangularSolve(false), Tensor.of(factor, n, n), Tensor.of(unit, n, n));
            var solve = new SubstitutionF64(dense, n, n, false, n, 1, n, 1);
            double[] x = new double[n * n];
            solve.run(factor, 0, unit, 0, x, 0, filled(solve.scratch()), solve.zeros(unit, 0));
            assertBits(wanted, x, 0, "solve");
            solve.run(factor, 0, unit, 0, x, 0, filled(solve.scratch()), new int[0]);
            assertBits(wanted, x, 0, "solve without knowing of zeros");
        }
    }

    private static List<Integer> sizes() {
        return Stream.concat(Stream.iterate(1, i -> i <= 70, i -> i + (i < 20 ? 2 : 9)), Stream.of(18, 131, 246))
                .toList();
    }

    /** Where a matrix lies: rows or columns side by side, or apart, backwards too. */
    private final class Strides {

        final int rowCount;
        final int columnCount;
        final int rows;
        final int columns;
        final int first;

        Strides(int rowCount, int columnCount) {
            this.rowCount = rowCount;
            this.columnCount = columnCount;
            int kind = random.nextInt(4);
            int apart = 1 + kind / 2;
            boolean back = kind == 3;
            int across = (random.nextBoolean() ? columnCount : -rowCount) * apart;
            this.rows = across > 0 ? (back ? -across : across) : apart;
            this.columns = across > 0 ? apart : -across;
            this.first = this.rows < 0 ? -this.rows * (rowCount - 1) : 0;
        }

        double[] lay(double[] numbers) {
            double[] laid = new double[Math.max(1, rowCount * columnCount * 2)];
            for (int i = 0; i < rowCount; i++) {
                for (int j = 0; j < columnCount; j++) {
                    laid[first + i * rows + j * columns] = numbers[i * columnCount + j];
                }
            }
            return laid;
        }

        Tensor tensor(double[] laid) {
            double[] numbers = new double[rowCount * columnCount];
            for (int i = 0; i < rowCount; i++) {
                for (int j = 0; j < columnCount; j++) {
                    numbers[i * columnCount + j] = laid[first + i * rows + j * columns];
                }
            }
            return Tensor.of(numbers, rowCount, columnCount);
        }
    }

    private double[] numbers(int n, boolean special) {
        double[] x = new double[n];
        Arrays.setAll(x, _ -> random.nextGaussian());
        for (int i = 0; special && n > 0 && i < 4; i++) {
            x[random.nextInt(n)] = SPECIAL[random.nextInt(SPECIAL.length)];
        }
        return x;
    }

    private double[] symmetric(int n, boolean definite) {
        double[] g = numbers(n * n, false);
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n; k++) {
                    a[i * n + j] += g[i * n + k] * g[j * n + k];
                }
                a[i * n + j] += i != j ? 0 : definite ? 1 : -n / 2;
            }
        }
        return a;
    }

    private Tensor lower(int n, boolean special) {
        double[] l = numbers(n * n, special);
        for (int i = 0; i < n; i++) {
            l[i * (n + 1)] = 3 + random.nextDouble();
        }
        if (special && n > 2) {
            l[(n / 2) * (n + 1)] = -2;
        }
        return Tensor.of(l, n, n);
    }

    private static double[] transposed(double[] a, int n) {
        double[] t = new double[n * n];
        Arrays.setAll(t, i -> a[i % n * n + i / n]);
        return t;
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void one_number_that_is_not_finite_is_seen_wherever_it_stands(int bits) {
        DenseF64 dense = DenseF64.of(bits);
        for (int count = 0; count < 70; count++) {
            double[] x = filled(count + 2);
            Arrays.fill(x, 1, count + 1, -1e308);
            assertTrue(dense.areFinite(x, 1, count), "finite, " + count);
            for (int i = 1; i <= count; i++) {
                x[i] = i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
                assertFalse(dense.areFinite(x, 1, count), i + " of " + count);
                x[i] = 1e308;
            }
        }
    }

    private static double[] everySecond(double[] x) {
        double[] y = new double[x.length / 2];
        Arrays.setAll(y, i -> x[2 * i]);
        return y;
    }

    /** Room that was used before: nothing may depend on what is in it. */
    private static double[] filled(int n) {
        double[] x = new double[n];
        Arrays.fill(x, Double.NaN);
        return x;
    }

    private static double[] value(Routine op, Tensor... operands) {
        List<Var> inputs = Stream.of(operands).map(Var::constant).toList();
        return op.evaluate(List.of(operands), op.infer(inputs)).toDoubles();
    }

    private static void assertBits(double[] wanted, double[] found, int from, String what) {
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(
                    Double.doubleToLongBits(wanted[i]), Double.doubleToLongBits(found[from + i]), what + " at " + i);
        }
    }
}
