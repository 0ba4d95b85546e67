package ppl.backend.vector.lanes;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.plan.Sink;
import ppl.backend.vector.emit.FoldEmitter;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.CanonicalOrder;

/**
 * Combinations in a phase. The 16 lanes of a sum or product lie in a scratch array around the loop and in registers within it; if one
 * turn of the loop fills some of them only, they stay in the array. Other combinations have as many registers, which lie behind
 * the strips in the end.
 */
final class LaneFolds {

    private static final int L = CanonicalOrder.LANES;
    private static final List<DType> TWO = List.of(DType.F64, DType.F64);

    private final CodeBuilder code;
    private final Strip strip;
    private final LaneShape shape;
    private final LaneArithmetic arithmetic;
    private final FoldEmitter around;
    private final int together;
    private final List<Sink.Fold> all;
    /** The local variables of the accumulators of each fold that has some. */
    private final Map<Sink.Fold, int[]> accumulators = new IdentityHashMap<>();

    LaneFolds(
            CodeBuilder code,
            Phase phase,
            Strip strip,
            LaneShape shape,
            LaneArithmetic arithmetic,
            FoldEmitter around,
            int together) {
        this.code = code;
        this.strip = strip;
        this.shape = shape;
        this.arithmetic = arithmetic;
        this.around = around;
        this.together = together;
        this.all = folds(phase.sinks());
    }

    private static List<Sink.Fold> folds(List<Sink> sinks) {
        return sinks.stream()
                .filter(Sink.Fold.class::isInstance)
                .map(Sink.Fold.class::cast)
                .toList();
    }

    /** The folds without lanes, in the order in which their registers lie behind the strips. */
    static List<Sink.Fold> withoutLanes(List<Sink> sinks) {
        return folds(sinks).stream().filter(f -> !inLanes(f)).toList();
    }

    private static boolean inLanes(Sink.Fold fold) {
        return FoldEmitter.needsLanes(fold.fn(), DType.F64);
    }

    private boolean inMemory(Sink.Fold fold) {
        return inLanes(fold) && together < shape.registers();
    }

    /** Takes the lanes into registers. */
    void start() {
        for (Sink.Fold fold : all) {
            if (inMemory(fold)) {
                continue;
            }
            int[] registers = new int[together];
            for (int r = 0; r < registers.length; r++) {
                registers[r] = code.allocateLocal(TypeKind.REFERENCE);
                if (inLanes(fold)) {
                    arithmetic.species(DType.F64);
                    pushLanes(fold, r);
                    arithmetic.load(DType.F64);
                } else {
                    arithmetic.broadcast(
                            DType.F64, () -> code.loadConstant(fold.fn().emptyDouble()));
                }
                code.astore(registers[r]);
            }
            accumulators.put(fold, registers);
        }
    }

    private void pushLanes(Sink.Fold fold, int register) {
        strip.lanes();
        code.loadConstant(around.lanes(fold) + register * shape.lanes());
    }

    private void pushLanesOfTurn(Sink.Fold fold, int register) {
        strip.lanes();
        code.iload(Parameters.FIRST).loadConstant(L - 1).iand();
        code.loadConstant(around.lanes(fold) + register * shape.lanes()).iadd();
    }

    /** Takes the register that {@code push} pushes. */
    void accumulate(Sink.Fold fold, int register, Runnable push) {
        Binary combine = new Binary(fold.fn().combine());
        int[] registers = accumulators.get(fold);
        if (registers == null) {
            arithmetic.species(DType.F64);
            pushLanesOfTurn(fold, register);
            arithmetic.load(DType.F64);
            push.run();
            arithmetic.elementwise(combine, TWO, DType.F64);
            pushLanesOfTurn(fold, register);
            arithmetic.store(DType.F64);
            return;
        }
        int accumulator = registers[register];
        code.aload(accumulator);
        push.run();
        arithmetic.elementwise(combine, TWO, DType.F64);
        code.astore(accumulator);
    }

    /** Puts the registers back. */
    void finish(List<Sink.Fold> withoutLanes) {
        for (Sink.Fold fold : all) {
            int[] registers = accumulators.get(fold);
            for (int r = 0; registers != null && r < registers.length; r++) {
                code.aload(registers[r]);
                if (inLanes(fold)) {
                    pushLanes(fold, r);
                } else {
                    strip.behind(withoutLanes.indexOf(fold) * L + r * shape.lanes());
                }
                arithmetic.store(DType.F64);
            }
        }
    }
}
