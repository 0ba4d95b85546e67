package ppl.backend.cuda.routine;

import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.IndexPlan;
import ppl.backend.spi.plan.Kernel;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;

/**
 * Gives each group its first accumulator, and lists the groups of several blocks in their order, by one block of threads. Each thread has
 * the same number of groups; what those of the threads before need is added by every thread itself.
 */
final class GroupScan {

    private static final DType INT = DType.I32;

    private final Frame frame;
    private final Kernel.GroupLayout layout;
    private final Register members;
    private final Register firsts;
    private final Register listed;
    private final int room;
    private final Team team;
    private final Register blocksShared;
    private final Register listedShared;

    GroupScan(Frame frame, Kernel.GroupLayout layout, Register members, Register firsts) {
        this.frame = frame;
        this.layout = layout;
        this.members = members;
        this.firsts = firsts;
        this.listed = frame.pointer(layout.longGroups());
        this.room = frame.target().plan().buffer(layout.longGroups()).length();
        this.team = Team.inLine(frame, layout.groups());
        this.blocksShared = frame.code().share(4 * team.threads());
        this.listedShared = frame.code().share(4 * team.threads());
    }

    Written write() {
        var code = frame.code();
        int each = Math.ceilDiv(layout.groups(), team.threads());
        Register from = frame.int32("mul.lo.s32", team.thread, each);
        Register most = frame.int32("min.s32", frame.int32("add.s32", from, each), layout.groups());
        Register blocks = frame.number(0);
        Register lists = frame.number(0);
        Register g = frame.copy(from);
        frame.upTo(g, most, 1, () -> {
            Register n = blocksOf(g);
            frame.when(frame.test("gt", n, Number.of(1L)), () -> {
                code.into(blocks, "add.s32", blocks, n);
                code.into(lists, "add.s32", lists, Number.of((long) IndexPlan.FIELDS));
            });
        });
        code.store("st.shared.u32", own(blocksShared, team.thread), blocks);
        code.store("st.shared.u32", own(listedShared, team.thread), lists);
        team.barrier();
        Register next = frame.number(layout.groups());
        Register place = frame.number(0);
        Register before = frame.number(0);
        frame.upTo(before, team.thread, 1, () -> {
            code.into(next, "add.s32", next, code.op(Kind.B32, "ld.shared.u32", own(blocksShared, before)));
            code.into(place, "add.s32", place, code.op(Kind.B32, "ld.shared.u32", own(listedShared, before)));
        });
        Register h = frame.copy(from);
        frame.upTo(h, most, 1, () -> group(h, next, place));
        // The last thread knows where the list ends.
        Register isLast = frame.test("eq", team.thread, Number.of(team.threads() - 1L));
        Register none = frame.number(-1);
        frame.when(
                isLast,
                () -> frame.upTo(
                        place,
                        Number.of((long) room),
                        1,
                        () -> frame.store(INT, frame.element(listed, place, 0, INT), none)));
        return Written.together(frame, 1, team.threads());
    }

    private Address own(Register shared, Register thread) {
        return new Address(frame.code().op(Kind.B32, "mad.lo.s32", thread, Number.of(4L), shared), 0);
    }

    private Register blocksOf(Register g) {
        Register count = frame.load(INT, frame.element(members, g, 0, INT));
        Register more = frame.int32("add.s32", count, CanonicalOrder.GROUP_BLOCK - 1);
        return frame.int32("div.u32", more, CanonicalOrder.GROUP_BLOCK);
    }

    private void group(Register g, Register next, Register place) {
        var code = frame.code();
        Register n = blocksOf(g);
        Register isLong = frame.test("gt", n, Number.of(1L));
        frame.store(INT, frame.element(firsts, g, 0, INT), code.op(Kind.B32, "selp.b32", next, g, isLong));
        frame.when(isLong, () -> {
            frame.store(INT, frame.element(listed, place, 0, INT), g);
            frame.store(INT, frame.element(listed, place, 1, INT), next);
            frame.store(INT, frame.element(listed, place, 2, INT), n);
            code.into(place, "add.s32", place, Number.of((long) IndexPlan.FIELDS));
            code.into(next, "add.s32", next, n);
        });
    }
}
