package ppl.backend.vector.lanes;

import java.lang.classfile.CodeBuilder;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.Constants;
import ppl.backend.vector.emit.FoldEmitter;

/**
 * Writes the method of one phase in lanes. Short bodies do 16 iterations at a time and keep the lanes of combinations in registers; long
 * ones do one register at a time and keep them in memory, where they wait for nothing.
 */
record LanePhase(LoopNest nest, Phase phase, LaneShape shape, FoldEmitter around) {

    /** Operations in one loop up to which accumulators stay in registers. */
    private static final int SHORT = 64;

    /** The registers that one turn of the loop fills. */
    int together() {
        int operations = phase.sinks().size();
        for (int s : phase.steps()) {
            operations += nest.steps().get(s) instanceof Step.Apply ? 1 : 0;
        }
        return operations * shape.registers() <= SHORT ? shape.registers() : 1;
    }

    void write(CodeBuilder code, Strip strip, Constants constants) {
        int together = together();
        LaneArithmetic arithmetic = new LaneArithmetic(code, constants, shape);
        LaneValues values = new LaneValues(code, nest, phase, strip, shape, arithmetic, constants);
        LaneFolds folds = new LaneFolds(code, phase, strip, shape, arithmetic, around, together);
        values.prepare();
        folds.start();
        strip.repeat(together * shape.lanes(), () -> {
            for (int register = 0; register < together; register++) {
                turn(values, folds, register);
            }
        });
        folds.finish(LaneFolds.withoutLanes(phase.sinks()));
        code.return_();
    }

    private void turn(LaneValues values, LaneFolds folds, int register) {
        values.compute(register * shape.lanes());
        for (Sink sink : phase.sinks()) {
            switch (sink) {
                case Sink.Store store -> values.store(store);
                case Sink.Fold fold -> folds.accumulate(fold, register, () -> values.push(fold.step()));
                case Sink.Scatter _ -> throw new AssertionError("not in lanes: " + sink);
            }
        }
    }
}
