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
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.CumulativeSum;

/** Cumulative sums: a thread for each line. */
final class CumulativeSumKernel {

    private CumulativeSumKernel() {}

    static Written write(String name, Target target, LibraryCall call, CumulativeSum op) {
        Frame frame = new Frame(name, target);
        Slab x = new Slab(frame, call.operands().getFirst());
        Slab sums = new Slab(frame, call.result());
        int n = x.size(op.axis());
        int total = n == 0 ? 0 : x.count(x.rank()) / n;
        frame.eachOf(total, i -> {
            Register from = x.at(i, x.without(op.axis()));
            Register to = sums.at(i, sums.without(op.axis()));
            line(frame, x, from, sums, to, op, n);
        });
        return Written.over(frame, total);
    }

    private static void line(Frame frame, Slab x, Register from, Slab sums, Register to, CumulativeSum op, int n) {
        DType dtype = sums.dtype;
        Arithmetic arithmetic = new Arithmetic(frame.code());
        Register local = zero(frame, dtype);
        Register carry = zero(frame, dtype);
        Register result = zero(frame, dtype);
        Register k = frame.number(0);
        frame.upTo(k, Number.of((long) n), 1, () -> {
            var code = frame.code();
            Register at = op.reverse() ? code.op(Kind.B32, "sub.s32", frame.number(n - 1), k) : k;
            Register element = x.load(from, at, op.axis());
            Register more = arithmetic.binary(Binary.Fn.ADD, dtype, local, element);
            if (dtype.isFloat()) {
                Register place = frame.int32("and.b32", k, CanonicalOrder.CUMULATIVE_CHUNK - 1);
                Register starts = frame.test("eq", place, Number.of(0L));
                code.into(local, Types.move(dtype), arithmetic.select(dtype, starts, element, more));
                code.into(carry, Types.move(dtype), arithmetic.select(dtype, starts, result, carry));
                Register isFirst = frame.test("lt", k, Number.of((long) CanonicalOrder.CUMULATIVE_CHUNK));
                Register later = arithmetic.binary(Binary.Fn.ADD, dtype, carry, local);
                code.into(result, Types.move(dtype), arithmetic.select(dtype, isFirst, local, later));
            } else {
                code.into(local, Types.move(dtype), more);
                code.into(result, Types.move(dtype), more);
            }
            sums.store(to, at, op.axis(), result);
        });
    }

    private static Register zero(Frame frame, DType dtype) {
        return frame.code().op(Types.kind(dtype), Types.move(dtype), Types.number(dtype, 0));
    }
}
