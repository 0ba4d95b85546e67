package ppl.backend.cuda.nest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.code.Arithmetic;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Positions;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Reduce;

/**
 * A nest with combinations, in the {@link CanonicalOrder}. Sixteen threads, one for each lane, combine a chunk; a block holds several
 * such groups. Lanes then meet in shared memory by halving. Results of several chunks are kept apart, and a {@link PairsKernel} for each
 * combination follows. A lane starts with the neutral element ({@code -0.0} for sums), which combines with the first element to exactly
 * that element.
 */
final class FoldKernel {

    private static final int LANES = CanonicalOrder.LANES;
    private static final int CHUNK = CanonicalOrder.CHUNK;

    /**
     * A combination under way.
     *
     * @param accumulator of this lane
     * @param own where this thread's lies in shared memory
     */
    private record Running(Sink.Fold fold, DType dtype, Register accumulator, Register own) {}

    private final Target target;
    private final LoopNest nest;
    private final Frame frame;
    private final Values values;
    private final List<Sink.Store> stores;
    private final List<Sink.Fold> folds;
    private final int chunks;
    private final int items;
    private final List<Integer> keptAxes;
    private final List<Integer> reducedAxes;

    private FoldKernel(String name, Target target, LoopNest nest, List<Sink.Store> stores, List<Sink.Fold> folds) {
        this.target = target;
        this.nest = nest;
        this.stores = stores;
        this.folds = folds;
        this.frame = new Frame(name, target);
        int rank = nest.sizes().size();
        int[] levels = new int[rank];
        Arrays.setAll(levels, a -> a < nest.kept() ? 1 : 2);
        List<Integer> wanted =
                Stream.concat(stores.stream(), folds.stream()).map(Sink::step).toList();
        this.values = new Values(frame, nest, levels, wanted);
        this.chunks = Math.ceilDiv(nest.reduced(), CHUNK);
        this.items = Math.multiplyExact(nest.iterations() / nest.reduced(), chunks);
        this.keptAxes = IntStream.range(0, nest.kept()).boxed().toList();
        this.reducedAxes = IntStream.range(nest.kept(), rank).boxed().toList();
    }

    /** The kernel, and those that combine its chunks. */
    static List<Written> write(
            String name, Target target, LoopNest nest, List<Sink.Store> stores, List<Sink.Fold> folds) {
        FoldKernel kernel = new FoldKernel(name, target, nest, stores, folds);
        List<Written> written = new ArrayList<>();
        written.add(kernel.write());
        if (kernel.chunks > 1) {
            for (int f = 0; f < folds.size(); f++) {
                written.add(kernel.pairs(name + "_pairs" + f, f));
            }
        }
        return written;
    }

    private Written pairs(String name, int f) {
        Sink.Fold fold = folds.get(f);
        PairsKernel.Shape shape = new PairsKernel.Shape(
                items / chunks, chunks, partials(f), nest.sizes().subList(0, nest.kept()));
        return PairsKernel.write(name, target, shape, fold.fn().combine(), fold.to());
    }

    /** Where the results of chunks of a combination lie in the scratch memory, with room to work behind them. */
    private long partials(int f) {
        return f * PairsKernel.bytes(items);
    }

    private Written write() {
        var code = frame.code();
        List<Sink> sinks = Stream.<Sink>concat(stores.stream(), folds.stream()).toList();
        values.locate(sinks.stream().map(Sink::to).toList());
        List<Register> partials = new ArrayList<>();
        if (chunks > 1) {
            for (int f = 0; f < folds.size(); f++) {
                partials.add(frame.scratch(partials(f)));
            }
            target.scratch().need(partials(folds.size()));
        }
        values.compute(0);
        Register tid = code.special("%tid.x");
        Register lane = frame.int32("and.b32", tid, LANES - 1);
        Register group = frame.int32("shr.u32", tid, 4);
        Register groups = frame.int32("shr.u32", code.special("%ntid.x"), 4);
        Register first = frame.int32("mul.lo.s32", frame.blockNumber(), groups);
        Register further = frame.int32("mul.lo.s32", frame.blockCount(), groups);
        List<Running> running = start(tid);
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(frame.test("ge", first, Number.of((long) items)), true, done);
        Register item = frame.int32("add.s32", first, group);
        Register active = frame.test("lt", item, Number.of((long) items));
        running.forEach(r -> code.into(r.accumulator, Types.move(r.dtype), neutral(r)));
        frame.when(active, () -> values.inside(() -> chunk(item, lane, running)));
        halve(lane, running);
        Register isFirst = frame.test("eq", lane, Number.of(0L));
        Register writes = code.op(Kind.PRED, "and.pred", active, isFirst);
        frame.when(writes, () -> values.inside(() -> finish(item, running, partials)));
        code.barrier(); // before the next round writes where lanes have read
        code.into(first, "add.s32", first, further);
        code.jump(next);
        code.place(done);
        int each = Math.clamp((long) items * LANES, LANES, Frame.THREADS);
        return Written.together(frame, Math.ceilDiv(items, each / LANES), each);
    }

