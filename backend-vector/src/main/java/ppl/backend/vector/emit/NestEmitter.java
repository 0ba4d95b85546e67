package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.op.BinaryFn;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Select;

/** Writes one loop nest as the body of a static method of plain scalar code. */
final class NestEmitter {

    private final CodeBuilder code;
    private final LoopNest nest;
    private final MethodArrays arrays;
    private final Schedule schedule;
    private final StepEmitter ops;
    private final Addresses addresses;
    private final Slots slots;
    private final FoldEmitter folds;
    private final int rank;
    private final int innermost;
    private final @Nullable Runs runs;
    private final Map<Sink, Integer> held = new IdentityHashMap<>();
    private final Constants constants;
    private final int[] counters;
    private final int[] local;
    private final int[] left;
    private int onStack = -1;
    private int at;

    NestEmitter(CodeBuilder code, KernelPlan plan, LoopNest nest, Constants constants) {
        this.code = code;
        this.nest = nest;
        this.rank = nest.sizes().size();
        this.arrays = new MethodArrays(code, plan, constants);
        this.runs = Runs.of(nest, plan);
        this.constants = constants;
        this.schedule = new Schedule(nest, runs);
        this.innermost = schedule.innermost();
        this.ops = new StepEmitter(code);
        this.slots = new Slots(code);
        this.counters = new int[rank];
        for (int a = 0; a < rank; a++) {
            counters[a] = code.allocateLocal(TypeKind.INT);
        }
        this.addresses = new Addresses(code, counters);
        int n = nest.steps().size();
        this.local = new int[n];
        this.left = new int[n];
        for (int s = 0; s < n; s++) {
            left[s] = schedule.uses(s);
        }
        this.folds = new FoldEmitter(code, nest, arrays, addresses, ops, counters);
    }

    void emit() {
        for (Access access : accesses()) {
            arrays.prepare(access.buffer());
        }
        folds.prepare();
        depth(0);
        code.return_();
    }

    private List<Access> accesses() {
        List<Access> all = new ArrayList<>();
        for (Step step : nest.steps()) {
            switch (step) {
                case Step.Load(DType _, Access from) -> all.add(from);
                case Step.Pick pick -> all.add(pick.from());
                case Step.Immediate _, Step.Position _, Step.Apply _ -> {}
            }
        }
        for (Sink sink : nest.sinks()) {
            all.add(to(sink));
        }
        return all;
    }

    private static Access to(Sink sink) {
        return switch (sink) {
            case Sink.Store s -> s.to();
            case Sink.Fold f -> f.to();
            case Sink.Scatter s -> s.to();
        };
    }

    /** What happens inside the first {@code d} loops. */
    private void depth(int d) {
        at = d;
        compute(d);
        if (d == nest.kept()) {
            folds.start();
        }
        if (d == innermost) {
            nest.sinks().forEach(this::sink);
            folds.step();
        } else {
            prepareAddresses(d + 1);
            loop(d);
            at = d;
        }
        if (d == nest.kept()) {
            folds.finish();
        }
    }

    private void prepareAddresses(int depth) {
        for (Access access : accesses()) {
            if (access.depth() == depth) {
                addresses.prepare(origin(access), access.strides(), depth);
            }
        }
        for (Step step : nest.steps()) {
            if (step instanceof Step.Position p && new Access(0, 0, p.strides()).depth() == depth) {
                addresses.prepare(p.offset(), p.strides(), depth);
            }
        }
    }

    private void loop(int axis) {
        int i = counters[axis];
        int n = nest.sizes().get(axis);
        code.iconst_0().istore(i);
        if (axis == rank - 1 && (runs != null || folds.hasChunks())) {
            pieces(i, n);
            return;
        }
        Label body = code.newBoundLabel();
        depth(axis + 1);
        code.iinc(i, 1).iload(i).loadConstant(n).if_icmplt(body);
    }

