package ppl.backend.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.backend.interp.Values.INF;
import static ppl.backend.interp.Values.NAN;
import static ppl.backend.interp.Values.assertTensor;
import static ppl.backend.interp.Values.bool;
import static ppl.backend.interp.Values.f32;
import static ppl.backend.interp.Values.f64;
import static ppl.backend.interp.Values.i32;
import static ppl.backend.interp.Values.i64;
import static ppl.backend.interp.Values.run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

class PointwiseTest {

    private static Tensor unary(Unary.Fn fn, Tensor x) {
        return run(new Unary(fn), x);
    }

    private static Tensor binary(Binary.Fn fn, Tensor x, Tensor y) {
        return run(new Binary(fn), x, y);
    }

    private static Tensor compare(Compare.Fn fn, Tensor x, Tensor y) {
        return run(new Compare(fn), x, y);
    }

    @Test
    void negation_flips_the_sign_of_zeros_and_wraps_integers() {
        assertTensor(f64(-1, 0.0, -0.0, INF, NAN), unary(Unary.Fn.NEG, f64(1, -0.0, 0.0, -INF, NAN)));
        assertTensor(f32(-1.5, 0.0), unary(Unary.Fn.NEG, f32(1.5, -0.0)));
        assertTensor(i64(-3, Long.MIN_VALUE), unary(Unary.Fn.NEG, i64(3, Long.MIN_VALUE)));
        assertTensor(i32(-3, Integer.MIN_VALUE), unary(Unary.Fn.NEG, i32(3, Integer.MIN_VALUE)));
    }

    @Test
    void absolute_values_have_no_sign() {
        assertTensor(f64(1, 0.0, INF, NAN), unary(Unary.Fn.ABS, f64(-1, -0.0, -INF, NAN)));
        assertTensor(f32(2.5), unary(Unary.Fn.ABS, f32(-2.5)));
        assertTensor(i64(7, Long.MIN_VALUE), unary(Unary.Fn.ABS, i64(-7, Long.MIN_VALUE)));
        assertTensor(i32(7, Integer.MIN_VALUE), unary(Unary.Fn.ABS, i32(-7, Integer.MIN_VALUE)));
    }

    @Test
    void square_roots_are_correctly_rounded() {
        assertTensor(f64(0x1.6a09e667f3bcdp0, -0.0, INF, NAN), unary(Unary.Fn.SQRT, f64(2, -0.0, INF, -1)));
        assertTensor(f32(0x1.6a09e6p0f, 3), unary(Unary.Fn.SQRT, f32(2, 9)));
    }

    @Test
    void rounding_keeps_the_sign_of_zero_and_breaks_ties_to_even() {
        Tensor x = f64(-1.5, -0.5, 0.5, 1.5, 2.5, -0.0, INF, NAN);
        assertTensor(f64(-2, -1, 0, 1, 2, -0.0, INF, NAN), unary(Unary.Fn.FLOOR, x));
        assertTensor(f64(-1, -0.0, 1, 2, 3, -0.0, INF, NAN), unary(Unary.Fn.CEIL, x));
        assertTensor(f64(-2, -0.0, 0, 2, 2, -0.0, INF, NAN), unary(Unary.Fn.RINT, x));
        assertTensor(f32(-2, 2), unary(Unary.Fn.FLOOR, f32(-1.5, 2.5)));
    }

    @Test
    void complement_is_logical_on_truth_values_and_bitwise_on_integers() {
        assertTensor(bool(false, true), unary(Unary.Fn.NOT, bool(true, false)));
        assertTensor(i64(-1, 0), unary(Unary.Fn.NOT, i64(0, -1)));
        assertTensor(i32(~5), unary(Unary.Fn.NOT, i32(5)));
    }

    @Test
    void float_arithmetic_is_that_of_ieee() {
        Tensor x = f64(1, 0.1, INF, INF, -0.0, 1e308);
        Tensor y = f64(2, 0.2, -INF, 0, -0.0, 1e308);
        assertTensor(f64(3, 0.30000000000000004, NAN, INF, -0.0, INF), binary(Binary.Fn.ADD, x, y));
        assertTensor(f64(-1, -0.1, INF, INF, 0.0, 0), binary(Binary.Fn.SUB, x, y));
        assertTensor(f64(2, 0.020000000000000004, -INF, NAN, 0.0, INF), binary(Binary.Fn.MUL, x, y));
        assertTensor(f64(0.5, 0.5, NAN, INF, NAN, 1), binary(Binary.Fn.DIV, x, y));
        assertTensor(f64(INF, -INF), binary(Binary.Fn.DIV, f64(1, 1), f64(0.0, -0.0)));
    }

