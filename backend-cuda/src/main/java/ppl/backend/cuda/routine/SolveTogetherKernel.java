package ppl.backend.cuda.routine;

import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel.LibraryCall;

/**
 * Triangular solves with many rows and few right sides: a block for each right side. Once an unknown is known, its products are taken off
 * all rows behind it at once; a row gets them in the order in which {@link SolveKernel} takes them off.
 */
final class SolveTogetherKernel {

    /** With fewer rows the threads of a block would wait for each other more than they work. */
    private static final int FEWEST_ROWS = 16;

    /** With more right sides there is work enough for all threads if each takes a side. */
    private static final int MOST_SIDES = 16_384;

    private final Frame frame;
    private final Slab l;
    private final Slab b;
    private final Slab x;
    private final boolean transposed;
    private final Steps steps;
    private final Team team;
    private final int row;
    private final int column;
    private final int n;

    private SolveTogetherKernel(String name, Target target, LibraryCall call, boolean transposed) {
        this.frame = new Frame(name, target, Team.MOST);
        this.l = new Slab(frame, call.operands().get(0));
        this.b = new Slab(frame, call.operands().get(1));
        this.x = new Slab(frame, call.result());
        this.transposed = transposed;
        this.steps = new Steps(frame, x.dtype);
        this.row = l.rank() - 2;
        this.column = l.rank() - 1;
        this.n = l.size(row);
        this.team = Team.inLine(frame, n);
    }

    /** True of solves that suit it. */
    static boolean suits(LibraryCall call) {
        var sizes = call.result().sizes();
        long sides = sizes.stream().mapToLong(s -> s).reduce(1, Math::multiplyExact)
                / Math.max(1, sizes.get(sizes.size() - 2));
        return sizes.get(sizes.size() - 2) >= FEWEST_ROWS && sides <= MOST_SIDES;
    }

    static Written write(String name, Target target, LibraryCall call, boolean transposed) {
        return new SolveTogetherKernel(name, target, call, transposed).write();
    }

    private Written write() {
        int columns = b.size(column);
        int total = Math.multiplyExact(b.count(row), columns);
        return team.eachItem(total, item -> {
            Register matrix = columns <= 1 ? item : frame.int32("div.u32", item, columns);
            Register side = columns <= 1 ? frame.number(0) : frame.int32("rem.u32", item, columns);
            Register factor = l.at(matrix, Slab.first(row));
            Register right =
                    b.along(b.at(matrix, Slab.first(row)), side, column).base();
            Register unknown =
                    x.along(x.at(matrix, Slab.first(row)), side, column).base();
            solve(factor, right, unknown);
        });
    }

    private void solve(Register factor, Register right, Register unknown) {
        Number end = Number.of((long) n);
        team.each(frame.number(0), end, i -> x.store(unknown, i, row, b.load(right, i, row)));
        team.barrier();
        Register step = frame.number(0);
        frame.upTo(step, end, 1, () -> {
            Register k = inOrder(step);
            Register lineK = l.along(factor, k, row).base();
            Register known = steps.divide(x.load(unknown, k, row), l.load(lineK, k, column));
            team.barrier();
            team.alone(() -> x.store(unknown, k, row, known));
            team.each(frame.int32("add.s32", step, 1), end, later -> {
                Register i = inOrder(later);
                Register weight = transposed
                        ? l.load(lineK, i, column)
                        : l.load(l.along(factor, i, row).base(), k, column);
                Register rest = frame.copy(x.load(unknown, i, row));
                steps.takeOff(rest, weight, known);
                x.store(unknown, i, row, rest);
            });
            team.barrier();
        });
    }

    /** The row that becomes known in a step. */
    private Register inOrder(Register step) {
        return transposed ? frame.code().op(Kind.B32, "sub.s32", frame.number(n - 1), step) : step;
    }
}
