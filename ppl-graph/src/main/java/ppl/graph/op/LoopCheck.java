package ppl.graph.op;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** What a loop asks of its bodies and its operands. */
final class LoopCheck {

    private LoopCheck() {}

    static void check(Loop loop, List<Var> inputs) {
        Check.count(
                loop.name(),
                inputs,
                Loop.COUNTS - Loop.ROW + loop.step().parameters().size());
        isCount("the number of rows", inputs.get(0));
        isCount("the number of steps", inputs.get(1));
        Extent rows = Extent.of(inputs.getFirst());
        for (Var x : loop.sequences(inputs)) {
            if (x.rank() == 0 || !x.shape().extent(0).equals(rows)) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "a loop over " + rows + " rows goes over sequences with a first axis of that length, but got "
                                + x.describe());
            }
        }
        Set<Var> changing = Collections.newSetFromMap(new IdentityHashMap<>());
        changing.add(loop.row());
        changing.addAll(loop.elements());
        changing.addAll(loop.before());
        for (int k = 0; k < loop.states(); k++) {
            Var first = loop.first(inputs).get(k);
            TensorType before = loop.before().get(k).type();
            TensorType next = loop.next().get(k).type();
            if (!before.equals(next)
                    || first.dtype() != next.dtype()
                    || first.rank() != next.shape().rank()) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "a state of a loop keeps its type and shape, but state " + k + " begins as "
                                + first.describe() + " and is "
                                + loop.next().get(k).describe()
                                + " after a step: broadcast or cast the first one, or what the step leaves");
            }
        }
        for (Var y : Graph.order(loop.step().results())) {
            for (Extent e : y.shape().extents()) {
                if (e instanceof Extent.Symbolic(Var length)
                        && Graph.order(List.of(length)).stream().anyMatch(changing::contains)) {
                    throw new GraphException(
                            GraphCode.SHAPE,
                            "what a step computes must have one shape in all steps, but " + y.op().name() + " of shape "
                                    + y.shape()
                                    + " has a length that changes from step to step: choose the greatest and mask");
                }
            }
        }
        if (loop.goOn() != null) {
            Var condition = loop.goOn().results().getFirst();
            if (condition.dtype() != DType.BOOL || condition.rank() != 0) {
                throw new GraphException(
                        GraphCode.TYPE,
                        "a loop goes on while a bool scalar is true, but its condition is " + condition.describe()
                                + "; combine the elements with all() or any()");
            }
        }
    }

    private static void isCount(String role, Var n) {
        if (n.dtype() != DType.I64 || n.rank() != 0) {
            throw new GraphException(GraphCode.TYPE, role + " of a loop is an int64 scalar, but got " + n.describe());
        }
    }
}
