package ppl.backend.cuda.routine;

import java.util.List;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.GroupTable;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;

/**
 * The layout of sums by group whose index only the call tells, for many rows: rows are cut into stretches, a thread for each. Threads count
 * the members of each group in their stretch, a thread for each group adds the counts of the stretches before, a block lays out the groups,
 * and the threads of stretches rank their rows. Nothing is added by two threads, so ranks are those of the rows' order.
 */
final class GroupLayoutKernels {

    private static final DType INT = DType.I32;
    private static final int BLOCK = CanonicalOrder.GROUP_BLOCK;

    private static final int MOST_STRETCHES = 1024;

    private final String name;
    private final Target target;
    private final Kernel.GroupLayout layout;
    private final GroupTable table;
    private final int rows;
    private final int groups;
    private final int stretches;
    private final int each;

    private GroupLayoutKernels(String name, Target target, Kernel.GroupLayout layout, GroupTable table) {
        this.name = name;
        this.target = target;
        this.layout = layout;
        this.table = table;
        this.rows = GroupTable.rows(layout);
        this.groups = layout.groups();
        // Counts must not take much more memory than rows.
        int room = (int) Math.max(1, 4L * rows / Math.max(1, groups));
        int wanted = Math.clamp((long) Math.sqrt(rows), 1, Math.min(MOST_STRETCHES, room));
        this.each = Math.ceilDiv(rows, wanted);
        this.stretches = Math.ceilDiv(rows, each);
    }

    /** In the order of their launches. */
    static List<Written> write(String name, Target target, Kernel.GroupLayout layout, GroupTable table) {
        GroupLayoutKernels kernels = new GroupLayoutKernels(name, target, layout, table);
        target.scratch().need(4L * kernels.stretches * kernels.groups);
        return List.of(kernels.count(), kernels.add(), kernels.lay(), kernels.rank());
    }

    private static Register load(Frame frame, Register pointer, Register at) {
        return frame.load(INT, frame.element(pointer, at, 0, INT));
    }

    private static void store(Frame frame, Register pointer, Register at, Register value) {
        frame.store(INT, frame.element(pointer, at, 0, INT), value);
    }

    private Register firsts(Frame frame) {
        return frame.code().op(Kind.B64, "add.s64", frame.pointer(layout.counters()), Number.of(4L * groups));
    }

    private Register endOf(Frame frame, Register start) {
        Register left = frame.code().op(Kind.B32, "sub.s32", frame.number(rows), start);
        return frame.int32("add.s32", start, frame.int32("min.s32", left, each));
    }

    /** Members of each group in each stretch; writes the group of each row where its place will be, -1 for none. */
    private Written count() {
        Frame frame = new Frame(name + "_count", target);
        var code = frame.code();
        Slab index = new Slab(frame, layout.index());
        Register places = frame.pointer(layout.places());
        Register counts = frame.scratch(0);
        frame.eachOf(stretches, s -> {
            Register own = frame.element(counts, frame.int32("mul.lo.s32", s, groups), 0, INT)
                    .base();
            Register zero = frame.number(0);
            Register g = frame.number(0);
            frame.upTo(g, Number.of((long) groups), 1, () -> store(frame, own, g, zero));
            Register i = frame.int32("mul.lo.s32", s, each);
            frame.upTo(i, endOf(frame, frame.copy(i)), 1, () -> {
                Register at = index.at(i, Slab.first(index.rank()));
                Register raw = frame.load(index.dtype, frame.element(at, null, 0, index.dtype));
                Register wide = index.dtype == DType.I64 ? raw : code.op(Kind.B64, "cvt.s64.s32", raw);
                Register above = code.op(Kind.PRED, "setp.ge.s64", wide, Number.of(0L));
                Register below = code.op(Kind.PRED, "setp.lt.s64", wide, Number.of((long) groups));
                Register within = code.op(Kind.PRED, "and.pred", above, below);
                Register narrow = code.op(Kind.B32, "cvt.u32.u64", wide);
                Register group = code.op(Kind.B32, "selp.b32", narrow, Number.of(-1L), within);
                store(frame, places, i, group);
                frame.when(within, () -> store(frame, own, group, frame.int32("add.s32", load(frame, own, group), 1)));
            });
        });
        return Written.over(frame, stretches);
    }

    /** Puts in place of each count that of the stretches before; the sums of all. Lists begin empty. */
    private Written add() {
        Frame frame = new Frame(name + "_add", target);
        Register members = frame.pointer(layout.counters());
        Register counts = frame.scratch(0);
        Register lengths = frame.table(table.lengths());
        frame.eachOf(groups, g -> {
            Register sum = frame.number(0);
            Register at = frame.copy(g);
            Register s = frame.number(0);
            frame.upTo(s, Number.of((long) stretches), 1, () -> {
                Register count = load(frame, counts, at);
                store(frame, counts, at, sum);
                frame.code().into(sum, "add.s32", sum, count);
                frame.code().into(at, "add.s32", at, Number.of((long) groups));
            });
            store(frame, members, g, sum);
        });
        frame.eachOf(layout.accumulators(), a -> store(frame, lengths, a, frame.number(0)));
        return Written.over(frame, Math.max(2, Math.max(groups, layout.accumulators())));
    }

    /** Gives each group its first accumulator and lists the long ones: each thread some groups, in their order. */
    private Written lay() {
        Frame frame = new Frame(name + "_lay", target, Team.MOST);
        return new GroupScan(frame, layout, frame.pointer(layout.counters()), firsts(frame)).write();
    }

    private Written rank() {
        Frame frame = new Frame(name + "_rank", target);
        Register places = frame.pointer(layout.places());
        Register members = frame.pointer(layout.counters());
        Register firsts = firsts(frame);
        Register counts = frame.scratch(0);
        Register lists = frame.table(table.at());
        Register lengths = frame.table(table.lengths());
        frame.eachOf(stretches, s -> {
            Register own = frame.element(counts, frame.int32("mul.lo.s32", s, groups), 0, INT)
                    .base();
            Register i = frame.int32("mul.lo.s32", s, each);
            frame.upTo(i, endOf(frame, frame.copy(i)), 1, () -> {
                Register group = load(frame, places, i);
                Register place = frame.number(layout.accumulators() - 1);
                frame.when(frame.test("ge", group, Number.of(0L)), () -> {
                    Register rank = load(frame, own, group);
                    Register next = frame.int32("add.s32", rank, 1);
                    store(frame, own, group, next);
                    Register block = frame.int32("div.u32", rank, BLOCK);
                    frame.code().into(place, "add.s32", load(frame, firsts, group), block);
                    Register inBlock = frame.int32("rem.u32", rank, BLOCK);
                    Register slot = frame.int32("add.s32", frame.int32("mul.lo.s32", place, BLOCK), inBlock);
                    store(frame, lists, slot, i);
                    // Whoever comes last in a block knows how many there are.
                    Register isLast = frame.test("eq", next, load(frame, members, group));
                    Register isFull = frame.test("eq", inBlock, Number.of(BLOCK - 1L));
                    frame.when(
                            frame.code().op(Kind.PRED, "or.pred", isLast, isFull),
                            () -> store(frame, lengths, place, frame.int32("add.s32", inBlock, 1)));
                });
                store(frame, places, i, place);
            });
        });
        return Written.over(frame, stretches);
    }
}
