package ppl.backend.cuda.routine;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.cuda.code.Arithmetic;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.graph.DType;
import ppl.graph.op.Argsort;

/**
 * Positions that sort long lines, by merging runs of twice the length in each kernel. A thread has an element: its place in the merged run
 * is its place in its own run, and the number of elements of the other run that come before it, found by halving. Of equal elements those
 * of the first run come first, so the order is that of a stable sort.
 */
final class MergeKernels {

    /** With more, the end of a run behind the last would lie where there is no int32 any more. */
    private static final int MOST = 1 << 30;

    private static final DType KEY = DType.I64;
    private static final DType PLACE = DType.I32;

    private final String name;
    private final Target target;
    private final LibraryCall call;
    private final int axis;
    private final int n;
    private final int total;

    private MergeKernels(String name, Target target, LibraryCall call, Argsort op) {
        this.name = name;
        this.target = target;
        this.call = call;
        this.axis = op.axis();
        this.n = call.result().sizes().get(axis);
        this.total = call.result().sizes().stream().reduce(1, Math::multiplyExact);
    }

    static List<Written> write(String name, Target target, LibraryCall call, Argsort op) {
        MergeKernels kernels = new MergeKernels(name, target, call, op);
        if (kernels.total > MOST) {
            throw new BackendException(
                    BackendCode.UNUSABLE,
                    "the backend 'cuda' sorts at most " + MOST + " elements, not " + kernels.total
                            + "; use the backend 'vector'");
        }
        List<Written> written = new ArrayList<>(List.of(kernels.keys()));
        for (int width = 1; width < kernels.n; width *= 2) {
            written.add(kernels.merge(width, written.size() - 1));
        }
        target.scratch().need(kernels.half() * 2);
        return written;
    }

    /** Bytes of the keys and places of all elements; there are two of each, which take turns. */
    private long half() {
        return 16L * total;
    }

    private Register keysAt(Frame frame, int turn) {
        return frame.scratch(turn % 2 * half());
    }

    private Register placesAt(Frame frame, int turn) {
        return frame.scratch(turn % 2 * half() + 8L * total);
    }

    /** The elements as they lie: runs of one. */
    private Written keys() {
        Frame frame = new Frame(name + "_keys", target);
        Slab x = new Slab(frame, call.operands().getFirst());
        Register keys = keysAt(frame, 0);
        Register places = placesAt(frame, 0);
        frame.eachOf(total, e -> {
            Register line = frame.int32("div.u32", e, n);
            Register i = frame.int32("rem.u32", e, n);
            Register value = x.load(x.at(line, x.without(axis)), i, axis);
            frame.store(KEY, frame.element(keys, e, 0, KEY), SortKey.of(frame, x.dtype, value));
            frame.store(PLACE, frame.element(places, e, 0, PLACE), i);
        });
        return Written.over(frame, total);
    }

    /** Runs of {@code width}, in pairs. The last kernel leaves the places where they belong. */
    private Written merge(int width, int turn) {
        Frame frame = new Frame(name + "_merge" + width, target);
        boolean isLast = width >= n - width;
        Slab ranks = new Slab(frame, call.result());
        Register keys = keysAt(frame, turn);
        Register places = placesAt(frame, turn);
        Register keysTo = keysAt(frame, turn + 1);
        Register placesTo = placesAt(frame, turn + 1);
        frame.eachOf(total, e -> {
            Register line = frame.int32("div.u32", e, n);
            Register i = frame.int32("rem.u32", e, n);
            Register first = frame.int32("sub.s32", e, i);
            Register key = frame.load(KEY, frame.element(keys, e, 0, KEY));
            Register place = frame.load(PLACE, frame.element(places, e, 0, PLACE));
            Register lineKeys = frame.element(keys, first, 0, KEY).base();
            Register rank = rank(frame, lineKeys, i, key, width);
            if (isLast) {
                Register wide = frame.code().op(Kind.B64, "cvt.s64.s32", place);
                ranks.store(ranks.at(line, ranks.without(axis)), rank, axis, wide);
            } else {
                Register to = frame.int32("add.s32", first, rank);
                frame.store(KEY, frame.element(keysTo, to, 0, KEY), key);
                frame.store(PLACE, frame.element(placesTo, to, 0, PLACE), place);
            }
        });
        return Written.over(frame, total);
    }

    /** Where an element goes in its line. */
    private Register rank(Frame frame, Register keys, Register i, Register key, int width) {
        Register run = frame.int32("div.u32", i, width);
        Register odd = frame.int32("and.b32", run, 1);
        Register isSecond = frame.test("eq", odd, Number.of(1L));
        Arithmetic arithmetic = new Arithmetic(frame.code());
        Register own = frame.int32("mul.lo.s32", run, width);
        Register before = frame.int32("sub.s32", own, width);
        Register after = frame.int32("add.s32", own, width);
        Register start = frame.int32("min.s32", arithmetic.select(PLACE, isSecond, before, after), n);
        Register longest = frame.code().op(Kind.B32, "sub.s32", frame.number(n), start);
        Register end = frame.int32("add.s32", start, frame.int32("min.s32", longest, width));
        Register low = frame.copy(start);
        search(frame, keys, low, end, key, isSecond);
        Register others = frame.int32("sub.s32", low, start);
        Register within = frame.int32("sub.s32", i, own);
        Register pair = arithmetic.select(PLACE, isSecond, before, own);
        return frame.int32("add.s32", pair, frame.int32("add.s32", within, others));
    }

    /** Moves {@code low} to the first element of the other run that does not come before the key. */
    private void search(Frame frame, Register keys, Register low, Register end, Register key, Register isSecond) {
        var code = frame.code();
        Register high = frame.copy(end);
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(frame.test("ge", low, high), true, done);
        Register gap = frame.int32("shr.u32", frame.int32("sub.s32", high, low), 1);
        Register middle = frame.int32("add.s32", low, gap);
        Register other = frame.load(KEY, frame.element(keys, middle, 0, KEY));
        Register less = code.op(Kind.PRED, "setp.lt.s64", other, key);
        Register equal = code.op(Kind.PRED, "setp.eq.s64", other, key);
        Register wins = code.op(Kind.PRED, "and.pred", equal, isSecond);
        Register comesBefore = code.op(Kind.PRED, "or.pred", less, wins);
        Register beyond = frame.int32("add.s32", middle, 1);
        code.into(low, "selp.b32", beyond, low, comesBefore);
        code.into(high, "selp.b32", high, middle, comesBefore);
        code.jump(next);
        code.place(done);
    }
}
