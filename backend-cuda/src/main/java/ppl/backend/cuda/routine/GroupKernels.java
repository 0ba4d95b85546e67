package ppl.backend.cuda.routine;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.cuda.code.Arithmetic;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.IndexPlan;
import ppl.backend.spi.plan.Kernel;
import ppl.graph.DType;
import ppl.graph.op.Binary;

/** The ends of sums by group: short groups are copied from their accumulators, the blocks of long ones combined in pairs. */
final class GroupKernels {

    /** If there are so many blocks of long groups, a group may have enough of them for all threads of a block. */
    private static final int MANY_BLOCKS = 64;

    private GroupKernels() {}

    /** A block of threads for each long group. */
    private static Written together(String name, Target target, Kernel.GroupSums sums, int most) {
        Frame frame = new Frame(name, target, Team.MOST);
        DType dtype = target.plan().buffer(sums.to()).dtype();
        Register from = frame.pointer(sums.from());
        Register to = frame.pointer(sums.to());
        Register listed = frame.pointer(sums.longGroups());
        int after = sums.after();
        Team team = new Team(frame, 128, 1);
        int total = Math.multiplyExact(sums.before() * after, most);
        return team.eachItem(total, i -> {
            Register s = frame.int32("rem.u32", i, after);
            Register rest = frame.int32("div.u32", i, after);
            Register before = frame.int32("div.u32", rest, most);
            Register entry = frame.int32("mul.lo.s32", frame.int32("rem.u32", rest, most), IndexPlan.FIELDS);
            Register group = frame.load(DType.I32, frame.element(listed, entry, 0, DType.I32));
            frame.when(frame.test("ge", group, Number.of(0L)), () -> {
                Register first = frame.load(DType.I32, frame.element(listed, entry, 1, DType.I32));
                Register blocks = frame.load(DType.I32, frame.element(listed, entry, 2, DType.I32));
                Register at = place(frame, before, sums.accumulators(), first, after, s);
                Register x = frame.element(from, at, 0, dtype).base();
                halve(frame, team, dtype, x, blocks, after);
                Register result = place(frame, before, sums.groups(), group, after, s);
                team.alone(() -> {
                    Register sum = frame.load(dtype, frame.element(x, null, 0, dtype));
                    frame.store(dtype, frame.element(to, result, 0, dtype), sum);
                });
            });
        });
    }

    /** Adjacent pairs as {@link #pairs} adds them: in rounds, all threads read before any writes. */
    private static void halve(Frame frame, Team team, DType dtype, Register x, Register blocks, int after) {
        var code = frame.code();
        Register n = frame.copy(blocks);
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(frame.test("le", n, Number.of(1L)), true, done);
        Register kept = frame.int32("shr.u32", frame.int32("add.s32", n, 1), 1);
        Register round = frame.number(0);
        frame.upTo(round, kept, team.threads(), () -> {
            Register i = frame.int32("add.s32", round, team.thread);
            Register left = code.op(Types.kind(dtype), Types.move(dtype), Types.number(dtype, 0));
            Register right = code.op(Types.kind(dtype), Types.move(dtype), Types.number(dtype, 0));
            Register pair = frame.int32("shl.b32", i, 1);
            Register other = frame.int32("add.s32", pair, 1);
            Register isThere = frame.test("lt", pair, n);
            Register isPair = frame.test("lt", other, n);
            Register distance = frame.int32("mul.lo.s32", pair, after);
            code.intoIf(isThere, left, Types.load("global", dtype), frame.element(x, distance, 0, dtype));
            code.intoIf(isPair, right, Types.load("global", dtype), frame.element(x, distance, after, dtype));
            Register sum = new Arithmetic(code).binary(Binary.Fn.ADD, dtype, left, right);
            Register value = new Arithmetic(code).select(dtype, isPair, sum, left);
            team.barrier();
            frame.when(
                    isThere,
                    () -> frame.store(dtype, frame.element(x, frame.int32("mul.lo.s32", i, after), 0, dtype), value));
            team.barrier();
        });
        code.into(n, "mov.b32", kept);
        code.jump(next);
        code.place(done);
    }

    static List<Written> write(String name, Target target, Kernel.GroupSums sums) {
        List<Written> written = new ArrayList<>();
        written.add(copy(name + "_short", target, sums));
        int most = target.plan().buffer(sums.longGroups()).length() / IndexPlan.FIELDS;
        if (most > 0) {
            boolean isLarge = sums.accumulators() - sums.groups() >= MANY_BLOCKS;
            written.add(
                    isLarge
                            ? together(name + "_long", target, sums, most)
                            : combine(name + "_long", target, sums, most));
        }
        return written;
    }

