package ppl.backend.cuda.emit;

import java.util.List;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.View;
import ppl.graph.DType;

/**
 * Branches and loops without the host: words of control say which points have something to do, and the kernels of a branch or of a step end
 * at once for the others. All of them are of one thread for each point. The target is that around the branch or loop.
 */
final class ControlKernels {

    /** Words of control that a branch needs: one for each list. */
    static final int OF_BRANCH = 2;

    /** Words of control that a loop needs: whether it goes on, the steps to be made, the steps made. */
    static final int OF_LOOP = 3;

    private static final int STEPS = 1;
    private static final int MADE = 2;

    private static final DType WORD = DType.I64;

    private ControlKernels() {}

    /** Sets the words of both lists: where the branch is not reached, neither is. */
    static Written choose(String name, Target target, View condition, int word) {
        Frame frame = new Frame(name, target.under(Target.ALWAYS));
        Register then = zero(frame);
        Register otherwise = zero(frame);
        reached(frame, target, () -> {
            Register isTrue = frame.code().op(Kind.PRED, "setp.ne.s64", value(frame, condition), Number.of(0L));
            Register chosen = frame.code().op(Kind.B64, "selp.b64", Number.of(1L), Number.of(0L), isTrue);
            frame.code().into(then, "mov.b64", chosen);
            frame.code().into(otherwise, "xor.b64", chosen, Number.of(1L));
        });
        frame.store(WORD, frame.control(word), then);
        frame.store(WORD, frame.control(word + 1), otherwise);
        return Written.alone(frame);
    }

    /** Before the first step: the row it has, and whether there is one. */
    static Written begin(String name, Target target, Kernel.Loop loop, int word) {
        Frame frame = new Frame(name, target.under(Target.ALWAYS));
        Register steps = zero(frame);
        reached(frame, target, () -> {
            Register asked = value(frame, loop.steps());
            Register atLeastNone = frame.code().op(Kind.B64, "max.s64", asked, Number.of(0L));
            frame.code().into(steps, "min.s64", atLeastNone, Number.of((long) loop.rows()));
            Register first = loop.backward() ? frame.code().op(Kind.B64, "sub.s64", steps, one(frame)) : zero(frame);
            frame.store(WORD, frame.element(frame.pointer(loop.counter()), null, 0, WORD), first);
        });
        frame.store(WORD, frame.control(word + STEPS), steps);
        frame.store(WORD, frame.control(word + MADE), zero(frame));
        frame.store(WORD, frame.control(word), frame.code().op(Kind.B64, "min.s64", steps, Number.of(1L)));
        return Written.alone(frame);
    }

    /** Ends the loop where a condition does not hold. */
    static Written judge(String name, Target target, int goOn, int word) {
        Frame frame = new Frame(name, target.under(word));
        Register answer = value(frame, new View(goOn, 0, List.of(), List.of()));
        frame.store(WORD, frame.control(word), answer);
        return Written.alone(frame);
    }

    /** After a step: counts it, moves the row, and ends the loop if it was the last. */
    static Written advance(String name, Target target, Kernel.Loop loop, int word) {
        Frame frame = new Frame(name, target.under(word));
        var code = frame.code();
        Register made = code.op(Kind.B64, "add.s64", frame.word(word + MADE), Number.of(1L));
        frame.store(WORD, frame.control(word + MADE), made);
        Register counter = frame.pointer(loop.counter());
        Register row = frame.load(WORD, frame.element(counter, null, 0, WORD));
        Register next = code.op(Kind.B64, "add.s64", row, Number.of(loop.backward() ? -1L : 1L));
        frame.store(WORD, frame.element(counter, null, 0, WORD), next);
        Register more = code.op(Kind.PRED, "setp.lt.s64", made, frame.word(word + STEPS));
        frame.store(WORD, frame.control(word), code.op(Kind.B64, "selp.b64", Number.of(1L), Number.of(0L), more));
        return Written.alone(frame);
    }

    /** After the loop: the steps made. */
    static Written end(String name, Target target, Kernel.Loop loop, int word) {
        Frame frame = new Frame(name, target);
        frame.store(WORD, frame.element(frame.pointer(loop.made()), null, 0, WORD), frame.word(word + MADE));
        return Written.alone(frame);
    }

    /** Runs a body where the target says that there is something to do. */
    private static void reached(Frame frame, Target target, Runnable body) {
        if (target.mask() == Target.ALWAYS) {
            body.run();
        } else {
            Register here = frame.code().op(Kind.PRED, "setp.ne.s64", frame.word(target.mask()), Number.of(0L));
            frame.when(here, body);
        }
    }

    /** A truth value or an int64 as int64. */
    private static Register value(Frame frame, View view) {
        DType dtype = frame.target().plan().buffer(view.buffer()).dtype();
        Register value = frame.load(dtype, frame.element(frame.pointer(view.buffer()), null, view.offset(), dtype));
        return dtype == DType.I64 ? value : frame.code().op(Kind.B64, "cvt.s64.s32", value);
    }

    private static Register zero(Frame frame) {
        return frame.code().op(Kind.B64, "mov.b64", Number.of(0L));
    }

    private static Register one(Frame frame) {
        return frame.code().op(Kind.B64, "mov.b64", Number.of(1L));
    }
}
