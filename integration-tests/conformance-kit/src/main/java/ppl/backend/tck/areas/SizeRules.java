package ppl.backend.tck.areas;

import static ppl.backend.tck.areas.Moves.counted;
import static ppl.backend.tck.areas.Moves.move;
import static ppl.backend.tck.areas.Moves.pad;
import static ppl.backend.tck.areas.Moves.shape;
import static ppl.backend.tck.areas.Moves.slice;
import static ppl.backend.tck.areas.Moves.transpose;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Reshape;

/** Rules M2: tensors without elements, and of one. */
final class SizeRules {

    private SizeRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "M2.01",
                        "elementwise operations on tensors without elements",
                        "an exception for size 0, a loop that runs once",
                        emptyElementwise()),
                Rule.of(
                        "M2.02",
                        "movement of tensors without elements",
                        "an exception for size 0, a division by a length",
                        emptyMovement()),
                Rule.of(
                        "M2.03",
                        "a tensor of one element has any rank, from 0 to 6",
                        "scalars and vectors of length 1 confused",
                        oneElement()));
    }

    private static List<Case> emptyElementwise() {
        List<Case> cases = new ArrayList<>();
        for (int[] sizes : new int[][] {{0}, {0, 3}, {3, 0}, {2, 0, 2}}) {
            cases.add(new Case("shape " + Shape.of(sizes), s -> {
                Tensor none = Tensor.wrap(new double[0], sizes);
                Var x = Var.input("x", none.type());
                Var y = Functions.where(x.gt(1), x.times(2).plus(1), x.sqrt());
                Expect.bits(none, s.run(y, x.with(none)), "the result");
            }));
        }
        cases.add(new Case("an empty tensor and a scalar", s -> {
            Tensor none = Tensor.wrap(new double[0], 0);
            Var x = Var.input("x", none.type());
            Var y = Var.input("y");
            Expect.bits(none, s.run(x.plus(y), x.with(none), y.with(1.0)), "the result");
        }));
        return cases;
    }

    private static List<Case> emptyMovement() {
        Tensor none = Tensor.wrap(new double[0], 0, 3);
        return List.of(
                move("reshape [0, 3] to [2, 0]", new Reshape(Shape.of(2, 0)), none, Tensor.wrap(new double[0], 2, 0)),
                move("transpose [0, 3]", transpose(1, 0), none, Tensor.wrap(new double[0], 3, 0)),
                move("broadcast [3] to [0, 3]", new Broadcast(Shape.of(0, 3), List.of(1)), counted(3), none),
                move(
                        "broadcast a scalar to [0]",
                        new Broadcast(Shape.of(0), List.of()),
                        Tensor.scalar(1.0),
                        Tensor.wrap(new double[0], 0)),
                move(
                        "slice of no elements",
                        slice(shape(0), shape(0), shape(1)),
                        counted(5),
                        Tensor.wrap(new double[0], 0)),
                move(
                        "pad of no elements",
                        pad(Shape.of(2, 3), shape(0, 0), shape(1, 1)),
                        none,
                        Tensor.wrap(new double[6], 2, 3)));
    }

    private static List<Case> oneElement() {
        List<Case> cases = new ArrayList<>();
        for (int rank = 0; rank <= 6; rank++) {
            int[] sizes = IntStream.range(0, rank).map(_ -> 1).toArray();
            cases.add(new Case("rank " + rank, s -> {
                Var x = Var.input("x", Tensor.wrap(new double[1], sizes).type());
                Tensor y = s.run(x.plus(1), x.with(Tensor.wrap(new double[] {2}, sizes)));
                Expect.bits(Tensor.wrap(new double[] {3}, sizes), y, "the result");
            }));
        }
        return cases;
    }
}
