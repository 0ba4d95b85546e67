package ppl.backend.cuda.code;

import ppl.backend.cuda.ptx.Assembly;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.graph.DType;

/**
 * What is left of a float64 division whose quotient is cut off, with the sign of the dividend: Java's {@code %}, exact. By long division
 * of the significands, a binary digit a step, for which devices have no instruction.
 */
final class ExactRemainder {

    private static final long FRACTION = (1L << 52) - 1;
    private static final Number ONE = Number.of(1L);

    private final Assembly code;
    private final Arithmetic arithmetic;

    ExactRemainder(Assembly code, Arithmetic arithmetic) {
        this.code = code;
        this.arithmetic = arithmetic;
    }

    Register of(Register x, Register y) {
        Register xs = code.op(Kind.B64, "mov.b64", x);
        Register sign = code.op(Kind.B64, "and.b64", xs, Number.of(Long.MIN_VALUE));
        Register ax = magnitude(xs);
        Register ay = magnitude(code.op(Kind.B64, "mov.b64", y));
        Number infinity = Number.of(Double.doubleToRawLongBits(Double.POSITIVE_INFINITY));
        Register noDividend = code.op(Kind.PRED, "setp.ge.s64", ax, infinity); // or a NaN, whose bits are greater
        Register noNumber = code.op(Kind.PRED, "setp.gt.s64", ay, infinity);
        Register byZero = code.op(Kind.PRED, "setp.eq.s64", ay, Number.of(0L));
        Register none = code.op(Kind.PRED, "or.pred", noDividend, noNumber);
        none = code.op(Kind.PRED, "or.pred", none, byZero);
        Register whole = code.op(Kind.PRED, "setp.lt.s64", ax, ay); // also where the divisor is infinite
        Register special = code.op(Kind.PRED, "or.pred", none, whole);
        Number one = Number.of(Double.doubleToRawLongBits(1.0));
        Register rest = divide(
                code.op(Kind.B64, "selp.b64", one, ax, special), code.op(Kind.B64, "selp.b64", one, ay, special));
        Register bits = code.op(Kind.B64, "or.b64", code.op(Kind.B64, "mov.b64", rest), sign);
        Register result = arithmetic.select(DType.F64, whole, x, code.op(Kind.F64, "mov.b64", bits));
        return arithmetic.select(DType.F64, none, Number.of(Double.NaN), result);
    }

    private Register magnitude(Register bits) {
        return code.op(Kind.B64, "and.b64", bits, Number.of(Long.MAX_VALUE));
    }

    /** Of positive finite numbers given by their bits, the first not less than the second. */
    private Register divide(Register x, Register y) {
        Register ex = exponent(x);
        Register ey = exponent(y);
        Register mx = significand(x, ex);
        Register my = significand(y, ey);
        ex = code.op(Kind.B64, "max.s64", ex, ONE);
        ey = code.op(Kind.B64, "max.s64", ey, ONE);
        String shift = code.label();
        String shifted = code.label();
        code.place(shift); // a subnormal divisor, until its first digit stands where that of others does
        code.jumpIf(code.op(Kind.PRED, "setp.ge.s64", my, Number.of(FRACTION + 1)), true, shifted);
        code.into(my, "shl.b64", my, ONE);
        code.into(ey, "sub.s64", ey, ONE);
        code.jump(shift);
        code.place(shifted);
        Register left = code.op(Kind.B64, "sub.s64", ex, ey);
        String next = code.label();
        String done = code.label();
        code.place(next);
        Register fits = code.op(Kind.PRED, "setp.ge.s64", mx, my);
        code.intoIf(fits, mx, "sub.s64", mx, my);
        code.jumpIf(code.op(Kind.PRED, "setp.le.s64", left, Number.of(0L)), true, done);
        code.into(mx, "shl.b64", mx, ONE);
        code.into(left, "sub.s64", left, ONE);
        code.jump(next);
        code.place(done);
        return scaled(mx, ey);
    }

    private Register exponent(Register bits) {
        return code.op(Kind.B64, "shr.u64", bits, Number.of(52L));
    }

    private Register significand(Register bits, Register exponent) {
        Register fraction = code.op(Kind.B64, "and.b64", bits, Number.of(FRACTION));
        Register normal = code.op(Kind.B64, "or.b64", fraction, Number.of(FRACTION + 1));
        Register isSubnormal = code.op(Kind.PRED, "setp.eq.s64", exponent, Number.of(0L));
        return code.op(Kind.B64, "selp.b64", fraction, normal, isSubnormal);
    }

    /** {@code significand * 2^(exponent - 1075)}, exact: in two steps, since one power of two may be out of range. */
    private Register scaled(Register significand, Register exponent) {
        Register power = code.op(Kind.B64, "sub.s64", exponent, Number.of(1075L));
        Register even = code.op(Kind.B64, "and.b64", power, Number.of(-2L));
        Register half = code.op(Kind.B64, "div.s64", even, Number.of(2L));
        Register other = code.op(Kind.B64, "sub.s64", power, half);
        Register value = code.op(Kind.F64, "cvt.rn.f64.s64", significand);
        value = code.op(Kind.F64, "mul.rn.f64", value, powerOfTwo(half));
        return code.op(Kind.F64, "mul.rn.f64", value, powerOfTwo(other));
    }

    private Register powerOfTwo(Register exponent) {
        Register biased = code.op(Kind.B64, "add.s64", exponent, Number.of(1023L));
        return code.op(Kind.F64, "mov.b64", code.op(Kind.B64, "shl.b64", biased, Number.of(52L)));
    }
}
