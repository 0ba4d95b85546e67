package ppl.backend.cuda.routine;

import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel.LibraryCall;

/** Triangular solves: a thread for each right side. */
final class SolveKernel {

    private final Frame frame;
    private final Slab l;
    private final Slab b;
    private final Slab x;
    private final boolean transposed;
    private final Steps steps;
    private final int row;
    private final int column;
    private final int n;

    private SolveKernel(Frame frame, LibraryCall call, boolean transposed) {
        this.frame = frame;
        this.l = new Slab(frame, call.operands().get(0));
        this.b = new Slab(frame, call.operands().get(1));
        this.x = new Slab(frame, call.result());
        this.transposed = transposed;
        this.steps = new Steps(frame, x.dtype);
        this.row = l.rank() - 2;
        this.column = l.rank() - 1;
        this.n = l.size(row);
    }

    static Written write(String name, Target target, LibraryCall call, boolean transposed) {
        return new SolveKernel(new Frame(name, target), call, transposed).write();
    }

    private Written write() {
        int columns = b.size(column);
        int total = Math.multiplyExact(b.count(row), columns);
        frame.eachOf(total, i -> {
            Register matrix = columns <= 1 ? i : frame.int32("div.u32", i, columns);
            Register side = columns <= 1 ? frame.number(0) : frame.int32("rem.u32", i, columns);
            Register factor = l.at(matrix, Slab.first(row));
            Register right =
                    b.along(b.at(matrix, Slab.first(row)), side, column).base();
            Register unknown =
                    x.along(x.at(matrix, Slab.first(row)), side, column).base();
            solve(factor, right, unknown);
        });
        return Written.over(frame, total);
    }

    private void solve(Register factor, Register right, Register unknown) {
        Register step = frame.number(0);
        frame.upTo(step, Number.of((long) n), 1, () -> {
            Register i = inOrder(step);
            Register s = frame.copy(b.load(right, i, row));
            Register lineI = l.along(factor, i, transposed ? column : row).base();
            Register known = frame.number(0);
            frame.upTo(known, step, 1, () -> {
                Register k = inOrder(known);
                Register weight = l.load(lineI, k, transposed ? row : column);
                steps.takeOff(s, weight, x.load(unknown, k, row));
            });
            Register pivot = l.load(l.along(factor, i, row).base(), i, column);
            x.store(unknown, i, row, steps.divide(s, pivot));
        });
    }

    /** The row that becomes known in a step. */
    private Register inOrder(Register step) {
        return transposed ? frame.code().op(Kind.B32, "sub.s32", frame.number(n - 1), step) : step;
    }
}
