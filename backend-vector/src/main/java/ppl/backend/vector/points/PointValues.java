package ppl.backend.vector.points;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.Constants;
import ppl.backend.vector.emit.MethodArrays;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Schedule;
import ppl.backend.vector.emit.Types;
import ppl.backend.vector.lanes.LaneApply;
import ppl.backend.vector.lanes.LaneArithmetic;
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.lanes.LaneTypes;
import ppl.graph.DType;
import ppl.graph.op.Select;

/** Writes the values of a phase: registers of points, and scalars that all points share. */
final class PointValues {

    private final CodeBuilder code;
    private final LoopNest nest;
    private final PointPhase method;
    private final Constants constants;
    private final LaneArithmetic arithmetic;
    private final PrimitiveEmitter primitives;
    private final Places places;
    private final boolean[] varies;
    private final boolean[] moves;
    /** What all points share and registers of the phase are made of. */
    private final Set<Integer> shared = new TreeSet<>();
    /** What has to be computed for these. */
    private final Set<Integer> scalars = new TreeSet<>();
    /** The local variable of each register that there is. */
    private final int[] local;
    /** The local variable of each scalar that there is. */
    private final int[] scalar;

    private int memory;
    private int back;

    PointValues(PointPhase method, CodeBuilder code, Constants constants, LaneArithmetic arithmetic) {
        this.method = method;
        this.code = code;
        this.constants = constants;
        this.arithmetic = arithmetic;
        this.nest = method.nest();
        this.primitives = method.primitives();
        this.places = new Places(
                code,
                new MethodArrays(code, method.plan(), constants),
                new PointParameters(nest.sizes().size()).counters());
        this.varies = PointsCheck.varying(nest, method.plan());
        this.moves = LaneLoop.moves(nest);
        this.local = new int[varies.length];
        this.scalar = new int[varies.length];
    }

    Places places() {
        return places;
    }

    /** Loads the arrays of the nest, and finds the strips. */
    void prepare() {
        nest.buffers().forEach(places.arrays()::prepare);
        if (!method.strips().isEmpty()) {
            memory = code.allocateLocal(TypeKind.REFERENCE);
            back = code.allocateLocal(TypeKind.INT);
            code.aload(2)
                    .loadConstant(method.strips().size()
                            * PointNest.STRIP
                            * method.shape().lanes());
            code.invokevirtual(Types.WORKSPACE, "strips", LaneTypes.STRIPS).astore(memory);
            code.iload(PointParameters.FIRST).istore(back);
        }
        for (int s : method.phase().steps()) {
            if (nest.steps().get(s) instanceof Step.Apply apply) {
                shared.addAll(LaneApply.registers(nest, apply));
            }
        }
        method.phase().sinks().stream().map(Sink::step).forEach(shared::add);
        method.phase().sinks().forEach(sink -> {
            if (sink instanceof Sink.Scatter scatter) {
                need(scatter.place());
            }
        });
        for (int s : method.phase().steps()) {
            if (nest.steps().get(s) instanceof Step.Gather gather) {
                need(gather.index());
            }
        }
        shared.removeIf(s -> varies[s]);
        shared.forEach(this::need);
    }

    private void need(int s) {
        if (scalars.add(s)) {
            Schedule.operands(nest.steps().get(s)).forEach(this::need);
        }
    }

    /** Computes what is the same in all iterations. */
    void around() {
        compute(false);
    }

    /** Computes what differs from iteration to iteration. */
    void inside() {
        compute(true);
    }

