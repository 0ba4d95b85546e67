package ppl.backend.cuda.routine;

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

/**
 * Triangular factors with exchanged rows, in place in the result: a block for each matrix, which goes from column to column. An element
 * gets the products of columns in their order, as when it is computed alone.
 */
final class LuKernel {

    private final Frame frame;
    private final Slab a;
    private final Slab lu;
    private final Steps steps;
    private final Arithmetic arithmetic;
    private final DType dtype;
    private final Team team;
    private final Pivot pivot;
    private final int row;
    private final int column;
    private final Number end;

    private LuKernel(String name, Target target, LibraryCall call) {
        this.frame = new Frame(name, target, Team.MOST);
        this.a = new Slab(frame, call.operands().getFirst());
        this.lu = new Slab(frame, call.result());
        this.dtype = a.dtype;
        this.steps = new Steps(frame, dtype);
        this.arithmetic = new Arithmetic(frame.code());
        this.row = a.rank() - 2;
        this.column = a.rank() - 1;
        this.end = Number.of((long) a.size(row));
        this.team = Team.forSquare(frame, a.size(row));
        this.pivot = new Pivot(frame, team, lu);
    }

    static Written write(String name, Target target, LibraryCall call) {
        LuKernel kernel = new LuKernel(name, target, call);
        return kernel.team.eachItem(
                kernel.a.count(kernel.row),
                m -> kernel.factor(kernel.a.at(m, Slab.first(kernel.row)), kernel.lu.at(m, Slab.first(kernel.row))));
    }

    private void factor(Register from, Register to) {
        copy(from, to);
        team.barrier();
        Register k = frame.number(0);
        frame.upTo(k, end, 1, () -> {
            Register chosen = pivot.find(to, k, end);
            exchange(to, k, chosen);
            team.barrier();
            eliminate(to, k);
            team.barrier();
        });
    }

    private Register line(Register to, Register i) {
        return lu.along(to, i, row).base();
    }

    /** The matrix, and behind it the numbers of its rows. */
    private void copy(Register from, Register to) {
        Register first = frame.number(0);
        team.eachRow(first, end, i -> {
            Register source = a.along(from, i, row).base();
            Register line = line(to, i);
            team.eachColumn(first, end, j -> lu.store(line, j, column, a.load(source, j, column)));
            frame.when(frame.test("eq", team.column, Number.of(0L)), () -> {
                String convert = dtype == DType.F64 ? "cvt.rn.f64.s32" : "cvt.rn.f32.s32";
                Register number = frame.code().op(Types.kind(dtype), convert, i);
                lu.store(line, frame.number(a.size(row)), column, number);
            });
        });
    }

    private void exchange(Register to, Register k, Register chosen) {
        Register upper = line(to, k);
        Register lower = line(to, chosen);
        Number columns = Number.of(a.size(row) + 1L);
        frame.when(
                frame.test("ne", k, chosen),
                () -> team.each(frame.number(0), columns, j -> {
                    Register x = lu.load(upper, j, column);
                    Register y = lu.load(lower, j, column);
                    lu.store(upper, j, column, y);
                    lu.store(lower, j, column, x);
                }));
    }

    private void eliminate(Register to, Register k) {
        var code = frame.code();
        Register top = line(to, k);
        Register divisor = lu.load(top, k, column);
        Register isZero =
                code.op(Kind.PRED, dtype == DType.F64 ? "setp.eq.f64" : "setp.eq.f32", divisor, Types.number(dtype, 0));
        Register behind = frame.int32("add.s32", k, 1);
        team.each(behind, end, i -> {
            Register line = line(to, i);
            Register x = lu.load(line, k, column);
            Register quotient = arithmetic.binary(Binary.Fn.DIV, dtype, x, divisor);
            lu.store(line, k, column, arithmetic.select(dtype, isZero, x, quotient));
        });
        team.barrier();
        team.eachRow(behind, end, i -> {
            Register line = line(to, i);
            Register factor = lu.load(line, k, column);
            team.eachColumn(behind, end, j -> {
                Register rest = frame.copy(lu.load(line, j, column));
                steps.takeOff(rest, factor, lu.load(top, j, column));
                lu.store(line, j, column, rest);
            });
        });
    }
}
