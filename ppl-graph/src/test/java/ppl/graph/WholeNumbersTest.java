package ppl.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import ppl.graph.Shape.Extent;
import ppl.graph.op.Binary;

/** Arithmetic on known whole numbers is exact or refused; conversions keep every value or are refused. */
class WholeNumbersTest {

    private static Var longs(String name, long... values) {
        return Var.data(name, Tensor.of(values));
    }

    private static Var ints(String name, int... values) {
        return Var.data(name, Tensor.of(values));
    }

    private static Var input(DType dtype) {
        return Var.input("n", new TensorType(dtype, Shape.scalar()));
    }

    private static void refuses(List<String> words, Executable program) {
        String message = assertThrows(GraphException.class, program).getMessage();
        words.forEach(w -> assertTrue(message.contains(w), message));
    }

    @Test
    void squares_and_third_powers_of_data() {
        Var x = longs("x", 1, 3_037_000_499L, 3_037_000_500L);
        refuses(
                List.of(
                        "'x * x'",
                        "int64 at element 2",
                        "3037000500 * 3037000500 = 9223372037000250000",
                        "cast(DType.F64)"),
                x::square);
        assertArrayEquals(
                new long[] {1, 9_223_372_030_926_249_001L},
                longs("y", 1, 3_037_000_499L).square().eval().toLongs());
        Var y = longs("y", 2_097_152);
        refuses(List.of("int64 at element 0"), () -> y.times(y).times(y));
        assertEquals(0x1p63, y.cast(DType.F64).times(y).times(y).eval().doubleAt(0));
        refuses(List.of("int32 at element 1", "2000000000 + 2000000000 = 4000000000"), () -> ints("i", 1, 2_000_000_000)
                .plus(ints("j", 1, 2_000_000_000)));
    }

    @Test
    void numbers_written_beside_data() {
        Var x = longs("x", 1, 4_000_000_000L);
        refuses(List.of("4000000000 * 3000000000"), () -> x.times(3_000_000_000.0));
        assertArrayEquals(new double[] {1e19, 4e28}, x.times(1e19).eval().toDoubles());
        assertArrayEquals(
                new long[] {6_000_000_000L},
                ints("i", 2).times(3_000_000_000.0).eval().toLongs());
        assertTrue(ints("i", 2_000_000_000).lt(3_000_000_000.0).eval().booleanAt(0));
        refuses(List.of("it would be 9223372036854775808"), () -> Var.constant(Long.MIN_VALUE)
                .unaryMinus());
        refuses(List.of("it would be 2147483648"), () -> ints("i", Integer.MIN_VALUE)
                .abs());
    }

