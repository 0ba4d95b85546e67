package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.CanonicalOrder;

/** Writes one loop nest as the body of a static method of plain scalar code. */
final class NestEmitter {

    private static final MethodTypeDesc INTS =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);

    private final CodeBuilder code;
    private final LoopNest nest;
    private final MethodArrays arrays;
    private final Schedule schedule;
    private final Arithmetic arithmetic;
    private final Addresses addresses;
    private final ValueEmitter values;
    private final FoldEmitter folds;
    private final int rank;
    private final int innermost;
    private final @Nullable Segments segments;
    private final @Nullable InnerLoop inner;
    private final HeldSums held;
    private final Constants constants;
    private final int[] counters;
    /** The local variable of the end of the row, or of the segments. */
    private int end = -1;

    private final @Nullable Methods methods;
    private final KernelPlan plan;
    private final @Nullable CutNest cut;

    /**
     * @param arrays those of the method, which has a register for each buffer that stays out of memory
     * @param inner what runs most of the innermost loop; null if all of it is scalar
     * @param methods takes what {@code inner} writes beside this method; null if there is no such
     * @param cut the turns that the method runs; null if it runs all of them
     */
    NestEmitter(
            CodeBuilder code,
            KernelPlan plan,
            LoopNest nest,
            MethodArrays arrays,
            Constants constants,
            PrimitiveEmitter primitives,
            @Nullable InnerLoop inner,
            @Nullable Methods methods,
            @Nullable CutNest cut) {
        this.code = code;
        this.cut = cut;
        this.plan = plan;
        this.methods = methods;
        this.nest = nest;
        this.rank = nest.sizes().size();
        this.arrays = arrays;
        this.inner = inner;
        this.segments = cut != null ? cut.segments() : segments(inner, nest, plan);
        this.constants = constants;
        this.schedule = new Schedule(nest, segments);
        this.innermost = schedule.innermost();
        this.arithmetic = new Arithmetic(code);
        this.counters = new int[rank];
        for (int a = 0; a < rank; a++) {
            counters[a] = code.allocateLocal(TypeKind.INT);
        }
        this.addresses = new Addresses(code, counters);
        this.values = new ValueEmitter(code, nest, arrays, schedule, addresses, primitives, constants);
        this.held = new HeldSums(code, nest, arrays, values, segments);
        this.folds = new FoldEmitter(code, nest, arrays, addresses, arithmetic, counters);
    }

    private static @Nullable Segments segments(@Nullable InnerLoop inner, LoopNest nest, KernelPlan plan) {
        return inner == null || inner == InnerLoop.NOTHING ? Segments.of(nest, plan) : null;
    }

    /** Writes the loops; the arrays are prepared. */
    void emit() {
        nest.buffers().forEach(arrays::follow);
        folds.prepare();
        if (cut != null) {
            cut.enter(code, counters);
            end = code.allocateLocal(TypeKind.INT);
            cut.pushEnd(code);
            code.istore(end);
        }
        depth(0);
    }

    /** What happens inside the first {@code d} loops. */
    private void depth(int d) {
        values.enter(d);
        values.compute();
        if (d == nest.kept()) {
            start();
        }
        if (d == innermost) {
            nest.sinks().forEach(this::sink);
            folds.step();
        } else {
            prepareAddresses(d + 1);
            loop(d);
            values.enter(d);
        }
        if (d == nest.kept()) {
            finish();
        }
    }

    private void start() {
        if (cut == null || !cut.divides()) {
            folds.start();
            return;
        }
        folds.startAt(() -> cut.pushPosition(code));
        if (!cut.isAround()) {
            cut.atFirst(code, folds::empty);
        }
    }

    private void finish() {
        if (cut == null || !cut.divides()) {
            folds.finish();
        } else if (!cut.isAround()) {
            cut.atLast(code, folds::finish);
        }
    }

    /** Writes what comes before the first turn of a nest that is cut. */
    void before() {
        folds.prepare();
        folds.empty();
    }

    /** Writes what comes after its last turn. */
    void after() {
        nest.buffers().forEach(arrays::follow);
        folds.prepare();
        folds.finish();
    }

    private void prepareAddresses(int depth) {
        for (Access access : nest.accesses()) {
            if (access.depth() == depth) {
                addresses.prepare(values.origin(access), access.strides(), depth);
            }
        }
        for (Step step : nest.steps()) {
            if (step instanceof Step.Position p && new Access(0, 0, p.strides()).depth() == depth) {
                addresses.prepare(Origin.of(p.offset()), p.strides(), depth);
            }
        }
    }

    private void loop(int axis) {
        int i = counters[axis];
        if (cut != null && axis < cut.axes() - 1) {
            depth(axis + 1);
            return;
        }
        if (isRow(axis)) {
            java.util.Objects.requireNonNull(cut).pushFirst(code);
        } else {
            code.iconst_0();
        }
        code.istore(i);
        if (axis == rank - 1 && (segments != null || inner != null || folds.hasChunks())) {
            pieces(i);
            return;
        }
        Label body = code.newBoundLabel();
        depth(axis + 1);
        code.iinc(i, 1).iload(i);
        length(axis);
        code.if_icmplt(body);
    }

    /** True for a loop of which a part is run. */
    private boolean isRow(int axis) {
        return cut != null && segments == null && axis == cut.axes() - 1;
    }

    /** Pushes the length of a loop: where an inner loop is tried out, less than the whole. */
    private void length(int axis) {
        if (isRow(axis)) {
            code.iload(end);
            return;
        }
        code.loadConstant(nest.sizes().get(axis));
        if (axis == rank - 1) {
            within();
        } else if (inner != null) {
            code.aload(2).getfield(Types.WORKSPACE, "longestAround", ConstantDescs.CD_int);
            code.invokestatic(Types.MATH, "min", INTS);
        }
    }

    /** Limits the place on the stack in the innermost loop, where an inner loop is tried out. */
    private void within() {
        if (inner != null) {
            code.aload(2).getfield(Types.WORKSPACE, "longest", ConstantDescs.CD_int);
            code.invokestatic(Types.MATH, "min", INTS);
        }
    }

    /** The innermost loop in pieces that end where a segment or a chunk does. */
    private void pieces(int i) {
        int stop = code.allocateLocal(TypeKind.INT);
        int segment = code.allocateLocal(TypeKind.INT);
        if (segments != null && cut != null) {
            cut.pushFirst(code);
            code.istore(segment);
            entry(segments.starts(), segment);
            code.istore(i);
        } else {
            code.iconst_0().istore(segment);
        }
        Label piece = code.newBoundLabel();
        if (segments != null) {
            entry(segments.ends(), segment);
            within();
        } else {
            length(rank - 1);
        }
        if (segments == null || segments.step() == 1) {
            folds.stopAtChunk(i);
        }
        code.istore(stop);
        if (segments != null) {
            if (segments.step() > 1) {
                entry(segments.starts(), segment);
                code.istore(i);
            }
            values.enter(1);
            values.compute();
            held.take();
        }
        Label done = code.newLabel();
        if (inner != null) {
            inner.emit(new InnerFrame(
                    code,
                    plan,
                    nest,
                    constants,
                    java.util.Objects.requireNonNull(methods),
                    schedule,
                    values,
                    folds,
                    java.util.Arrays.stream(counters).boxed().toList(),
                    stop));
            code.iload(i).iload(stop).if_icmpge(done);
        }
        Label body = code.newBoundLabel();
        depth(innermost);
        code.iinc(i, segments == null ? 1 : segments.step())
                .iload(i)
                .iload(stop)
                .if_icmplt(body)
                .labelBinding(done);
        if (segments != null) {
            values.enter(1);
            held.giveBack();
            if (segments.step() > 1) {
                code.iload(stop).istore(i);
            }
        }
        folds.endOfChunk();
        if (segments != null && segments.step() > 1) {
            code.iinc(segment, 1).iload(segment);
            lastSegment();
            if (inner == null) {
                code.if_icmplt(piece);
                return;
            }
            Label last = code.newLabel();
            code.if_icmpge(last);
            entry(segments.starts(), segment);
            length(rank - 1);
            code.if_icmplt(piece).labelBinding(last);
            return;
        }
        if (segments != null) {
            Label within = code.newLabel();
            code.iload(i);
            entry(segments.ends(), segment);
            code.if_icmplt(within).iinc(segment, 1).labelBinding(within);
        }
        if (segments != null && cut != null) {
            code.iload(segment);
            lastSegment();
            code.if_icmplt(piece);
            return;
        }
        code.iload(i);
        length(rank - 1);
        code.if_icmplt(piece);
    }

    /** Pushes the number of the first segment that is not run. */
    private void lastSegment() {
        if (cut != null) {
            code.iload(end);
        } else {
            code.loadConstant(java.util.Objects.requireNonNull(segments).ends().length);
        }
    }

    /** Pushes the entry of a segment in a table. */
    private void entry(int[] table, int segment) {
        code.getstatic(Types.SELF, constants.field(table, Types.array(DType.I32)), Types.array(DType.I32));
        code.iload(segment).iaload();
    }

    private void sink(Sink sink) {
        switch (sink) {
            case Sink.Store(int step, Access to)
            when arrays.isRegister(to.buffer()) -> {
                values.push(step);
                code.storeLocal(Types.kind(arrays.dtype(to.buffer())), arrays.register(to.buffer()));
            }
            case Sink.Store(int step, Access to) -> {
                arrays.push(to.buffer());
                values.push(to);
                values.push(step);
                Types.store(code, arrays.dtype(to.buffer()));
            }
            case Sink.Fold fold -> folds.accumulate(fold, () -> values.push(fold.step()));
            case Sink.Scatter scatter -> scatter(scatter);
        }
    }

    private void scatter(Sink.Scatter scatter) {
        DType dtype = arrays.dtype(scatter.to().buffer());
        if (held.add(scatter)) {
            return;
        }
        arrays.push(scatter.to().buffer());
        values.place(scatter.to(), scatter.place(), scatter.stride());
        code.dup2();
        Types.load(code, dtype);
        values.push(scatter.step());
        arithmetic.binary(Binary.Fn.ADD, dtype);
        Types.store(code, dtype);
    }

    /** The float64 or float32 scratch elements that the folds of a nest need. */
    static int scratch(LoopNest nest, DType dtype) {
        int lanes = 0;
        int chunks = Math.ceilDiv(nest.reduced(), CanonicalOrder.CHUNK);
        for (Sink sink : nest.sinks()) {
            if (sink instanceof Sink.Fold f
                    && FoldEmitter.needsLanes(f.fn(), dtype)
                    && nest.steps().get(f.step()).dtype() == dtype) {
                lanes += CanonicalOrder.LANES + (chunks > 1 ? chunks : 0);
            }
        }
        return lanes;
    }
}
