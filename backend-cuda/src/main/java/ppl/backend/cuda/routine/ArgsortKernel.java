package ppl.backend.cuda.routine;

import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.graph.op.Argsort;

/** Positions that sort short lines: a thread for each element, which counts those that come before it. */
final class ArgsortKernel {

    private ArgsortKernel() {}

    static Written write(String name, Target target, LibraryCall call, Argsort op) {
        Frame frame = new Frame(name, target);
        Slab x = new Slab(frame, call.operands().getFirst());
        Slab ranks = new Slab(frame, call.result());
        int n = x.size(op.axis());
        int total = x.count(x.rank());
        frame.eachOf(total, e -> {
            Register line = n == 1 ? e : frame.int32("div.u32", e, n);
            Register i = n == 1 ? frame.number(0) : frame.int32("rem.u32", e, n);
            Register from = x.at(line, x.without(op.axis()));
            Register to = ranks.at(line, ranks.without(op.axis()));
            Register own = SortKey.of(frame, x.dtype, x.load(from, i, op.axis()));
            Register rank = frame.number(0);
            Register j = frame.number(0);
            frame.upTo(j, Number.of((long) n), 1, () -> {
                var code = frame.code();
                Register key = SortKey.of(frame, x.dtype, x.load(from, j, op.axis()));
                Register less = code.op(Kind.PRED, "setp.lt.s64", key, own);
                Register equal = code.op(Kind.PRED, "setp.eq.s64", key, own);
                Register before = frame.test("lt", j, i);
                Register first = code.op(Kind.PRED, "and.pred", equal, before);
                Register counts = code.op(Kind.PRED, "or.pred", less, first);
                code.intoIf(counts, rank, "add.s32", rank, Number.of(1L));
            });
            Register position = frame.code().op(Kind.B64, "cvt.s64.s32", i);
            ranks.store(to, rank, op.axis(), position);
        });
        return Written.over(frame, total);
    }
}
