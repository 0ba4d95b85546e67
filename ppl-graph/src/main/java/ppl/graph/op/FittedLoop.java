package ppl.graph.op;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.Graph;
import ppl.graph.Shape.Extent;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.Loop.Part;
import ppl.graph.op.MultiOp.Projection;

/**
 * A loop in its one form for its operands: without states, sequences and operands that no result needs; what does not change
 * from step to step is computed before it; a sequence that repeats one element is an operand, and an operand that is read in
 * the row of each step a sequence. Parameters have the operands' types and bounds.
 *
 * @param loop in that form
 * @param inputs its inputs
 * @param places where each part of the loop before is among its parts; equal ones are one
 */
record FittedLoop(Loop loop, List<Var> inputs, List<Integer> places) {

    /** A loop with the parts that it had. */
    FittedLoop(Loop loop, List<Var> inputs) {
        this(loop, inputs, IntStream.range(0, loop.parts().size()).boxed().toList());
    }

    /**
     * A simpler node for a result of a loop.
     *
     * @return null if the loop has its form already
     */
    static @Nullable Var simpler(Loop loop, List<Var> inputs, int result) {
        LoopReach reach = LoopReach.of(loop, loop.parts());
        LoopInvariants invariants = new LoopInvariants(loop, inputs, reach);
        Var known = invariants.known(loop.parts().get(result));
        if (known != null) {
            return known;
        }
        List<Part> needed =
                loop.parts().stream().filter(p -> invariants.known(p) == null).toList();
        if (needed.size() < loop.parts().size()) {
            return loop.with(needed).part(loop.parts().get(result), inputs);
        }
        FittedLoop fitted = moved(loop, inputs, invariants);
        if (fitted.loop == loop) {
            fitted = followed(loop, inputs);
        }
        if (fitted.loop == loop) {
            fitted = LoopFit.of(loop, inputs, reach, invariants);
        }
        if (fitted.loop.equals(loop) && fitted.inputs.equals(inputs)) {
            return null;
        }
        return Var.of(new Projection(fitted.loop, fitted.places.get(result)), fitted.inputs);
    }

    /** The loop with one more operand for each value that is computed before it. */
    private static FittedLoop moved(Loop loop, List<Var> inputs, LoopInvariants invariants) {
        Set<Var> hoisted = invariants.hoistable();
        if (hoisted.isEmpty()) {
            return new FittedLoop(loop, inputs);
        }
        List<Var> parameters = new ArrayList<>(loop.step().parameters());
        List<Var> operands = new ArrayList<>(inputs);
        Map<Var, Var> places = new IdentityHashMap<>();
        for (Var node : hoisted) {
            Var parameter = Body.parameter(parameters.size(), node.type(), node.range());
            parameters.add(parameter);
            operands.add(invariants.value(node));
            places.put(node, parameter);
        }
        return new FittedLoop(replaced(loop, parameters, places), operands);
    }

    /** The loop with an operand that is read in the row of each step as a sequence. */
    private static FittedLoop followed(Loop loop, List<Var> inputs) {
        Extent rows = Extent.of(inputs.getFirst());
        for (Var node : Graph.order(loop.step().results())) {
            if (node.op() instanceof Gather(int axis)
                    && axis == 0
                    && node.inputs().get(1) == loop.row()) {
                int m = loop.others().indexOf(node.inputs().getFirst());
                Var operand = m < 0 ? node : loop.others(inputs).get(m);
                if (m >= 0 && operand.shape().extent(0).equals(rows)) {
                    return followed(loop, inputs, node, operand);
                }
            }
        }
        return new FittedLoop(loop, inputs);
    }

    private static FittedLoop followed(Loop loop, List<Var> inputs, Var read, Var sequence) {
        Var element = Body.parameter(loop.step().parameters().size(), read.type(), sequence.range());
        List<Var> parameters = new ArrayList<>(loop.step().parameters());
        parameters.add(Loop.ROW, element);
        List<Var> operands = new ArrayList<>(inputs);
        operands.add(Loop.COUNTS, sequence);
        Loop replaced = replaced(loop, parameters, Map.of(read, element));
        return new FittedLoop(
                new Loop(
                        loop.sequences() + 1,
                        loop.states(),
                        loop.backward(),
                        replaced.step(),
                        replaced.goOn(),
                        loop.parts()),
                operands);
    }

    private static Loop replaced(Loop loop, List<Var> parameters, Map<Var, Var> places) {
        Body goOn = loop.goOn();
        return new Loop(
                loop.sequences(),
                loop.states(),
                loop.backward(),
                Body.of(parameters, Substitution.replace(loop.step().results(), places)),
                goOn == null ? null : Body.of(parameters, Substitution.replace(goOn.results(), places)),
                loop.parts());
    }
}
