package ppl.backend.cuda.routine;

import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel.LibraryCall;

/**
 * Cholesky factors, in place in the result: a block for each matrix. Once a column is known, its products are taken off all elements behind
 * it at once; an element gets them in the order of columns, as when it is computed alone.
 */
final class CholeskyKernel {

    private final Frame frame;
    private final Slab a;
    private final Slab l;
    private final Steps steps;
    private final Team team;
    private final int n;
    private final int row;
    private final int column;

    private CholeskyKernel(String name, Target target, LibraryCall call) {
        this.frame = new Frame(name, target, Team.MOST);
        this.a = new Slab(frame, call.operands().getFirst());
        this.l = new Slab(frame, call.result());
        this.steps = new Steps(frame, a.dtype);
        this.row = a.rank() - 2;
        this.column = a.rank() - 1;
        this.n = a.size(row);
        this.team = Team.forSquare(frame, n);
    }

    static Written write(String name, Target target, LibraryCall call) {
        CholeskyKernel kernel = new CholeskyKernel(name, target, call);
        return kernel.team.eachItem(
                kernel.a.count(kernel.row),
                m -> kernel.factor(kernel.a.at(m, Slab.first(kernel.row)), kernel.l.at(m, Slab.first(kernel.row))));
    }

    private void factor(Register from, Register to) {
        copy(from, to);
        team.barrier();
        Register j = frame.number(0);
        Number end = Number.of((long) n);
        frame.upTo(j, end, 1, () -> {
            Register rowJ = l.along(to, j, row).base();
            Register pivot = steps.sqrt(l.load(rowJ, j, column));
            Register behind = frame.int32("add.s32", j, 1);
            team.each(behind, end, i -> {
                Address place = l.along(l.along(to, i, row).base(), j, column);
                frame.store(l.dtype, place, steps.divide(frame.load(l.dtype, place), pivot));
            });
            team.barrier();
            team.alone(() -> l.store(rowJ, j, column, pivot));
            takeOff(to, j, behind);
            team.barrier();
        });
    }

    /** The lower triangle; above it the factor is 0. */
    private void copy(Register from, Register to) {
        Number end = Number.of((long) n);
        Register first = frame.number(0);
        team.eachRow(first, end, i -> {
            Register source = a.along(from, i, row).base();
            Register line = l.along(to, i, row).base();
            team.eachColumn(first, end, j -> {
                Register value = a.loadIf(frame.test("le", j, i), a.along(source, j, column));
                l.store(line, j, column, value);
            });
        });
    }

    /** Takes the products of column {@code j} off the columns behind it. */
    private void takeOff(Register to, Register j, Register behind) {
        team.eachRow(behind, Number.of((long) n), i -> {
            Register line = l.along(to, i, row).base();
            Register own = l.load(line, j, column);
            Register end = frame.int32("add.s32", i, 1);
            team.eachColumn(behind, end, k -> {
                Register rest = frame.copy(l.load(line, k, column));
                steps.takeOff(rest, own, l.load(l.along(to, k, row).base(), j, column));
                l.store(line, k, column, rest);
            });
        });
    }
}