    private void compute(boolean moving) {
        for (int s : scalars) {
            if (moves[s] == moving && !isInline(s)) {
                TypeKind kind = Types.kind(nest.steps().get(s).dtype());
                scalar(nest.steps().get(s));
                scalar[s] = code.allocateLocal(kind);
                code.storeLocal(kind, scalar[s]);
            }
        }
        for (int s : shared) {
            if (moves[s] == moving) {
                arithmetic.broadcast(nest.steps().get(s).dtype(), () -> scalar(s));
                keep(s);
            }
        }
        for (int s : method.phase().taken()) {
            if (moves[s] == moving) {
                arithmetic.species(DType.F64);
                between(s);
                arithmetic.load(DType.F64);
                arithmetic.fromFloat64(nest.steps().get(s).dtype());
                keep(s);
            }
        }
        for (int s : method.phase().steps()) {
            if (moves[s] == moving) {
                value(nest.steps().get(s));
                keep(s);
            }
        }
        for (int s : method.phase().left()) {
            if (moves[s] == moving) {
                push(s);
                arithmetic.asFloat64(nest.steps().get(s).dtype());
                between(s);
                arithmetic.store(DType.F64);
            }
        }
    }

    private void keep(int s) {
        if (local[s] == 0) {
            local[s] = code.allocateLocal(TypeKind.REFERENCE);
        }
        code.astore(local[s]);
    }

    /** Pushes the register of a step. */
    void push(int s) {
        code.aload(local[s]);
    }

    /** Pushes the place in the strips of a value between phases. */
    private void between(int s) {
        int lanes = method.shape().lanes();
        code.aload(memory).iload(PointParameters.FIRST).iload(back).isub();
        code.loadConstant(lanes).imul();
        code.loadConstant(method.strips().indexOf(s) * PointNest.STRIP * lanes).iadd();
    }

    private void value(Step step) {
        switch (step) {
            case Step.Load(DType dtype, Access from) -> {
                arithmetic.species(dtype);
                places.element(from);
                arithmetic.load(dtype);
            }
            case Step.Gather gather -> {
                arithmetic.species(gather.dtype());
                places.arrays().push(gather.from().buffer());
                place(gather.from(), gather.index(), gather.stride());
                arithmetic.load(gather.dtype());
            }
            case Step.Apply apply -> new LaneApply(nest, arithmetic, this::push).write(apply);
            case Step.Immediate _, Step.Position _ -> throw new AssertionError("shared by all points: " + step);
        }
    }

    private List<DType> types(Step.Apply apply) {
        return apply.operands().stream().map(o -> nest.steps().get(o).dtype()).toList();
    }

    /** Pushes {@code access + index * stride}, for an index that all points share. */
    void place(Access access, int index, int stride) {
        places.place(access);
        scalar(index);
        if (nest.steps().get(index).dtype() == DType.I64) {
            code.l2i();
        }
        code.loadConstant(stride).imul().iadd();
    }

    private boolean isInline(int s) {
        return nest.steps().get(s) instanceof Step.Immediate || nest.steps().get(s) instanceof Step.Position;
    }

    /** Pushes what all points share. */
    private void scalar(int s) {
        if (isInline(s)) {
            scalar(nest.steps().get(s));
        } else {
            code.loadLocal(Types.kind(nest.steps().get(s).dtype()), scalar[s]);
        }
    }

    private void scalar(Step step) {
        switch (step) {
            case Step.Immediate(var value) -> Types.push(code, value);
            case Step.Position p -> {
                places.sum(p.offset(), p.strides());
                code.i2l();
            }
            case Step.Load(DType dtype, Access from) -> {
                places.element(from);
                Types.load(code, dtype);
            }
            case Step.Gather gather -> {
                places.arrays().push(gather.from().buffer());
                place(gather.from(), gather.index(), gather.stride());
                Types.load(code, gather.dtype());
            }
            case Step.Apply(DType _, Select _, List<Integer> o) -> {
                Label otherwise = code.newLabel();
                Label end = code.newLabel();
                scalar(o.get(0));
                code.ifeq(otherwise);
                scalar(o.get(1));
                code.goto_(end).labelBinding(otherwise);
                scalar(o.get(2));
                code.labelBinding(end);
            }
            case Step.Apply apply -> {
                apply.operands().forEach(this::scalar);
                primitives.elementwise(code, constants, apply.op(), types(apply), apply.dtype());
            }
        }
    }
}