    /** Operands near the ends, where a wrong bound would show. */
    @Test
    void a_result_is_exact_or_refused_for_every_pair() {
        Random random = new Random(7);
        int refused = 0;
        for (int k = 0; k < 20_000; k++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);
            Binary.Fn fn = List.of(Binary.Fn.ADD, Binary.Fn.SUB, Binary.Fn.MUL).get(k % 3);
            BigInteger p = BigInteger.valueOf(a);
            BigInteger q = BigInteger.valueOf(b);
            BigInteger exact = fn == Binary.Fn.ADD ? p.add(q) : fn == Binary.Fn.SUB ? p.subtract(q) : p.multiply(q);
            Var x = Var.constant(a);
            Var y = Var.constant(b);
            Executable program = () -> {
                Var z = fn == Binary.Fn.ADD ? x.plus(y) : fn == Binary.Fn.SUB ? x.minus(y) : x.times(y);
                assertEquals(exact, BigInteger.valueOf(z.eval().longAt(0)));
            };
            if (exact.bitLength() < 64) {
                try {
                    program.execute();
                } catch (Throwable e) {
                    throw new AssertionError(a + " " + fn + " " + b, e);
                }
            } else {
                assertThrows(GraphException.class, program, a + " " + fn + " " + b);
                refused++;
            }
        }
        assertTrue(refused > 1000, "refused " + refused);
    }

    @Test
    void sums_and_products_along_axes() {
        Var x = Var.data("x", Tensor.of(new long[] {Long.MAX_VALUE, 1, -1, Long.MAX_VALUE}, 2, 2));
        refuses(List.of("'sum(x)'", "it would be 18446744073709551614"), x::sum);
        refuses(List.of("at element 0", "9223372036854775808"), () -> x.sum(1));
        refuses(List.of("int32"), () -> ints("i", 2_000_000_000, 2_000_000_000).sum());
        refuses(List.of("'prod(p)'"), () -> Functions.prod(longs("p", 1L << 40, 1L << 40)));
        refuses(
                List.of("of more than 60 digits"),
                () -> Functions.prod(longs("p", new long[500]).plus(1L << 50)));
    }

    @Test
    void sums_into_places() {
        Var x = Var.data("x", Tensor.of(new long[] {Long.MAX_VALUE, 5, 1, 6}, 2, 2));
        Var apart = Var.constant(Tensor.of(new long[] {2, 0}));
        Var together = Var.constant(Tensor.of(new long[] {1, 1}));
        refuses(
                List.of("scatter_add(x", "int64 at element 2", "it would be 9223372036854775808"),
                () -> Functions.scatterAdd(x, together, 0, 3));
        assertEquals("int64[3, 2]", Functions.scatterAdd(x, apart, 0, 3).type().toString());
        Var small = Var.data("small", Tensor.of(new int[] {2_000_000_000, 2_000_000_000, -1}));
        Var groups = Var.input("g", new TensorType(DType.I64, Shape.of(3)));
        refuses(List.of("may leave the range of int32"), () -> Functions.scatterAdd(small, groups, 0, 2));
    }

    @Test
    void sums_into_places_of_a_middle_axis() {
        Var x = Var.data("x", Tensor.of(new long[] {Long.MAX_VALUE, -1, 7, -9, 1, Long.MAX_VALUE}, 1, 2, 3));
        Var there = Var.constant(Tensor.of(new long[] {4, 4}));
        refuses(List.of("at element 14", "9223372036854775814"), () -> Functions.scatterAdd(x, there, 1, 5));
        Var beside = Var.constant(Tensor.of(new long[] {4, 3}));
        assertEquals(
                "int64[1, 5, 3]", Functions.scatterAdd(x, beside, 1, 5).type().toString());
    }

    /** Partial results may leave the type: wrapping around brings them back. */
    @Test
    void sums_and_products_that_fit_in_the_end() {
        Var x = Var.data("x", Tensor.of(new long[] {Long.MAX_VALUE, -1, -1, -Long.MAX_VALUE}, 2, 2));
        for (Var fits : List.of(
                x.sum(0),
                x.sum(1),
                longs("y", Long.MAX_VALUE, 1, -2).sum(),
                Functions.prod(longs("p", 1L << 40, 1L << 40, 0)))) {
            assertEquals(DType.I64, fits.dtype());
        }
    }

    @Test
    void what_is_picked_from_data_is_decided_by_its_bounds() {
        Var x = longs("x", 5, 3_100_000_000L);
        Var picked = x.get(Var.input("i", new TensorType(DType.I64, Shape.of(2))));
        refuses(List.of("may leave", "between 0.0 and 3.1E9"), picked::square);
        refuses(List.of("may leave"), () -> longs("y", 2_100_000)
                .get(Var.constant(Tensor.of(new long[] {0})))
                .times(longs("y", 2_100_000))
                .times(longs("y", 2_100_000).get(Var.input("i", new TensorType(DType.I64, Shape.of(1))))));
        Var many = longs("z", 0, 1L << 40).get(Var.input("i", new TensorType(DType.I64, Shape.of(3))));
        refuses(List.of("'prod(", "may leave", "between 0.0 and 1.099511627776E12"), () -> Functions.prod(many));
        refuses(List.of("'sum(", "may leave"), () -> longs("w", Long.MAX_VALUE, 1)
                .get(Var.input("i", new TensorType(DType.I64, Shape.of(3))))
                .sum());
        assertEquals("int64", many.sum().type().toString());
        assertEquals("int64[2]", picked.times(2).type().toString());
        assertEquals("int64", input(DType.I64).square().type().toString());
    }

    @Test
    void integers_that_meet_a_float_are_not_rounded_without_a_word() {
        Var x = longs("x", 1, (1L << 53) + 1);
        List<String> words = List.of("'x'", "element 1, 9007199254740993", "cast(DType.F64)");
        refuses(words, () -> x.plus(0.5));
        refuses(words, () -> x.div(2));
        refuses(words, x::mean);
        refuses(words, x::log);
        refuses(words, () -> x.dot(Var.constant(1.0, 2)));
        refuses(words, () -> x.lt(Var.constant(0.5)));
        refuses(words, () -> Functions.where(Var.constant(true), x, Var.constant(0.5)));
        assertEquals(0x1p53, x.cast(DType.F64).times(1.0).eval().doubleAt(1));
        assertEquals(0x1p60 + 0.5, longs("y", 1L << 60).plus(0.5).eval().doubleAt(0));
    }

    @Test
    void values_for_inputs_keep_their_value() {
        for (double lost : new double[] {0.5, 1e19, 0x1p63, -1e19, Double.NaN, Double.POSITIVE_INFINITY}) {
            refuses(List.of("'n' int64", String.valueOf(lost)), () -> input(DType.I64)
                    .with(lost));
        }
        refuses(List.of("'n' int32", "3.0E9"), () -> input(DType.I32).with(3e9));
        refuses(List.of("'n' bool", "2.0", "0 or 1"), () -> input(DType.BOOL).with(2));
        refuses(List.of("'n' float32", "1.0E300"), () -> input(DType.F32).with(1e300));
        refuses(List.of("'n' float32", "1.0E-300"), () -> input(DType.F32).with(1e-300));
        assertEquals(0.1f, input(DType.F32).with(0.1).value().doubleAt(0));
        assertEquals(Long.MIN_VALUE, input(DType.I64).with(-0x1p63).value().longAt(0));
        refuses(List.of("4000000000 * 4000000000"), () -> {
            Var n = input(DType.I64);
            n.times(n).eval(n.with(4e9));
        });
        refuses(List.of("int64", "0.5"), () -> Var.constant(DType.I64, 0.5));
        refuses(List.of("length 8589934592"), () -> Extent.of(Var.constant(1L << 33)));
    }

    @Test
    void readers_of_tensors_do_not_truncate() {
        refuses(List.of("element 1", "1.5", "round it first"), () -> Tensor.of(new double[] {1, 1.5})
                .toLongs());
        refuses(List.of("1.0E19"), () -> Tensor.scalar(1e19).longAt(0));
        assertArrayEquals(new long[] {-3, 4}, Tensor.of(new float[] {-3, 4}).toLongs());
    }

    @Test
    void exactness_of_every_conversion() {
        Tensor longs = Tensor.of(new long[] {0, 1, 1 << 24, (1 << 24) + 1, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE});
        assertEquals(3, longs.firstLoss(DType.F32));
        assertEquals(5, longs.firstLoss(DType.F64));
        assertEquals(4, longs.firstLoss(DType.I32));
        assertEquals(2, longs.firstLoss(DType.BOOL));
        assertEquals(0, Tensor.of(new long[] {Long.MAX_VALUE}).firstLoss(DType.F64));
        Tensor doubles = Tensor.of(new double[] {0, 1, -0x1p63, 0.1, Double.NaN, 1e300});
        assertEquals(3, doubles.firstLoss(DType.I64));
        assertEquals(5, doubles.firstLoss(DType.F32));
        assertEquals(1, Tensor.of(new double[] {-0.0, 1e-46}).firstLoss(DType.F32));
        assertEquals(-1, Tensor.of(new double[] {1e-45, -1.0 / 0}).firstLoss(DType.F32));
        assertEquals(-1, doubles.firstLoss(DType.F64));
    }
}