    private static Written copy(String name, Target target, Kernel.GroupSums sums) {
        Frame frame = new Frame(name, target);
        DType dtype = target.plan().buffer(sums.to()).dtype();
        Register from = frame.pointer(sums.from());
        Register to = frame.pointer(sums.to());
        int row = sums.groups() * sums.after();
        int total = Math.multiplyExact(sums.before(), row);
        frame.eachOf(total, i -> {
            Register source = i;
            if (sums.before() > 1) {
                Register before = frame.int32("div.u32", i, row);
                Register rest = frame.int32("rem.u32", i, row);
                Register first = frame.int32("mul.lo.s32", before, sums.accumulators() * sums.after());
                source = frame.int32("add.s32", first, rest);
            }
            frame.store(
                    dtype, frame.element(to, i, 0, dtype), frame.load(dtype, frame.element(from, source, 0, dtype)));
        });
        return Written.over(frame, total);
    }

    private static Written combine(String name, Target target, Kernel.GroupSums sums, int most) {
        Frame frame = new Frame(name, target);
        DType dtype = target.plan().buffer(sums.to()).dtype();
        Register from = frame.pointer(sums.from());
        Register to = frame.pointer(sums.to());
        Register listed = frame.pointer(sums.longGroups());
        int after = sums.after();
        int total = Math.multiplyExact(sums.before() * after, most);
        frame.eachOf(total, i -> {
            Register s = frame.int32("rem.u32", i, after);
            Register rest = frame.int32("div.u32", i, after);
            Register before = frame.int32("div.u32", rest, most);
            Register entry = frame.int32("mul.lo.s32", frame.int32("rem.u32", rest, most), IndexPlan.FIELDS);
            Register group = frame.load(DType.I32, frame.element(listed, entry, 0, DType.I32));
            frame.when(frame.test("ge", group, Number.of(0L)), () -> {
                Register first = frame.load(DType.I32, frame.element(listed, entry, 1, DType.I32));
                Register blocks = frame.load(DType.I32, frame.element(listed, entry, 2, DType.I32));
                Register at = place(frame, before, sums.accumulators(), first, after, s);
                Register x = frame.element(from, at, 0, dtype).base();
                pairs(frame, dtype, x, blocks, after);
                Register result = place(frame, before, sums.groups(), group, after, s);
                Register sum = frame.load(dtype, frame.element(x, null, 0, dtype));
                frame.store(dtype, frame.element(to, result, 0, dtype), sum);
            });
        });
        return Written.over(frame, total);
    }

    /** {@code (before * count + at) * after + s}. */
    private static Register place(Frame frame, Register before, int count, Register at, int after, Register s) {
        Register row = frame.int32("add.s32", frame.int32("mul.lo.s32", before, count), at);
        return frame.int32("add.s32", frame.int32("mul.lo.s32", row, after), s);
    }

    /** Adds blocks {@code after} elements apart in adjacent pairs; the sum replaces the first. */
    private static void pairs(Frame frame, DType dtype, Register x, Register blocks, int after) {
        var code = frame.code();
        Register n = frame.copy(blocks);
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(frame.test("le", n, Number.of(1L)), true, done);
        Register half = frame.int32("shr.u32", n, 1);
        Register i = frame.number(0);
        frame.upTo(i, half, 1, () -> {
            Register to = frame.int32("mul.lo.s32", i, after);
            Register pair = frame.int32("shl.b32", to, 1);
            Register left = frame.load(dtype, frame.element(x, pair, 0, dtype));
            Register right = frame.load(dtype, frame.element(x, pair, after, dtype));
            Register sum = new Arithmetic(code).binary(Binary.Fn.ADD, dtype, left, right);
            frame.store(dtype, frame.element(x, to, 0, dtype), sum);
        });
        Register odd = frame.int32("and.b32", n, 1);
        frame.when(frame.test("eq", odd, Number.of(1L)), () -> {
            Register last = frame.int32("mul.lo.s32", frame.int32("sub.s32", n, 1), after);
            Register to = frame.int32("mul.lo.s32", half, after);
            frame.store(dtype, frame.element(x, to, 0, dtype), frame.load(dtype, frame.element(x, last, 0, dtype)));
        });
        code.into(n, "sub.s32", n, half);
        code.jump(next);
        code.place(done);
    }
}