    /** The innermost loop in pieces that end where a run or a chunk does. */
    private void pieces(int i, int n) {
        int stop = code.allocateLocal(TypeKind.INT);
        int run = code.allocateLocal(TypeKind.INT);
        code.iconst_0().istore(run);
        Label piece = code.newBoundLabel();
        if (runs != null) {
            ends(run);
        } else {
            code.loadConstant(n);
        }
        folds.stopAtChunk(i);
        code.istore(stop);
        if (runs != null) {
            compute(at = 1);
            hold();
        }
        Label body = code.newBoundLabel();
        depth(innermost);
        code.iinc(i, 1).iload(i).iload(stop).if_icmplt(body);
        if (runs != null) {
            at = 1;
            release();
        }
        folds.endOfChunk();
        if (runs != null) {
            Label within = code.newLabel();
            code.iload(i);
            ends(run);
            code.if_icmplt(within).iinc(run, 1).labelBinding(within);
        }
        code.iload(i).loadConstant(n).if_icmplt(piece);
    }

    private void ends(int run) {
        int[] ends = java.util.Objects.requireNonNull(runs).ends();
        code.getstatic(Types.SELF, constants.field(ends, Types.array(DType.I32)), Types.array(DType.I32));
        code.iload(run).iaload();
    }

    /** Takes the sums at the place of a run into registers. */
    private void hold() {
        for (Sink sink : nest.sinks()) {
            if (runs != null && runs.holds(sink)) {
                Sink.Scatter scatter = (Sink.Scatter) sink;
                DType dtype = arrays.dtype(scatter.to().buffer());
                int slot = held.computeIfAbsent(sink, _ -> code.allocateLocal(Types.kind(dtype)));
                arrays.push(scatter.to().buffer());
                place(scatter.to(), scatter.index(), scatter.stride());
                Types.load(code, dtype);
                code.storeLocal(Types.kind(dtype), slot);
            }
        }
    }

    private void release() {
        for (Sink sink : nest.sinks()) {
            Integer slot = held.get(sink);
            if (slot != null && sink instanceof Sink.Scatter scatter) {
                DType dtype = arrays.dtype(scatter.to().buffer());
                arrays.push(scatter.to().buffer());
                place(scatter.to(), scatter.index(), scatter.stride());
                code.loadLocal(Types.kind(dtype), slot);
                Types.store(code, dtype);
            }
        }
    }

    private void compute(int d) {
        List<Integer> steps = schedule.at(d);
        for (int k = 0; k < steps.size(); k++) {
            int s = steps.get(k);
            emit(s);
            boolean stays = schedule.uses(s) == 1 && k + 1 < steps.size() && takesFirst(steps.get(k + 1), s);
            if (stays) {
                onStack = s;
            } else {
                TypeKind kind = Types.kind(nest.steps().get(s).dtype());
                local[s] = d == innermost ? slots.take(kind) : code.allocateLocal(kind);
                code.storeLocal(kind, local[s]);
            }
        }
    }

    private boolean takesFirst(int user, int step) {
        return nest.steps().get(user) instanceof Step.Apply apply && apply.operands().getFirst() == step;
    }

    /** Pushes a step that is computed here. */
    private void emit(int s) {
        switch (nest.steps().get(s)) {
            case Step.Apply(DType _, Select _, List<Integer> o) -> select(o.get(0), o.get(1), o.get(2));
            case Step.Apply apply -> {
                apply.operands().forEach(this::push);
                DType from = nest.steps().get(apply.operands().getFirst()).dtype();
                ops.apply(apply.op(), from, apply.dtype());
            }
            case Step.Pick pick -> pick(pick);
            case Step other -> leaf(other);
        }
    }

    private void leaf(Step step) {
        switch (step) {
            case Step.Immediate(var value) -> Types.push(code, value);
            case Step.Position p -> {
                addresses.push(p.offset(), p.strides(), new Access(0, 0, p.strides()).depth());
                code.i2l();
            }
            case Step.Load(DType dtype, Access from) -> {
                arrays.push(from.buffer());
                push(from);
                Types.load(code, dtype);
            }
            case Step.Apply _, Step.Pick _ -> throw new AssertionError("not a leaf: " + step);
        }
    }

