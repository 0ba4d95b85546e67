package ppl.backend.vector.lanes;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.op.Binary;

/** Sums by group in a phase that runs over a stretch, or part of one: each lane is the accumulator of a group. */
final class LaneSums {

    private static final List<DType> TWO = List.of(DType.F64, DType.F64);

    private final CodeBuilder code;
    private final LoopNest nest;
    private final Phase phase;
    private final Strip strip;
    private final LaneShape shape;
    private final LaneArithmetic arithmetic;
    private final Map<Sink, int[]> accumulators = new IdentityHashMap<>();

    LaneSums(CodeBuilder code, LoopNest nest, Phase phase, Strip strip, LaneShape shape, LaneArithmetic arithmetic) {
        this.code = code;
        this.nest = nest;
        this.phase = phase;
        this.strip = strip;
        this.shape = shape;
        this.arithmetic = arithmetic;
    }

    /** Takes the accumulators into registers. */
    void start() {
        for (Sink sink : phase.sinks()) {
            if (sink instanceof Sink.Scatter scatter) {
                int[] registers = new int[Stretches.registers(shape)];
                for (int r = 0; r < registers.length; r++) {
                    registers[r] = code.allocateLocal(TypeKind.REFERENCE);
                    arithmetic.species(DType.F64);
                    strip.element(scatter.to(), 0);
                    strip.element(place(scatter), r * shape.lanes());
                    arithmetic.gather(DType.F64);
                    code.astore(registers[r]);
                }
                accumulators.put(scatter, registers);
            }
        }
    }

    private Access place(Sink.Scatter scatter) {
        return ((Step.Load) nest.steps().get(scatter.place())).from();
    }

    /** Takes the register that {@code push} pushes. */
    void add(Sink.Scatter scatter, int register, Runnable push) {
        int[] registers = Objects.requireNonNull(accumulators.get(scatter));
        int accumulator = registers[register % registers.length];
        code.aload(accumulator);
        push.run();
        arithmetic.elementwise(new Binary(Binary.Fn.ADD), TWO, DType.F64);
        code.astore(accumulator);
    }

    /** Puts the accumulators back, lane by lane; the counter is at the end of a tile of their stretch. */
    void finish() {
        accumulators.forEach((sink, registers) -> {
            Sink.Scatter scatter = (Sink.Scatter) sink;
            for (int r = 0; r < registers.length; r++) {
                for (int lane = 0; lane < shape.lanes(); lane++) {
                    strip.element(scatter.to(), 0);
                    strip.element(place(scatter), r * shape.lanes() + lane - Stretches.TILE);
                    code.iaload();
                    code.iadd().aload(registers[r]);
                    arithmetic.lane(lane);
                    code.dastore();
                }
            }
        });
    }
}
