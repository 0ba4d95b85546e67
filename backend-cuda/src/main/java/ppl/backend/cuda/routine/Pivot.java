package ppl.backend.cuda.routine;

import java.util.List;
import ppl.backend.cuda.code.Arithmetic;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.graph.DType;
import ppl.graph.op.Unary;

/**
 * The row with the greatest magnitude in a column, of equals the first; the first NaN, if there is one. Each thread finds it among its rows,
 * then they meet in shared memory by halving.
 */
final class Pivot {

    /** In place of a row: none. */
    private static final long NONE = -1;

    private final Frame frame;
    private final Team team;
    private final Slab matrix;
    private final DType dtype;
    private final String type;
    private final int row;
    private final int column;
    /** Where this thread's magnitude and row lie in shared memory. */
    private final Register magnitudes;

    private final Register rows;
    /** Where the rows of all begin. */
    private final Register first;

    Pivot(Frame frame, Team team, Slab matrix) {
        this.frame = frame;
        this.team = team;
        this.matrix = matrix;
        this.dtype = matrix.dtype;
        this.type = dtype == DType.F64 ? "f64" : "f32";
        this.row = matrix.rank() - 2;
        this.column = matrix.rank() - 1;
        var code = frame.code();
        Register shared = code.share(8 * team.threads());
        this.magnitudes = code.op(Kind.B32, "mad.lo.s32", team.thread, Number.of((long) Types.bytes(dtype)), shared);
        this.first = code.share(4 * team.threads());
        this.rows = code.op(Kind.B32, "mad.lo.s32", team.thread, Number.of(4L), first);
    }

    /** Finds it among the rows from {@code k} to {@code end} of column {@code k}; all threads are given it. */
    Register find(Register to, Register k, Number end) {
        var code = frame.code();
        Register best = code.op(Kind.B32, "mov.b32", Number.of(NONE));
        Register greatest = code.op(Types.kind(dtype), Types.move(dtype), Types.number(dtype, 0));
        team.each(k, end, i -> {
            Register x = matrix.load(matrix.along(to, i, row).base(), k, column);
            Register size = new Arithmetic(code).apply(new Unary(Unary.Fn.ABS), dtype, dtype, List.of(x));
            take(best, greatest, i, size);
        });
        code.store("st.shared." + type, new Address(magnitudes, 0), greatest);
        code.store("st.shared.u32", new Address(rows, 0), best);
        for (int width = team.threads() / 2; width >= 1; width /= 2) {
            int w = width;
            team.barrier();
            frame.when(frame.test("lt", team.thread, Number.of((long) w)), () -> {
                Register other = code.op(Kind.B32, "ld.shared.u32", new Address(rows, 4 * w));
                Register size = code.op(
                        Types.kind(dtype), "ld.shared." + type, new Address(magnitudes, Types.bytes(dtype) * w));
                take(best, greatest, other, size);
                code.store("st.shared." + type, new Address(magnitudes, 0), greatest);
                code.store("st.shared.u32", new Address(rows, 0), best);
            });
        }
        team.barrier();
        return code.op(Kind.B32, "ld.shared.u32", new Address(first, 0));
    }

    /** Takes another row if it is better. */
    private void take(Register best, Register greatest, Register other, Register size) {
        var code = frame.code();
        Register otherIsNaN = code.op(Kind.PRED, "setp.nan." + type, size, size);
        Register ownIsNaN = code.op(Kind.PRED, "setp.nan." + type, greatest, greatest);
        Register ownIsNumber = code.op(Kind.PRED, "not.pred", ownIsNaN);
        Register isFirstNaN = code.op(Kind.PRED, "and.pred", otherIsNaN, ownIsNumber);
        Register greater = code.op(Kind.PRED, "setp.gt." + type, size, greatest);
        Register equal = code.op(Kind.PRED, "setp.eq." + type, size, greatest);
        Register bothNaN = code.op(Kind.PRED, "and.pred", otherIsNaN, ownIsNaN);
        Register tie = code.op(Kind.PRED, "or.pred", equal, bothNaN);
        Register earlier = code.op(Kind.PRED, "setp.lt.s32", other, best);
        Register tieWon = code.op(Kind.PRED, "and.pred", tie, earlier);
        Register wins = code.op(Kind.PRED, "or.pred", isFirstNaN, code.op(Kind.PRED, "or.pred", greater, tieWon));
        Register none = code.op(Kind.PRED, "setp.lt.s32", best, Number.of(0L));
        Register better = code.op(Kind.PRED, "or.pred", wins, none);
        Register isRow = code.op(Kind.PRED, "setp.ge.s32", other, Number.of(0L));
        Register taken = code.op(Kind.PRED, "and.pred", better, isRow);
        code.intoIf(taken, best, "mov.b32", other);
        code.intoIf(taken, greatest, Types.move(dtype), size);
    }
}
