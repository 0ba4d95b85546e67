package ppl.backend.vector.lanes;

import java.lang.classfile.CodeBuilder;
import java.util.Set;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.Constants;
import ppl.backend.vector.emit.FoldEmitter;

/**
 * Writes the method of one phase in lanes. Short bodies do 16 iterations at a time and keep the lanes of combinations in registers; long
 * ones do one register at a time and keep them in memory, where they wait for nothing.
 */
record LanePhase(LoopNest nest, Phase phase, LaneShape shape, FoldEmitter around, Set<Integer> held) {

    /** Operations in one loop up to which accumulators stay in registers. */
    private static final int SHORT = 64;

    /** The registers that one turn of the loop fills: all groups of a stretch, if each has a lane of its own here. */
    int together() {
        int operations = phase.sinks().size();
        for (int s : phase.steps()) {
            operations += nest.steps().get(s) instanceof Step.Apply ? 1 : 0;
        }
        if (operations * shape.registers() <= SHORT) {
            return shape.registers();
        }
        boolean byLane = phase.sinks().stream().anyMatch(Sink.Scatter.class::isInstance)
                || phase.steps().stream().anyMatch(held::contains);
        return byLane ? Stretches.registers(shape) : 1;
    }

    void write(CodeBuilder code, Strip strip, Constants constants) {
        int together = together();
        LaneArithmetic arithmetic = new LaneArithmetic(code, constants, shape);
        LaneValues values = new LaneValues(code, nest, phase, strip, shape, arithmetic, constants, held);
        LaneFolds folds = new LaneFolds(code, phase, strip, shape, arithmetic, around, together);
        LaneSums sums = new LaneSums(code, nest, phase, strip, shape, arithmetic);
        values.prepare();
        folds.start();
        sums.start();
        strip.repeat(together * shape.lanes(), () -> {
            for (int register = 0; register < together; register++) {
                turn(values, folds, sums, register);
            }
        });
        folds.finish(LaneFolds.withoutLanes(phase.sinks()));
        sums.finish();
        code.return_();
    }

    private void turn(LaneValues values, LaneFolds folds, LaneSums sums, int register) {
        values.compute(register);
        for (Sink sink : phase.sinks()) {
            switch (sink) {
                case Sink.Store store -> values.store(store);
                case Sink.Fold fold -> folds.accumulate(fold, register, () -> values.push(fold.step()));
                case Sink.Scatter scatter -> sums.add(scatter, register, () -> values.push(scatter.step()));
            }
        }
    }
}
