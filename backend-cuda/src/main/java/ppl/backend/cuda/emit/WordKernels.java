package ppl.backend.cuda.emit;

import ppl.backend.cuda.code.BlockLayout;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.View;
import ppl.graph.DType;

/** Carries single numbers between a buffer, which may move with the loops around, and the header, which the host reads and writes. */
final class WordKernels {

    private WordKernels() {}

    /** Copies a truth value or an int64 to the word for answers. */
    static Written ask(String name, Target target, View view) {
        Frame frame = new Frame(name, target);
        DType dtype = target.plan().buffer(view.buffer()).dtype();
        Register value = frame.load(dtype, frame.element(frame.pointer(view.buffer()), null, view.offset(), dtype));
        Register wide = dtype == DType.I64 ? value : frame.code().op(Kind.B64, "cvt.s64.s32", value);
        frame.store(DType.I64, frame.header(BlockLayout.ANSWER), wide);
        return Written.alone(frame);
    }

    /** Copies the word for orders to a buffer of int64. */
    static Written tell(String name, Target target, int buffer) {
        Frame frame = new Frame(name, target);
        Register value = frame.load(DType.I64, frame.header(BlockLayout.ORDER));
        frame.store(DType.I64, frame.element(frame.pointer(buffer), null, 0, DType.I64), value);
        return Written.alone(frame);
    }
}
