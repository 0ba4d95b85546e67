package ppl.backend.tck.areas;

import static ppl.backend.tck.areas.Moves.counted;
import static ppl.backend.tck.areas.Moves.move;
import static ppl.backend.tck.areas.Moves.numbers;
import static ppl.backend.tck.areas.Moves.shape;
import static ppl.backend.tck.areas.Moves.transpose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Reshape;

/** Rules M1.01 to M1.03: the same elements under another shape. */
final class ShapeRules {

    private ShapeRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "M1.01",
                        "reshape keeps the row-major order",
                        "a reshape of a transposed view without a copy",
                        reshapes()),
                Rule.of("M1.02", "transpose moves axis order[i] to place i", "the inverse permutation", transposes()),
                Rule.of(
                        "M1.03",
                        "broadcast repeats along the axes that are not named",
                        "strides of stretched axes",
                        broadcasts()));
    }

    private static List<Case> reshapes() {
        Var x = Var.input("x", 2, 3);
        return List.of(
                move("[2, 3] to [3, 2]", new Reshape(Shape.of(3, 2)), counted(2, 3), counted(3, 2)),
                move("[2, 3, 4] to [24]", new Reshape(Shape.of(24)), counted(2, 3, 4), counted(24)),
                move("[1] to a scalar", new Reshape(Shape.scalar()), numbers(shape(1), 7), Tensor.scalar(7.0)),
                move("a scalar to [1, 1]", new Reshape(Shape.of(1, 1)), Tensor.scalar(7.0), numbers(shape(1, 1), 7)),
                new Case(
                        "a transposed matrix",
                        s -> Expect.bits(
                                numbers(shape(6), 0, 3, 1, 4, 2, 5),
                                s.run(x.transpose().reshape(6), x.with(counted(2, 3))),
                                "the result")));
    }

    private static List<Case> transposes() {
        List<Case> cases = new ArrayList<>();
        cases.add(move("a matrix", transpose(1, 0), counted(2, 3), numbers(shape(3, 2), 0, 3, 1, 4, 2, 5)));
        int[] sizes = {2, 3, 4};
        for (Integer[] o : new Integer[][] {{0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
            int[] to = {sizes[o[0]], sizes[o[1]], sizes[o[2]]};
            double[] expected = new double[24];
            int[] at = new int[3];
            for (int i = 0; i < 24; i++) {
                at[o[0]] = i / (to[1] * to[2]);
                at[o[1]] = i / to[2] % to[1];
                at[o[2]] = i % to[2];
                expected[i] = (at[0] * 3 + at[1]) * 4 + at[2];
            }
            cases.add(move("rank 3 by " + Arrays.toString(o), transpose(o), counted(2, 3, 4), numbers(to, expected)));
        }
        cases.add(move("a wide matrix", transpose(1, 0), counted(1, 40), counted(40, 1)));
        return cases;
    }

    private static List<Case> broadcasts() {
        return List.of(
                move(
                        "a scalar to a vector",
                        new Broadcast(Shape.of(3), List.of()),
                        Tensor.scalar(2.0),
                        numbers(shape(3), 2, 2, 2)),
                move(
                        "a row down",
                        new Broadcast(Shape.of(2, 3), List.of(1)),
                        counted(3),
                        numbers(shape(2, 3), 0, 1, 2, 0, 1, 2)),
                move(
                        "a column across",
                        new Broadcast(Shape.of(2, 3), List.of(0)),
                        counted(2),
                        numbers(shape(2, 3), 0, 0, 0, 1, 1, 1)),
                move(
                        "a matrix, new middle axis",
                        new Broadcast(Shape.of(2, 2, 2), List.of(0, 2)),
                        counted(2, 2),
                        numbers(shape(2, 2, 2), 0, 1, 0, 1, 2, 3, 2, 3)),
                move(
                        "a vector, axes around",
                        new Broadcast(Shape.of(2, 2, 2), List.of(1)),
                        counted(2),
                        numbers(shape(2, 2, 2), 0, 0, 1, 1, 0, 0, 1, 1)),
                new Case("in arithmetic, a row and a column", s -> {
                    Var row = Var.input("row", 3);
                    Var column = Var.input("column", 2, 1);
                    Tensor table =
                            s.run(row.plus(column), row.with(counted(3)), column.with(numbers(shape(2, 1), 10, 20)));
                    Expect.bits(numbers(shape(2, 3), 10, 11, 12, 20, 21, 22), table, "the sum");
                }),
                new Case("a long vector and a scalar input", s -> {
                    Var x = Var.input("x", 1001);
                    Var y = Var.input("y");
                    double[] expected =
                            IntStream.range(0, 1001).mapToDouble(i -> i * 3.0).toArray();
                    Expect.bits(
                            Tensor.of(expected), s.run(x.times(y), x.with(counted(1001)), y.with(3.0)), "the product");
                }));
    }
}
