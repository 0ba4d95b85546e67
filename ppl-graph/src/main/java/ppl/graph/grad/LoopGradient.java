package ppl.graph.grad;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;
import ppl.graph.op.MultiOp.Projection;

/**
 * The gradient of a loop: a loop the other way over the states before each step ({@link BackwardStep}).
 *
 * <p>Which elements are taken goes along with a cotangent ({@link Taken}). A state of which all elements are taken at the end, and
 * before each step if they are after it, needs nothing beside it; which states these are is found by trying.
 */
final class LoopGradient {

    private LoopGradient() {}

    /**
     * What arrives at each input.
     *
     * @param results of one loop
     * @param incoming their cotangents, perhaps with what is taken
     */
    static List<@Nullable Pulled> of(Loop loop, List<Var> results, List<Var> incoming) {
        List<Var> inputs = results.getFirst().inputs();
        checkMemory(loop, inputs);
        Map<Part, Pulled> arriving = new LinkedHashMap<>();
        Set<Integer> whole = new TreeSet<>();
        for (int i = 0; i < results.size(); i++) {
            Part part = loop.parts().get(((Projection) results.get(i).op()).index());
            Var cotangent = incoming.get(i);
            Pulled pulled = cotangent.op() instanceof TakenCotangent
                    ? new Pulled(
                            cotangent.inputs().getFirst(), cotangent.inputs().getLast())
                    : new Pulled(cotangent, Bools.ALWAYS);
            if (arriving.put(part, pulled) != null) {
                throw new AssertionError("two results of a loop are one: " + part);
            }
            if (part instanceof Part.Last(int k) && pulled.taken() == Bools.ALWAYS) {
                whole.add(k);
            }
        }
        if (Checkpoints.areNeeded(loop, inputs)) {
            return Checkpoints.pulled(loop.whole(), inputs, arriving);
        }
        while (true) {
            BackwardStep step = new BackwardStep(loop.whole(), inputs, arriving, whole);
            if (!whole.removeAll(step.partly())) {
                return step.pulled();
            }
        }
    }

    /** A loop that may go on has room for the states of all of its steps, so these must be few enough. */
    private static void checkMemory(Loop loop, List<Var> inputs) {
        Tensor rows = inputs.getFirst().constantValue();
        if (loop.goOn() == null || rows == null) {
            return;
        }
        for (Var first : loop.first(inputs)) {
            long each = first.shape().isKnown() ? first.shape().elements() : 1;
            if (rows.longAt(0) == Integer.MAX_VALUE || each * rows.longAt(0) > Integer.MAX_VALUE) {
                throw new GraphException(
                        GraphCode.GRADIENT,
                        "a gradient goes back through the states of all steps that a loop may make, but "
                                + (rows.longAt(0) == Integer.MAX_VALUE
                                        ? "it is not known how many these are"
                                        : rows.longAt(0) + " times " + first.describe()
                                                + " are more than an array holds")
                                + ": give whileLoop the most steps that it may make, as few as will do");
            }
        }
    }
}
