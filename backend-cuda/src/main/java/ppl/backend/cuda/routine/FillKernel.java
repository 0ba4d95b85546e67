package ppl.backend.cuda.routine;

import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Kernel;

/** Sets all elements of a buffer to one value. */
final class FillKernel {

    private FillKernel() {}

    static Written write(String name, Target target, Kernel.Fill fill) {
        Frame frame = new Frame(name, target);
        Buffer buffer = target.plan().buffer(fill.buffer());
        Register pointer = frame.pointer(buffer.id());
        Register value =
                frame.code().op(Types.kind(buffer.dtype()), Types.move(buffer.dtype()), Types.number(fill.value()));
        frame.eachOf(
                buffer.length(), i -> frame.store(buffer.dtype(), frame.element(pointer, i, 0, buffer.dtype()), value));
        return Written.over(frame, buffer.length());
    }
}