    @Test
    void float32_arithmetic_rounds_to_float32() {
        assertTensor(f32(16777216), binary(Binary.Fn.ADD, f32(16777216), f32(1)));
        assertTensor(f32(0x1.555556p-2f), binary(Binary.Fn.DIV, f32(1), f32(3)));
        assertTensor(f32(INF), binary(Binary.Fn.MUL, f32(3e38), f32(10)));
        assertTensor(f32(-1), binary(Binary.Fn.SUB, f32(1), f32(2)));
    }

    @Test
    void extremes_order_the_zeros_and_propagate_nan() {
        Tensor x = f64(0.0, -0.0, NAN, 1, 2);
        Tensor y = f64(-0.0, 0.0, 1, NAN, 3);
        assertTensor(f64(-0.0, -0.0, NAN, NAN, 2), binary(Binary.Fn.MIN, x, y));
        assertTensor(f64(0.0, 0.0, NAN, NAN, 3), binary(Binary.Fn.MAX, x, y));
        assertTensor(i64(-1, 2), binary(Binary.Fn.MIN, i64(-1, 5), i64(0, 2)));
        assertTensor(i32(0, 5), binary(Binary.Fn.MAX, i32(-1, 5), i32(0, 2)));
    }

    @Test
    void integer_arithmetic_wraps_around() {
        assertTensor(i64(Long.MIN_VALUE), binary(Binary.Fn.ADD, i64(Long.MAX_VALUE), i64(1)));
        assertTensor(i64(1L << 62), binary(Binary.Fn.SUB, i64(0), i64(-(1L << 62))));
        assertTensor(i64(0xFFFFFFFE00000001L), binary(Binary.Fn.MUL, i64(0xFFFFFFFFL), i64(0xFFFFFFFFL)));
        assertTensor(i32(Integer.MIN_VALUE), binary(Binary.Fn.ADD, i32(Integer.MAX_VALUE), i32(1)));
        assertTensor(i32(1), binary(Binary.Fn.MUL, i32(-1), i32(-1)));
    }

    @Test
    void bits_are_combined_and_shifted() {
        assertTensor(i64(0b1000), binary(Binary.Fn.AND, i64(0b1100), i64(0b1010)));
        assertTensor(i64(0b1110), binary(Binary.Fn.OR, i64(0b1100), i64(0b1010)));
        assertTensor(i32(0b0110), binary(Binary.Fn.XOR, i32(0b1100), i32(0b1010)));
        assertTensor(i64(8, 1, Long.MIN_VALUE), binary(Binary.Fn.SHL, i64(1, 1, 1), i64(3, 64, 63)));
        assertTensor(i64(1, -1, 0xFFFFFFFFL), binary(Binary.Fn.SHR, i64(-1, -1, -1), i64(63, 64, 32)));
        assertTensor(i32(1, 2), binary(Binary.Fn.SHL, i32(1, 1), i32(32, 33)));
        assertTensor(i32(1, 0x7FFFFFFF), binary(Binary.Fn.SHR, i32(-1, -1), i32(31, 1)));
    }

    @Test
    void truth_values_are_combined() {
        Tensor x = bool(false, false, true, true);
        Tensor y = bool(false, true, false, true);
        assertTensor(bool(false, false, false, true), binary(Binary.Fn.AND, x, y));
        assertTensor(bool(false, true, true, true), binary(Binary.Fn.OR, x, y));
        assertTensor(bool(false, true, true, false), binary(Binary.Fn.XOR, x, y));
    }

    @Test
    void fma_rounds_once() {
        double x = 1 + 0x1p-30;
        assertTensor(f64(0x1p-60), run(new Fma(), f64(x), f64(x), f64(-(1 + 0x1p-29))));
        double tiny = 1 + 0x1p-12;
        assertTensor(f32(0x1p-24), run(new Fma(), f32(tiny), f32(tiny), f32(-(1 + 0x1p-11))));
        assertTensor(f64(NAN, INF), run(new Fma(), f64(INF, 2), f64(0, INF), f64(1, 1)));
    }

    @Test
    void a_float32_fma_is_not_a_float64_fma_rounded_again() {
        // a b = 2^-24 - 2^-54: just below half a unit of c, which float64 cannot tell from half a unit
        float a = 0x1p-12f * (1 + 0x1p-15f);
        float b = 0x1p-12f * (1 - 0x1p-15f);
        float c = 1 + 0x1p-23f;
        assertTensor(f32(c), run(new Fma(), f32(a), f32(b), f32(c)));
    }

    @Test
    void comparisons_with_nan_are_false_but_not_equal() {
        Tensor x = f64(1, 2, NAN, NAN, 0.0);
        Tensor y = f64(2, 1, 1, NAN, -0.0);
        assertTensor(bool(true, false, false, false, false), compare(Compare.Fn.LT, x, y));
        assertTensor(bool(true, false, false, false, true), compare(Compare.Fn.LE, x, y));
        assertTensor(bool(false, true, false, false, false), compare(Compare.Fn.GT, x, y));
        assertTensor(bool(false, true, false, false, true), compare(Compare.Fn.GE, x, y));
        assertTensor(bool(false, false, false, false, true), compare(Compare.Fn.EQ, x, y));
        assertTensor(bool(true, true, true, true, false), compare(Compare.Fn.NE, x, y));
    }

