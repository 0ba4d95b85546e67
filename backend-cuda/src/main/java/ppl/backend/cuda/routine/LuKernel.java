package ppl.backend.cuda.routine;

import java.util.List;
import ppl.backend.cuda.code.Arithmetic;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.Unary;

/** Triangular factors with exchanged rows: a thread for each matrix, in place in the result. */
final class LuKernel {

    private final Frame frame;
    private final Slab a;
    private final Slab lu;
    private final Steps steps;
    private final Arithmetic arithmetic;
    private final DType dtype;
    private final int row;
    private final int column;
    private final int n;

    private LuKernel(Frame frame, LibraryCall call) {
        this.frame = frame;
        this.a = new Slab(frame, call.operands().getFirst());
        this.lu = new Slab(frame, call.result());
        this.dtype = a.dtype;
        this.steps = new Steps(frame, dtype);
        this.arithmetic = new Arithmetic(frame.code());
        this.row = a.rank() - 2;
        this.column = a.rank() - 1;
        this.n = a.size(row);
    }

    static Written write(String name, Target target, LibraryCall call) {
        return new LuKernel(new Frame(name, target), call).write();
    }

    private Written write() {
        int matrices = a.count(row);
        frame.eachOf(matrices, m -> {
            Register to = lu.at(m, Slab.first(row));
            copy(a.at(m, Slab.first(row)), to);
            Register k = frame.number(0);
            frame.upTo(k, Number.of((long) n), 1, () -> {
                exchange(to, k, pivot(to, k));
                eliminate(to, k);
            });
        });
        return Written.over(frame, matrices);
    }

    private Register line(Register to, Register i) {
        return lu.along(to, i, row).base();
    }

    /** The matrix, and behind it the numbers of its rows. */
    private void copy(Register from, Register to) {
        Register i = frame.number(0);
        frame.upTo(i, Number.of((long) n), 1, () -> {
            Register source = a.along(from, i, row).base();
            Register line = line(to, i);
            Register j = frame.number(0);
            frame.upTo(j, Number.of((long) n), 1, () -> lu.store(line, j, column, a.load(source, j, column)));
            String convert = dtype == DType.F64 ? "cvt.rn.f64.s32" : "cvt.rn.f32.s32";
            lu.store(line, j, column, frame.code().op(Types.kind(dtype), convert, i));
        });
    }

    private Register magnitude(Register x) {
        return arithmetic.apply(new Unary(Unary.Fn.ABS), dtype, dtype, List.of(x));
    }

    /** The row with the greatest magnitude in a column, of equals the first; the first NaN, if there is one. */
    private Register pivot(Register to, Register k) {
        var code = frame.code();
        String type = dtype == DType.F64 ? "f64" : "f32";
        Register best = frame.copy(k);
        Register greatest = frame.copy(magnitude(lu.load(line(to, k), k, column)));
        Register i = frame.copy(k);
        frame.upTo(i, Number.of((long) n), 1, () -> {
            Register x = magnitude(lu.load(line(to, i), k, column));
            Register greater = code.op(Kind.PRED, "setp.gt." + type, x, greatest);
            Register isNaN = code.op(Kind.PRED, "setp.nan." + type, x, x);
            Register isNumber = code.op(Kind.PRED, "setp.eq." + type, greatest, greatest);
            Register first = code.op(Kind.PRED, "and.pred", isNaN, isNumber);
            Register better = code.op(Kind.PRED, "or.pred", greater, first);
            code.intoIf(better, best, "mov.b32", i);
            code.intoIf(better, greatest, Types.move(dtype), x);
        });
        return best;
    }

    private void exchange(Register to, Register k, Register chosen) {
        Register j = frame.number(0);
        Register upper = line(to, k);
        Register lower = line(to, chosen);
        frame.upTo(j, Number.of(n + 1L), 1, () -> {
            Register x = lu.load(upper, j, column);
            Register y = lu.load(lower, j, column);
            lu.store(upper, j, column, y);
            lu.store(lower, j, column, x);
        });
    }

    private void eliminate(Register to, Register k) {
        var code = frame.code();
        Register top = line(to, k);
        Register pivot = lu.load(top, k, column);
        Register isZero =
                code.op(Kind.PRED, dtype == DType.F64 ? "setp.eq.f64" : "setp.eq.f32", pivot, Types.number(dtype, 0));
        Register i = frame.int32("add.s32", k, 1);
        frame.upTo(i, Number.of((long) n), 1, () -> {
            Register line = line(to, i);
            Register x = lu.load(line, k, column);
            Register factor = arithmetic.select(dtype, isZero, x, arithmetic.binary(Binary.Fn.DIV, dtype, x, pivot));
            lu.store(line, k, column, factor);
            Register j = frame.int32("add.s32", k, 1);
            frame.upTo(j, Number.of((long) n), 1, () -> {
                Register rest = frame.copy(lu.load(line, j, column));
                steps.takeOff(rest, factor, lu.load(top, j, column));
                lu.store(line, j, column, rest);
            });
        });
    }
}
