package ppl.backend.vector.lanes;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.Constants;
import ppl.backend.vector.emit.Types;
import ppl.graph.DType;

/** Writes the values of a phase for as many iterations as a register has lanes. */
final class LaneValues {

    private final CodeBuilder code;
    private final LoopNest nest;
    private final Phase phase;
    private final Strip strip;
    private final LaneShape shape;
    private final LaneArithmetic arithmetic;
    private final Constants constants;
    private final Set<Integer> held;
    /** The local variables of the gathers that are held. */
    private final Map<Integer, int[]> holders = new HashMap<>();
    /** The local variable of each step that has one. */
    private final int[] local;
    /** The iterations by which the registers in work are ahead of the counter. */
    private int ahead;

    LaneValues(
            CodeBuilder code,
            LoopNest nest,
            Phase phase,
            Strip strip,
            LaneShape shape,
            LaneArithmetic arithmetic,
            Constants constants,
            Set<Integer> held) {
        this.held = held;
        this.code = code;
        this.nest = nest;
        this.phase = phase;
        this.strip = strip;
        this.shape = shape;
        this.arithmetic = arithmetic;
        this.constants = constants;
        this.local = new int[nest.steps().size()];
    }

    /** Spreads what does not move over lanes, before the loop. */
    void prepare() {
        Set<Integer> used = new TreeSet<>();
        for (int s : phase.steps()) {
            if (nest.steps().get(s) instanceof Step.Apply apply) {
                used.addAll(LaneApply.registers(nest, apply));
            }
        }
        phase.sinks().forEach(sink -> used.add(sink.step()));
        phase.steps().forEach(used::remove);
        phase.taken().forEach(used::remove);
        for (int s : used) {
            arithmetic.broadcast(dtype(s), () -> strip.steady(s));
            keep(s);
        }
        hold();
    }

    private void hold() {
        for (int s : phase.steps()) {
            if (held.contains(s)) {
                int[] registers = new int[Stretches.registers(shape)];
                for (int r = 0; r < registers.length; r++) {
                    registers[r] = code.allocateLocal(TypeKind.REFERENCE);
                    ahead = r * shape.lanes();
                    value(nest.steps().get(s));
                    code.astore(registers[r]);
                }
                holders.put(s, registers);
            }
        }
    }

    private DType dtype(int s) {
        return nest.steps().get(s).dtype();
    }

    private void keep(int s) {
        if (local[s] == 0) {
            local[s] = code.allocateLocal(TypeKind.REFERENCE);
        }
        code.astore(local[s]);
    }

    /** Computes all that moves, for a register after the counter. */
    void compute(int register) {
        ahead = register * shape.lanes();
        for (int s : phase.taken()) {
            take(s);
            keep(s);
        }
        for (int s : phase.steps()) {
            int[] registers = holders.get(s);
            if (registers != null) {
                local[s] = registers[register % registers.length];
            } else {
                value(nest.steps().get(s));
                keep(s);
            }
        }
        phase.left().forEach(this::leave);
    }

    private void take(int s) {
        arithmetic.species(DType.F64);
        strip.between(s, ahead);
        arithmetic.load(DType.F64);
        arithmetic.fromFloat64(dtype(s));
    }

    private void leave(int s) {
        push(s);
        arithmetic.asFloat64(dtype(s));
        strip.between(s, ahead);
        arithmetic.store(DType.F64);
    }

    private void value(Step step) {
        switch (step) {
            case Step.Load(DType dtype, Access from) -> load(dtype, from);
            case Step.Gather gather -> gather(gather);
            case Step.Position p -> position(p);
            case Step.Apply apply -> new LaneApply(nest, arithmetic, this::push).write(apply);
            case Step.Immediate _ -> throw new AssertionError("does not move: " + step);
        }
    }

    private void load(DType dtype, Access from) {
        int stride = from.strides().getLast();
        arithmetic.species(dtype);
        strip.element(from, ahead);
        if (stride == 1) {
            arithmetic.load(dtype);
        } else {
            map(stride);
            code.iconst_0();
            arithmetic.gather(dtype);
        }
    }

    /** Pushes the places of lanes that are so far apart. */
    private void map(int stride) {
        int[] places = IntStream.range(0, shape.lanes()).map(l -> l * stride).toArray();
        String field = constants.field(places, Types.array(DType.I32));
        code.getstatic(Types.SELF, field, Types.array(DType.I32));
    }

    private void gather(Step.Gather gather) {
        arithmetic.species(gather.dtype());
        strip.element(gather.from(), 0);
        strip.element(((Step.Load) nest.steps().get(gather.index())).from(), ahead);
        arithmetic.gather(gather.dtype());
    }

    private void position(Step.Position p) {
        arithmetic.broadcast(DType.I64, () -> strip.position(p, ahead));
        code.loadConstant(p.strides().getLast().intValue())
                .invokevirtual(LaneTypes.LONGS, "addIndex", LaneTypes.method(LaneTypes.LONGS, ConstantDescs.CD_int));
    }

    /** Pushes the register of a step. */
    void push(int s) {
        code.aload(local[s]);
    }

    void store(Sink.Store store) {
        push(store.step());
        strip.element(store.to(), ahead);
        arithmetic.store(dtype(store.step()));
    }
}
