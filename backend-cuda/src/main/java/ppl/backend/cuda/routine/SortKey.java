package ppl.backend.cuda.routine;

import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.graph.DType;

/** What stands for an element when elements are put in order. */
final class SortKey {

    private SortKey() {}

    /** A whole number that is in order where elements are: of a negative float the bits run backwards. */
    static Register of(Frame frame, DType dtype, Register x) {
        var code = frame.code();
        if (!dtype.isFloat()) {
            return dtype == DType.I64 ? x : code.op(Kind.B64, "cvt.s64.s32", x);
        }
        Register wide = dtype == DType.F64 ? x : code.op(Kind.F64, "cvt.f64.f32", x);
        Register bits = code.op(Kind.B64, "mov.b64", wide);
        Register turned = code.op(Kind.B64, "xor.b64", bits, Number.of(Long.MAX_VALUE));
        Register negative = code.op(Kind.PRED, "setp.lt.s64", bits, Number.of(0L));
        Register ordered = code.op(Kind.B64, "selp.b64", turned, bits, negative);
        Register isNaN = code.op(Kind.PRED, "setp.nan.f64", wide, wide);
        return code.op(Kind.B64, "selp.b64", Number.of(Long.MAX_VALUE), ordered, isNaN);
    }
}
