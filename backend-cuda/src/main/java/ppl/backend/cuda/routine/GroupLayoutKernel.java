package ppl.backend.cuda.routine;

import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.IndexPlan;
import ppl.backend.spi.plan.Kernel;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;

/** Lays out sums by group whose index only the call tells: counts members, gives each group its accumulators, ranks. One thread. */
final class GroupLayoutKernel {

    private static final DType INT = DType.I32;

    private final Frame frame;
    private final Kernel.GroupLayout layout;
    private final Slab index;
    private final Register places;
    private final Register listed;
    private final Register members;
    private final Register firsts;
    private final Number rows;
    private final Number groups;

    private GroupLayoutKernel(Frame frame, Kernel.GroupLayout layout) {
        this.frame = frame;
        this.layout = layout;
        this.index = new Slab(frame, layout.index());
        this.places = frame.pointer(layout.places());
        this.listed = frame.pointer(layout.longGroups());
        this.members = frame.pointer(layout.counters());
        this.firsts = frame.code().op(Kind.B64, "add.s64", members, Number.of(4L * layout.groups()));
        this.rows = Number.of((long) index.count(index.rank()));
        this.groups = Number.of((long) layout.groups());
    }

    static Written write(String name, Target target, Kernel.GroupLayout layout) {
        GroupLayoutKernel kernel = new GroupLayoutKernel(new Frame(name, target), layout);
        kernel.count();
        kernel.lay();
        kernel.rank();
        return Written.alone(kernel.frame);
    }

    private Register load(Register pointer, Register at) {
        return frame.load(INT, frame.element(pointer, at, 0, INT));
    }

    private void store(Register pointer, Register at, Register value) {
        frame.store(INT, frame.element(pointer, at, 0, INT), value);
    }

    /** Writes the group of each row where its place will be, -1 for none. */
    private void count() {
        var code = frame.code();
        Register zero = frame.number(0);
        Register g = frame.number(0);
        frame.upTo(g, groups, 1, () -> store(members, g, zero));
        Register i = frame.number(0);
        frame.upTo(i, rows, 1, () -> {
            Register at = index.at(i, Slab.first(index.rank()));
            Register raw = frame.load(index.dtype, frame.element(at, null, 0, index.dtype));
            Register wide = index.dtype == DType.I64 ? raw : code.op(Kind.B64, "cvt.s64.s32", raw);
            Register above = code.op(Kind.PRED, "setp.ge.s64", wide, Number.of(0L));
            Register below = code.op(Kind.PRED, "setp.lt.s64", wide, groups);
            Register within = code.op(Kind.PRED, "and.pred", above, below);
            Register narrow = code.op(Kind.B32, "cvt.u32.u64", wide);
            Register group = code.op(Kind.B32, "selp.b32", narrow, Number.of(-1L), within);
            store(places, i, group);
            frame.when(within, () -> store(members, group, frame.int32("add.s32", load(members, group), 1)));
        });
    }

    /** Gives each group its first accumulator; counters of members start anew. */
    private void lay() {
        var code = frame.code();
        Register zero = frame.number(0);
        Register next = frame.number(layout.groups());
        Register list = frame.number(0);
        Register g = frame.number(0);
        frame.upTo(g, groups, 1, () -> {
            Register more = frame.int32("add.s32", load(members, g), CanonicalOrder.GROUP_BLOCK - 1);
            Register blocks = frame.int32("div.u32", more, CanonicalOrder.GROUP_BLOCK);
            Register isLong = frame.test("gt", blocks, Number.of(1L));
            store(firsts, g, code.op(Kind.B32, "selp.b32", next, g, isLong));
            store(members, g, zero);
            frame.when(isLong, () -> {
                frame.store(INT, frame.element(listed, list, 0, INT), g);
                frame.store(INT, frame.element(listed, list, 1, INT), next);
                frame.store(INT, frame.element(listed, list, 2, INT), blocks);
                code.into(list, "add.s32", list, Number.of((long) IndexPlan.FIELDS));
                code.into(next, "add.s32", next, blocks);
            });
        });
        Register none = frame.number(-1);
        int room = frame.target().plan().buffer(layout.longGroups()).length();
        frame.upTo(list, Number.of((long) room), 1, () -> store(listed, list, none));
    }

    private void rank() {
        var code = frame.code();
        Register i = frame.number(0);
        frame.upTo(i, rows, 1, () -> {
            Register group = load(places, i);
            Register place = frame.number(layout.accumulators() - 1);
            frame.when(frame.test("ge", group, Number.of(0L)), () -> {
                Register rank = load(members, group);
                Register block = frame.int32("div.u32", rank, CanonicalOrder.GROUP_BLOCK);
                store(members, group, frame.int32("add.s32", rank, 1));
                code.into(place, "add.s32", load(firsts, group), block);
            });
            store(places, i, place);
        });
    }
}
