package ppl.backend.cuda.routine;

import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.ptx.Operand;
import ppl.backend.cuda.ptx.Register;
import ppl.graph.DType;

/** The steps of linear algebra, each rounded once to a float type. */
record Steps(Frame frame, DType dtype) {

    private Register op(String name, Operand... operands) {
        return frame.code().op(Types.kind(dtype), name + (dtype == DType.F64 ? ".f64" : ".f32"), operands);
    }

    Register negate(Register x) {
        return op("neg", x);
    }

    Register sqrt(Register x) {
        return op("sqrt.rn", x);
    }

    Register divide(Register x, Register y) {
        return op("div.rn", x, y);
    }

    /** {@code sum = fma(-x, y, sum)}. */
    void takeOff(Register sum, Register x, Register y) {
        frame.code().into(sum, dtype == DType.F64 ? "fma.rn.f64" : "fma.rn.f32", negate(x), y, sum);
    }
}