    private void select(int condition, int yes, int no) {
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        push(condition);
        code.ifeq(otherwise);
        push(yes);
        code.goto_(end).labelBinding(otherwise);
        push(no);
        code.labelBinding(end);
    }

    private void pick(Step.Pick pick) {
        if (pick.certain()) {
            arrays.push(pick.from().buffer());
            place(pick.from(), pick.index(), pick.stride());
            Types.load(code, pick.dtype());
            return;
        }
        Label outside = code.newLabel();
        Label end = code.newLabel();
        int index = checkedIndex(pick.index(), pick.extent(), outside);
        arrays.push(pick.from().buffer());
        push(pick.from());
        code.iload(index).loadConstant(pick.stride()).imul().iadd();
        Types.load(code, pick.dtype());
        code.goto_(end).labelBinding(outside);
        ops.outside(pick.dtype());
        code.labelBinding(end);
    }

    /** Leaves an index in a local variable as an int, or jumps if it lies outside the axis. */
    private int checkedIndex(int step, int extent, Label outside) {
        int index = code.allocateLocal(TypeKind.INT);
        if (nest.steps().get(step).dtype() == DType.I64) {
            int wide = code.allocateLocal(TypeKind.LONG);
            push(step);
            code.lstore(wide).lload(wide).lconst_0().lcmp().iflt(outside);
            code.lload(wide).loadConstant((long) extent).lcmp().ifge(outside);
            code.lload(wide).l2i().istore(index);
        } else {
            push(step);
            code.istore(index).iload(index).iflt(outside);
            code.iload(index).loadConstant(extent).if_icmpge(outside);
        }
        return index;
    }

    /** Pushes {@code access + index * stride} for an index known to fit. */
    private void place(Access access, int index, int stride) {
        push(index);
        if (nest.steps().get(index).dtype() == DType.I64) {
            code.l2i();
        }
        if (stride != 1) {
            code.loadConstant(stride).imul();
        }
        if (access.depth() > 0 || origin(access) != 0) {
            push(access);
            code.iadd();
        }
    }

    private void sink(Sink sink) {
        switch (sink) {
            case Sink.Store(int step, Access to) -> {
                arrays.push(to.buffer());
                push(to);
                push(step);
                Types.store(code, arrays.dtype(to.buffer()));
            }
            case Sink.Fold fold -> folds.accumulate(fold, () -> push(fold.step()));
            case Sink.Scatter scatter -> scatter(scatter);
        }
    }

    private void scatter(Sink.Scatter scatter) {
        DType dtype = arrays.dtype(scatter.to().buffer());
        Integer slot = held.get(scatter);
        if (slot != null) {
            code.loadLocal(Types.kind(dtype), slot);
            push(scatter.step());
            ops.binary(BinaryFn.ADD, dtype);
            code.storeLocal(Types.kind(dtype), slot);
            return;
        }
        Label dropped = code.newLabel();
        if (scatter.certain()) {
            arrays.push(scatter.to().buffer());
            place(scatter.to(), scatter.index(), scatter.stride());
        } else {
            int index = checkedIndex(scatter.index(), scatter.extent(), dropped);
            arrays.push(scatter.to().buffer());
            push(scatter.to());
            code.iload(index).loadConstant(scatter.stride()).imul().iadd();
        }
        code.dup2();
        Types.load(code, dtype);
        push(scatter.step());
        ops.binary(BinaryFn.ADD, dtype);
        Types.store(code, dtype);
        code.labelBinding(dropped);
    }

    private int origin(Access access) {
        return access.offset() + arrays.origin(access.buffer());
    }

    private void push(Access access) {
        addresses.push(origin(access), access.strides(), access.depth());
    }

    /** Pushes the value of a step. */
    private void push(int s) {
        if (onStack == s) {
            onStack = -1;
            return;
        }
        if (schedule.isInline(s)) {
            leaf(nest.steps().get(s));
            return;
        }
        TypeKind kind = Types.kind(nest.steps().get(s).dtype());
        code.loadLocal(kind, local[s]);
        if (--left[s] == 0 && schedule.depth(s) == innermost && at == innermost) {
            slots.giveBack(kind, local[s]);
        }
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