    @Test
    void neighbouring_integers_above_2_to_the_53_differ() {
        Tensor x = i64(1L << 53);
        Tensor y = i64((1L << 53) + 1);
        assertTensor(bool(true), compare(Compare.Fn.LT, x, y));
        assertTensor(bool(false), compare(Compare.Fn.EQ, x, y));
        assertTensor(bool(true), compare(Compare.Fn.GT, i32(1), i32(-1)));
        assertTensor(bool(true), compare(Compare.Fn.NE, bool(true), bool(false)));
    }

    @Test
    void select_takes_whole_elements_of_any_type() {
        Tensor c = bool(true, false, true);
        assertTensor(f64(1, NAN, -0.0), run(new Select(), c, f64(1, 2, -0.0), f64(NAN, NAN, NAN)));
        assertTensor(f32(1, 5, 3), run(new Select(), c, f32(1, 2, 3), f32(4, 5, 6)));
        assertTensor(i64(1, 5, 3), run(new Select(), c, i64(1, 2, 3), i64(4, 5, 6)));
        assertTensor(i32(1, 5, 3), run(new Select(), c, i32(1, 2, 3), i32(4, 5, 6)));
        assertTensor(bool(true, true, true), run(new Select(), c, bool(true, false, true), bool(false, true, false)));
    }

    @Test
    void floats_become_integers_by_truncation_and_saturation() {
        Tensor x = f64(1.9, -1.9, NAN, INF, -INF, 1e30);
        assertTensor(i64(1, -1, 0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE), run(new Cast(DType.I64), x));
        assertTensor(
                i32(1, -1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE), run(new Cast(DType.I32), x));
        assertTensor(i32(Integer.MAX_VALUE), run(new Cast(DType.I32), f32(1e20)));
    }

    @Test
    void int64_becomes_int32_by_dropping_the_upper_half() {
        assertTensor(i32(-1, 1), run(new Cast(DType.I32), i64(0xFFFFFFFFL, 0x100000001L)));
    }

    @Test
    void an_int64_becomes_a_float32_in_one_rounding() {
        long between = (1L << 60) + (1L << 36) + 1; // by way of a double it would fall on a tie
        assertTensor(f32((float) between), run(new Cast(DType.F32), i64(between)));
        assertEquals(0x1.000002p60f, (float) between);
        assertTensor(f64(0x1p53), run(new Cast(DType.F64), i64((1L << 53) + 1)));
    }

    @Test
    void numbers_are_true_unless_they_are_zero() {
        assertTensor(bool(false, false, true, true), run(new Cast(DType.BOOL), f64(0.0, -0.0, NAN, 1e-300)));
        assertTensor(bool(false, true), run(new Cast(DType.BOOL), i32(0, -1)));
        assertTensor(f64(0, 1), run(new Cast(DType.F64), bool(false, true)));
        assertTensor(i64(0, 1), run(new Cast(DType.I64), bool(false, true)));
        assertTensor(f32(0, 1), run(new Cast(DType.F32), bool(false, true)));
        assertTensor(f32(0.1), run(new Cast(DType.F32), f64(0.1)));
    }

    @Test
    void bitcasts_keep_every_bit() {
        long signalling = 0x7FF0000000000001L;
        assertTensor(
                i64(signalling, Long.MIN_VALUE),
                run(new Bitcast(DType.I64), f64(Double.longBitsToDouble(signalling), -0.0)));
        assertTensor(f64(1.5, -0.0), run(new Bitcast(DType.F64), i64(0x3FF8000000000000L, Long.MIN_VALUE)));
        assertTensor(i32(0x3FC00000), run(new Bitcast(DType.I32), f32(1.5)));
        assertTensor(f32(1.5), run(new Bitcast(DType.F32), i32(0x3FC00000)));
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void nothing_becomes_nothing_of_the_same_shape(DType dtype) {
        Tensor none = Tensor.wrap(Tensor.allocate(dtype, 0), 3, 0, 2);
        assertTensor(none, run(new Select(), Tensor.of(new boolean[0], 3, 0, 2), none, none));
        assertTensor(none, run(new Cast(dtype), none));
        Binary.Fn fn = dtype == DType.BOOL ? Binary.Fn.AND : Binary.Fn.ADD;
        assertTensor(none, binary(fn, none, none));
        assertTensor(none, unary(dtype == DType.BOOL ? Unary.Fn.NOT : Unary.Fn.NEG, none));
    }
}
