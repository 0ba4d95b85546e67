package ppl.graph.function;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.floorDivide;
import static ppl.graph.Functions.remainder;
import static ppl.graph.Functions.trunc;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Input;

/** Division rounded down, its remainder, and rounding toward 0; their values bit by bit are rules V1.09 to V3.08 of the kit. */
class FloorDivisionTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    private static Tensor value(Var constant) {
        return Objects.requireNonNull(constant.constantValue(), constant::toString);
    }

    private static Var longs(long... values) {
        return Var.constant(Tensor.of(values));
    }

    private static void refuses(List<String> words, Runnable program) {
        GraphException e = assertThrows(GraphException.class, program::run);
        assertEquals(GraphCode.VALUE, e.code());
        words.forEach(w -> assertTrue(e.getMessage().contains(w), e.getMessage()));
    }

    @Test
    void a_remainder_has_the_sign_of_the_divisor() {
        assertArrayEquals(
                new long[] {-3, -4, 3, 3},
                value(floorDivide(longs(-9, 10, 9, -9), longs(3, -3, 3, -3))).toLongs());
        assertArrayEquals(
                new long[] {1, -2, 2, -1},
                value(remainder(longs(-8, 10, 8, -10), longs(3, -4, 3, -3))).toLongs());
        assertArrayEquals(
                new double[] {0.5, -1.5},
                value(remainder(Var.constant(-7.5, 6.5), Var.constant(2.0, -2.0)))
                        .toDoubles());
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"I32", "I64", "F32", "F64"})
    void numbers_keep_their_type(DType dtype) {
        Var x = Var.input("x", new TensorType(dtype, Shape.of(2)));
        assertEquals(dtype, floorDivide(x, 2).dtype());
        assertEquals(dtype, remainder(7, x).dtype());
    }

    @Test
    void truth_values_count_as_0_and_1() {
        Var x = Var.constant(Tensor.of(new boolean[] {true, false}));
        assertArrayEquals(new long[] {1, 0}, value(remainder(x, 2)).toLongs());
    }

    @Test
    void a_known_whole_divisor_of_0_is_refused_and_the_element_named() {
        Var x = Var.input("x", new TensorType(DType.I64, Shape.of(3)));
        refuses(
                List.of("'x // [2, 0, 1]' divides by 0 at element 1", "cast(DType.F64)"),
                () -> floorDivide(x, longs(2, 0, 1)));
        refuses(List.of("'x % 0' divides by 0 at element 0"), () -> remainder(x, 0));
        assertArrayEquals(
                new double[] {INF, -INF, Double.NaN},
                value(floorDivide(Var.constant(1.0, -1.0, 0.0), 0)).toDoubles());
    }

    @Test
    void the_least_integer_by_minus_one_is_refused() {
        refuses(List.of("// -1 = 9223372036854775808"), () -> floorDivide(longs(5, Long.MIN_VALUE), -1));
        assertArrayEquals(
                new long[] {0}, value(remainder(longs(Long.MIN_VALUE), -1)).toLongs());
    }

    @Test
    void truncation_keeps_the_sign_of_what_it_cuts_to_0() {
        double[] cut = value(trunc(Var.constant(2.9, -2.9, 0.5, -0.5, -0.0, INF, -INF, Double.NaN)))
                .toDoubles();
        assertArrayEquals(new double[] {2, -2, 0.0, -0.0, -0.0, INF, -INF, Double.NaN}, cut);
    }

    @Test
    void whole_numbers_are_truncated_as_float64() {
        assertArrayEquals(new double[] {-7, 7}, value(trunc(longs(-7, 7))).toDoubles());
    }

    @Test
    void values_lie_within_the_bounds_that_are_proved() {
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 0; k < 3000; k++) {
            DType dtype = k % 2 == 0 ? DType.I64 : DType.F64;
            double[] ends = random.doubles(4, -6, 6).map(Math::rint).toArray();
            Interval x = new Interval(Math.min(ends[0], ends[1]), Math.max(ends[0], ends[1]));
            Interval y = new Interval(Math.min(ends[2], ends[3]), Math.max(ends[2], ends[3]));
            double a = within(random, x, dtype);
            double b = within(random, y, dtype);
            if (b == 0 && dtype == DType.I64) {
                continue;
            }
            Var quotient = floorDivide(bounded(dtype, x), bounded(dtype, y));
            Var rest = remainder(bounded(dtype, x), bounded(dtype, y));
            contains(
                    quotient,
                    value(floorDivide(Var.constant(dtype, a), Var.constant(dtype, b)))
                            .doubleAt(0));
            contains(
                    rest,
                    value(remainder(Var.constant(dtype, a), Var.constant(dtype, b)))
                            .doubleAt(0));
        }
        assertEquals(
                new Interval(0, 2),
                remainder(Var.input("n", new TensorType(DType.I64, Shape.of())), 3)
                        .range());
    }

    private static double within(SplittableRandom random, Interval x, DType dtype) {
        double inside = x.lo() + (x.hi() - x.lo()) * random.nextDouble();
        return switch (random.nextInt(4)) {
            case 0 -> x.lo();
            case 1 -> x.hi();
            case 2 -> x.lo() <= 0 && x.hi() >= 1 && dtype == DType.F64 ? 1e-20 : Math.rint(inside);
            default -> dtype == DType.F64 ? inside : Math.rint(inside);
        };
    }

    private static Var bounded(DType dtype, Interval within) {
        return Var.of(new Input(new Input.Slot("x"), new TensorType(dtype, Shape.scalar()), within));
    }

    private static void contains(Var proved, double value) {
        Interval bounds = proved.range();
        assertTrue(
                Double.isNaN(value) || (bounds.lo() <= value && value <= bounds.hi()),
                () -> value + " outside " + bounds);
    }
}
