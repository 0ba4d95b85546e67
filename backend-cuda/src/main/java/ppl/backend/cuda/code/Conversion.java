package ppl.backend.cuda.code;

import ppl.backend.cuda.ptx.Assembly;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.graph.DType;
import ppl.graph.op.Compare;

/** Conversions of element values as Java does them. */
final class Conversion {

    private final Assembly code;

    Conversion(Assembly code) {
        this.code = code;
    }

    Register cast(DType from, DType to, Register x) {
        if (from == to) {
            return x;
        }
        if (to == DType.BOOL) {
            Arithmetic arithmetic = new Arithmetic(code);
            Operand zero = Types.number(from, 0);
            return arithmetic.truth(arithmetic.compare(Compare.Fn.NE, from, x, zero));
        }
        if (from.isFloat()) {
            return to.isFloat() ? ofFloat(to, x) : whole(from, to, x);
        }
        if (to.isFloat()) {
            return code.op(Types.kind(to), "cvt.rn." + Types.suffix(to) + (from == DType.I64 ? ".s64" : ".s32"), x);
        }
        if (to == DType.I64) {
            return code.op(Kind.B64, "cvt.s64.s32", x);
        }
        return from == DType.I64 ? code.op(Kind.B32, "cvt.u32.u64", x) : x; // a truth value is 0 or 1 already
    }

    private Register ofFloat(DType to, Register x) {
        return to == DType.F32 ? code.op(Kind.F32, "cvt.rn.f32.f64", x) : code.op(Kind.F64, "cvt.f64.f32", x);
    }

    /** A device makes of a NaN what it likes; here it is 0. */
    private Register whole(DType from, DType to, Register x) {
        String integer = to == DType.I64 ? "s64" : "s32";
        Register cut = code.op(Types.kind(to), "cvt.rzi." + integer + "." + Types.suffix(from), x);
        Register isNaN = code.op(Kind.PRED, "setp.nan." + Types.suffix(from), x, x);
        String opcode = to == DType.I64 ? "selp.b64" : "selp.b32";
        return code.op(Types.kind(to), opcode, Number.of(0L), cut, isNaN);
    }
}
