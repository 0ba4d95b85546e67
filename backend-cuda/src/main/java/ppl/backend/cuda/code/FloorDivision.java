package ppl.backend.cuda.code;

import ppl.backend.cuda.ptx.Assembly;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.graph.DType;

/**
 * Division with the quotient rounded down, see {@link ppl.graph.op.Binary.Fn#FLOOR_DIV}. Floats go by the exact remainder of the quotient
 * that is cut off, float32 in float64 and rounded once.
 */
final class FloorDivision {

    private static final Number ZERO = Number.of(0.0);

    private final Assembly code;
    private final Arithmetic arithmetic;

    FloorDivision(Assembly code, Arithmetic arithmetic) {
        this.code = code;
        this.arithmetic = arithmetic;
    }

    Register quotient(DType type, Register x, Register y) {
        return inWide(type, x, y, true);
    }

    Register remainder(DType type, Register x, Register y) {
        return inWide(type, x, y, false);
    }

    private Register inWide(DType type, Register x, Register y, boolean quotient) {
        Conversion conversion = new Conversion(code);
        DType wide = type.isFloat() ? DType.F64 : DType.I64;
        Register a = conversion.cast(type, wide, x);
        Register b = conversion.cast(type, wide, y);
        Register result = type.isFloat() ? ofFloats(a, b, quotient) : ofIntegers(a, b, quotient);
        return conversion.cast(wide, type, result);
    }

    /** By 0 it is 0; by -1, where the least integer would overflow, the quotient is the negative and nothing is left. */
    private Register ofIntegers(Register x, Register y, boolean quotient) {
        Register byZero = code.op(Kind.PRED, "setp.eq.s64", y, Number.of(0L));
        Register byMinusOne = code.op(Kind.PRED, "setp.eq.s64", y, Number.of(-1L));
        Register special = code.op(Kind.PRED, "or.pred", byZero, byMinusOne);
        Register divisor = code.op(Kind.B64, "selp.b64", Number.of(1L), y, special);
        Register rest = code.op(Kind.B64, "rem.s64", x, divisor);
        Register signs = code.op(Kind.B64, "xor.b64", rest, divisor);
        Register differ = code.op(Kind.PRED, "setp.lt.s64", signs, Number.of(0L));
        Register some = code.op(Kind.PRED, "setp.ne.s64", rest, Number.of(0L));
        Register across = code.op(Kind.PRED, "and.pred", differ, some);
        Register result;
        if (quotient) {
            Register cut = code.op(Kind.B64, "div.s64", x, divisor);
            Register less = code.op(Kind.B64, "sub.s64", cut, Number.of(1L));
            Register down = code.op(Kind.B64, "selp.b64", less, cut, across);
            Register negative = code.op(Kind.B64, "neg.s64", x);
            result = code.op(Kind.B64, "selp.b64", negative, down, byMinusOne);
        } else {
            Register more = code.op(Kind.B64, "add.s64", rest, divisor);
            result = code.op(Kind.B64, "selp.b64", more, rest, across);
        }
        return code.op(Kind.B64, "selp.b64", Number.of(0L), result, byZero);
    }

    private Register ofFloats(Register x, Register y, boolean quotient) {
        Register rest = new ExactRemainder(code, arithmetic).of(x, y);
        Register some = code.op(Kind.PRED, "setp.neu.f64", rest, ZERO);
        Register negative = code.op(Kind.PRED, "setp.lt.f64", rest, ZERO);
        Register below = code.op(Kind.PRED, "setp.lt.f64", y, ZERO);
        Register differ = code.op(Kind.PRED, "xor.pred", negative, below);
        Register across = code.op(Kind.PRED, "and.pred", differ, some);
        if (!quotient) {
            Register more = code.op(Kind.F64, "add.rn.f64", rest, y);
            Register moved = arithmetic.select(DType.F64, across, more, rest);
            Register zero = signOf(y);
            return arithmetic.select(DType.F64, some, moved, zero);
        }
        Register plain = code.op(Kind.F64, "div.rn.f64", x, y);
        Register whole = code.op(Kind.F64, "div.rn.f64", code.op(Kind.F64, "sub.rn.f64", x, rest), y);
        Register one = arithmetic.select(DType.F64, across, Number.of(1.0), ZERO);
        whole = code.op(Kind.F64, "sub.rn.f64", whole, one);
        Register down = code.op(Kind.F64, "cvt.rmi.f64.f64", whole);
        Register gap = code.op(Kind.F64, "sub.rn.f64", whole, down);
        Register up = code.op(Kind.F64, "add.rn.f64", down, Number.of(1.0));
        Register isFar = code.op(Kind.PRED, "setp.gt.f64", gap, Number.of(0.5));
        Register result = arithmetic.select(DType.F64, isFar, up, down);
        Register isNone = code.op(Kind.PRED, "setp.eq.f64", whole, ZERO);
        result = arithmetic.select(DType.F64, isNone, signOf(plain), result);
        Register byZero = code.op(Kind.PRED, "setp.eq.f64", y, ZERO);
        return arithmetic.select(DType.F64, byZero, plain, result);
    }

    /** A zero with the sign of a number. */
    private Register signOf(Register x) {
        Register bits = code.op(Kind.B64, "mov.b64", x);
        Register sign = code.op(Kind.B64, "and.b64", bits, Number.of(Long.MIN_VALUE));
        return code.op(Kind.F64, "mov.b64", sign);
    }
}
