package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.util.List;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;

/**
 * Where an inner loop is written.
 *
 * @param code the method of the nest
 * @param constants those of the class
 * @param methods those of the class
 * @param schedule which steps move with the loop
 * @param values the values of all other steps
 * @param folds the combinations around
 * @param counters the local variable of each loop's counter, outermost first; the last is a multiple of 16 if the nest has
 *     combinations in lanes
 * @param stop the local variable in which the loop's end stands
 */
public record InnerFrame(
        CodeBuilder code,
        KernelPlan plan,
        LoopNest nest,
        Constants constants,
        Methods methods,
        Schedule schedule,
        ValueEmitter values,
        FoldEmitter folds,
        List<Integer> counters,
        int stop) {

    /** The local variable of the innermost loop's counter. */
    public int counter() {
        return counters.getLast();
    }
}