    private List<Running> start(Register tid) {
        List<Running> running = new ArrayList<>();
        for (Sink.Fold fold : folds) {
            DType dtype = nest.steps().get(fold.step()).dtype();
            int bytes = Types.bytes(dtype);
            Register lanes = frame.code().share(8 * Frame.THREADS);
            Register own = frame.code().op(Kind.B32, "mad.lo.s32", tid, Number.of((long) bytes), lanes);
            running.add(new Running(fold, dtype, frame.code().register(Types.kind(dtype)), own));
        }
        return running;
    }

    private static Operand neutral(Running r) {
        Reduce.Fn fn = r.fold.fn();
        if (!r.dtype.isFloat()) {
            long empty = fn.emptyLong();
            return Number.of(r.dtype == DType.I32 ? Math.clamp(empty, Integer.MIN_VALUE, Integer.MAX_VALUE) : empty);
        }
        return Types.number(r.dtype, fn == Reduce.Fn.SUM ? -0.0 : fn.emptyDouble());
    }

    /** One lane of a chunk: every sixteenth element. */
    private void chunk(Register item, Register lane, List<Running> running) {
        Register start = keptPositions(item);
        values.compute(1);
        Operand end = Number.of((long) nest.reduced());
        Register r = lane;
        if (start != null) {
            Register from = frame.int32("mul.lo.s32", start, CHUNK);
            // The end of the last chunk may lie where there is no int32 any more.
            Register left = frame.code().op(Kind.B32, "sub.s32", frame.number(nest.reduced()), from);
            Register size = frame.int32("min.s32", left, CHUNK);
            end = frame.int32("add.s32", from, size);
            r = frame.int32("add.s32", from, lane);
        }
        Register at = frame.copy(r);
        frame.upTo(
                at,
                end,
                LANES,
                () -> values.inside(() -> {
                    Positions.split(frame, at, reducedAxes, nest.sizes(), values.positions);
                    values.compute(2);
                    stores.forEach(s -> Stores.write(frame, values, s));
                    running.forEach(one -> combine(one, values.value(one.fold.step())));
                }));
    }

    /** Finds the positions on the kept axes; the chunk, null if there is only one. */
    private @Nullable Register keptPositions(Register item) {
        Register kept = chunks == 1 ? item : frame.int32("div.u32", item, chunks);
        Positions.split(frame, kept, keptAxes, nest.sizes(), values.positions);
        return chunks == 1 ? null : frame.int32("rem.u32", item, chunks);
    }

    private void combine(Running r, Register value) {
        Register combined = new Arithmetic(frame.code()).binary(r.fold.fn().combine(), r.dtype, r.accumulator, value);
        frame.code().into(r.accumulator, Types.move(r.dtype), combined);
    }

    /** Lane 0 gets the result of its group. */
    private void halve(Register lane, List<Running> running) {
        var code = frame.code();
        running.forEach(r -> code.store(Types.store("shared", r.dtype), new Address(r.own, 0), r.accumulator));
        for (int width = LANES / 2; width >= 1; width /= 2) {
            int w = width;
            code.barrier();
            frame.when(
                    frame.test("lt", lane, Number.of((long) w)),
                    () -> running.forEach(r -> {
                        Address other = new Address(r.own, w * Types.bytes(r.dtype));
                        combine(r, code.op(Types.kind(r.dtype), Types.load("shared", r.dtype), other));
                        if (w > 1) {
                            code.store(Types.store("shared", r.dtype), new Address(r.own, 0), r.accumulator);
                        }
                    }));
        }
    }

    private void finish(Register item, List<Running> running, List<Register> partials) {
        if (chunks == 1) {
            keptPositions(item);
        }
        for (int f = 0; f < running.size(); f++) {
            Running r = running.get(f);
            Address to = chunks == 1 ? values.address(r.fold.to()) : frame.element(partials.get(f), item, 0, r.dtype);
            frame.store(r.dtype, to, r.accumulator);
        }
    }
}
