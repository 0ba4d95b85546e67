package ppl.backend.cuda.routine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel.LibraryCall;

/** Cholesky factors: a block for each matrix, which goes from column to column; a thread for each row of a column. */
final class CholeskyKernel {

    private static final int THREADS = 64;

    private final Frame frame;
    private final Slab a;
    private final Slab l;
    private final Steps steps;
    private final int n;
    private final int row;
    private final int column;

    private CholeskyKernel(Frame frame, LibraryCall call) {
        this.frame = frame;
        this.a = new Slab(frame, call.operands().getFirst());
        this.l = new Slab(frame, call.result());
        this.steps = new Steps(frame, a.dtype);
        this.row = a.rank() - 2;
        this.column = a.rank() - 1;
        this.n = a.size(row);
    }

    static Written write(String name, Target target, LibraryCall call) {
        return new CholeskyKernel(new Frame(name, target), call).write();
    }

    private Written write() {
        var code = frame.code();
        int matrices = a.count(row);
        Register tid = code.special("%tid.x");
        Register threads = code.special("%ntid.x");
        Register matrix = code.special("%ctaid.x");
        Register grid = code.special("%nctaid.x");
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(frame.test("ge", matrix, Number.of((long) matrices)), true, done);
        factor(a.at(matrix, Slab.first(row)), l.at(matrix, Slab.first(row)), tid, threads);
        code.into(matrix, "add.s32", matrix, grid);
        code.jump(next);
        code.place(done);
        return Written.together(frame, matrices, Math.clamp(n, 1, THREADS));
    }

    private void factor(Register from, Register to, Register tid, Register threads) {
        var code = frame.code();
        Register j = frame.number(0);
        frame.upTo(j, Number.of((long) n), 1, () -> {
            Register rowJ = l.along(to, j, row).base();
            rows(tid, frame.number(0), j, threads, i -> clear(to, i, j));
            rows(tid, j, null, threads, i -> eliminate(from, to, rowJ, i, j));
            code.barrier();
            Register pivot = steps.sqrt(l.load(rowJ, j, column));
            Register below = frame.int32("add.s32", j, 1);
            rows(tid, below, null, threads, i -> {
                Address place = l.along(l.along(to, i, row).base(), j, column);
                frame.store(l.dtype, place, steps.divide(frame.load(l.dtype, place), pivot));
            });
            code.barrier();
            frame.when(frame.test("eq", tid, Number.of(0L)), () -> l.store(rowJ, j, column, pivot));
        });
    }

    /** Rows from {@code start} to {@code end}, or to the last: each thread its share. */
    private void rows(Register tid, Register start, @Nullable Register end, Register threads, Consumer<Register> body) {
        var code = frame.code();
        Register i = frame.int32("add.s32", start, tid);
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(frame.test("ge", i, end == null ? Number.of((long) n) : end), true, done);
        body.accept(i);
        code.into(i, "add.s32", i, threads);
        code.jump(next);
        code.place(done);
    }

    /** Above the diagonal the factor is 0. */
    private void clear(Register to, Register i, Register j) {
        Register zero = frame.code().op(Types.kind(l.dtype), Types.move(l.dtype), Types.number(l.dtype, 0));
        l.store(l.along(to, i, row).base(), j, column, zero);
    }

    /** What is left of an element after the columns before it. */
    private void eliminate(Register from, Register to, Register rowJ, Register i, Register j) {
        Register rowI = l.along(to, i, row).base();
        Register s = frame.copy(a.load(a.along(from, i, row).base(), j, column));
        Register k = frame.number(0);
        frame.upTo(k, j, 1, () -> steps.takeOff(s, l.load(rowI, k, column), l.load(rowJ, k, column)));
        l.store(rowI, j, column, s);
    }
}
