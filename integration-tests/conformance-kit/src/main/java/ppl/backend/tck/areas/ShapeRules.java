package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Iota;
import ppl.graph.op.Op;
import ppl.graph.op.Pad;
import ppl.graph.op.Reshape;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/** Rules M: the same elements under another shape or in another place. */
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
                        broadcasts()),
                Rule.of(
                        "M1.04",
                        "slice takes starts + i * steps, steps of either sign",
                        "negative steps, bounds",
                        slices()),
                Rule.of(
                        "M1.05",
                        "pad puts elements at starts + i * steps into zeros",
                        "zeros that are not written, negative steps",
                        pads()),
                Rule.of("M1.06", "concat joins along any axis", "the offset of the second operand", concats()),
                Rule.of("M1.07", "iota counts from 0", "a start at 1, a float counter", iotas()),
                Rule.of(
                        "M1.08",
                        "movement keeps every element type and bit",
                        "a way through float64, -0 lost",
                        types()),
                Rule.of("M1.09", "views of views compose", "strides composed in the wrong order", composed()),
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

    private static Tensor counted(int... sizes) {
        int n = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        return Tensor.of(IntStream.range(0, n).asDoubleStream().toArray(), sizes.length == 0 ? new int[] {n} : sizes);
    }

    private static Tensor numbers(int[] sizes, double... values) {
        return Tensor.wrap(values.clone(), sizes);
    }

    private static int[] shape(int... sizes) {
        return sizes;
    }

    private static Case move(String name, Op op, Tensor x, Tensor expected) {
        return new Case(name, s -> {
            Var in = Var.input("x", x.type());
            Expect.bits(expected, s.run(Var.of(op, in), in.with(x)), "the result");
        });
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

    private static Op transpose(Integer... order) {
        return new Transpose(List.of(order));
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

    private static Op slice(int[] starts, int[] sizes, int[] steps) {
        return new Slice(list(starts), list(sizes), list(steps));
    }

    private static List<Integer> list(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private static List<Case> slices() {
        return List.of(
                move("a part", slice(shape(2), shape(3), shape(1)), counted(6), numbers(shape(3), 2, 3, 4)),
                move("every third", slice(shape(1), shape(3), shape(3)), counted(9), numbers(shape(3), 1, 4, 7)),
                move("reversed", slice(shape(4), shape(5), shape(-1)), counted(5), numbers(shape(5), 4, 3, 2, 1, 0)),
                move(
                        "every second, reversed",
                        slice(shape(5), shape(3), shape(-2)),
                        counted(6),
                        numbers(shape(3), 5, 3, 1)),
                move("one element", slice(shape(3), shape(1), shape(1)), counted(5), numbers(shape(1), 3)),
                move(
                        "a block",
                        slice(shape(1, 1), shape(2, 2), shape(1, 1)),
                        counted(3, 4),
                        numbers(shape(2, 2), 5, 6, 9, 10)),
                move(
                        "rows up, columns backwards in twos",
                        slice(shape(0, 3), shape(2, 2), shape(2, -2)),
                        counted(3, 4),
                        numbers(shape(2, 2), 3, 1, 11, 9)),
                move(
                        "inside rank 3",
                        slice(shape(1, 0, 2), shape(1, 2, 2), shape(1, 2, -1)),
                        counted(2, 3, 4),
                        numbers(shape(1, 2, 2), 14, 13, 22, 21)));
    }

    private static Op pad(Shape to, int[] starts, int[] steps) {
        return new Pad(to, list(starts), list(steps));
    }

    private static List<Case> pads() {
        Tensor x = numbers(shape(2), 7, 8);
        return List.of(
                move("in the middle", pad(Shape.of(5), shape(1), shape(1)), x, numbers(shape(5), 0, 7, 8, 0, 0)),
                move("in steps", pad(Shape.of(5), shape(0), shape(3)), x, numbers(shape(5), 7, 0, 0, 8, 0)),
                move("reversed", pad(Shape.of(4), shape(2), shape(-1)), x, numbers(shape(4), 0, 8, 7, 0)),
                move(
                        "a block",
                        pad(Shape.of(3, 3), shape(1, 0), shape(1, 2)),
                        numbers(shape(2, 2), 1, 2, 3, 4),
                        numbers(shape(3, 3), 0, 0, 0, 1, 0, 2, 3, 0, 4)),
                move(
                        "NaN and -0 kept",
                        pad(Shape.of(3), shape(0), shape(2)),
                        numbers(shape(2), Double.NaN, -0.0),
                        numbers(shape(3), Double.NaN, 0, -0.0)));
    }

    private static List<Case> concats() {
        List<Case> cases = new ArrayList<>();
        cases.add(
                concat("vectors", 0, numbers(shape(4), 0, 1, 5, 6), numbers(shape(2), 0, 1), numbers(shape(2), 5, 6)));
        cases.add(concat(
                "rows",
                0,
                numbers(shape(3, 2), 0, 1, 5, 6, 7, 8),
                numbers(shape(1, 2), 0, 1),
                numbers(shape(2, 2), 5, 6, 7, 8)));
        cases.add(concat(
                "columns",
                1,
                numbers(shape(2, 3), 0, 5, 6, 1, 7, 8),
                numbers(shape(2, 1), 0, 1),
                numbers(shape(2, 2), 5, 6, 7, 8)));
        cases.add(concat(
                "a middle axis",
                1,
                numbers(shape(2, 2, 1), 0, 8, 1, 9),
                numbers(shape(2, 1, 1), 0, 1),
                numbers(shape(2, 1, 1), 8, 9)));
        cases.add(concat(
                "three, one of them empty",
                0,
                numbers(shape(3), 1, 2, 3),
                numbers(shape(1), 1),
                numbers(shape(0)),
                numbers(shape(2), 2, 3)));
        cases.add(new Case("a tensor with itself", s -> {
            Var x = Var.input("x", 2);
            Expect.bits(
                    numbers(shape(4), 3, 4, 3, 4),
                    s.run(Var.of(new Concat(0), x, x), x.with(numbers(shape(2), 3, 4))),
                    "the result");
        }));
        return cases;
    }

    private static Case concat(String name, int axis, Tensor expected, Tensor... parts) {
        return new Case(name, s -> {
            List<Var> inputs =
                    Arrays.stream(parts).map(t -> Var.input("part", t.type())).toList();
            try (var trial = s.compile(inputs, Var.of(new Concat(axis), inputs))) {
                Expect.bits(expected, trial.call(parts).getFirst(), "the result");
            }
        });
    }

    private static List<Case> iotas() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {0, 2, 17, 1000}) {
            cases.add(new Case(
                    n + " numbers",
                    s -> Expect.bits(
                            Tensor.of(IntStream.range(0, n).asLongStream().toArray()),
                            s.run(Var.of(new Iota(Extent.of(n)))),
                            "the numbers")));
        }
        cases.add(new Case("in arithmetic", s -> {
            Var x = Var.input("x");
            Tensor line = s.run(Var.of(new Iota(Extent.of(5))).cast(DType.F64).times(x), x.with(0.5));
            Expect.bits(numbers(shape(5), 0, 0.5, 1, 1.5, 2), line, "the products");
        }));
        return cases;
    }

    private static List<Case> types() {
        List<Case> cases = new ArrayList<>();
        long big = Long.MAX_VALUE - 1;
        for (Tensor x : List.of(
                Tensor.of(new double[] {-0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY}, 2, 2),
                Tensor.of(new float[] {-0f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE}, 2, 2),
                Tensor.of(new long[] {big, -1, Long.MIN_VALUE, 3}, 2, 2),
                Tensor.of(new int[] {Integer.MIN_VALUE, -1, 7, Integer.MAX_VALUE}, 2, 2),
                Tensor.of(new boolean[] {true, false, false, true}, 2, 2))) {
            cases.add(new Case("every movement of " + x.type(), s -> {
                Var in = Var.input("x", x.type());
                Var moved = Var.of(pad(Shape.of(2, 3), shape(0, 0), shape(1, 2)), in.transpose());
                Var there = Var.of(new Concat(0), moved, moved);
                Var back = Var.of(slice(shape(1, 2), shape(2, 2), shape(-1, -2)), there);
                Tensor result = s.run(back.transpose().reshape(4), in.with(x));
                Object expected = Tensor.allocate(x.dtype(), 4);
                int[] from = {3, 2, 1, 0};
                for (int i = 0; i < 4; i++) {
                    System.arraycopy(x.array(), from[i], expected, i, 1);
                }
                Expect.bits(Tensor.wrap(expected, 4), result, "the result");
            }));
        }
        return cases;
    }

    private static List<Case> composed() {
        Var x = Var.input("x", 3, 4);
        return List.of(
                new Case("a slice of a transpose of a slice", s -> {
                    Var rows = Var.of(slice(shape(2, 0), shape(2, 4), shape(-2, 1)), x);
                    Var view = Var.of(slice(shape(1, 0), shape(2, 2), shape(2, 1)), rows.transpose());
                    Expect.bits(numbers(shape(2, 2), 9, 1, 11, 3), s.run(view, x.with(counted(3, 4))), "the result");
                }),
                new Case("a broadcast of a slice, transposed", s -> {
                    Var row = Var.of(slice(shape(1, 0), shape(1, 2), shape(1, 3)), x)
                            .reshape(2);
                    Var view = Var.of(new Broadcast(Shape.of(3, 2), List.of(1)), row)
                            .transpose();
                    Expect.bits(
                            numbers(shape(2, 3), 4, 4, 4, 7, 7, 7), s.run(view, x.with(counted(3, 4))), "the result");
                }),
                new Case("two views of one tensor in one sum", s -> {
                    Var square = Var.of(slice(shape(0, 0), shape(3, 3), shape(1, 1)), x);
                    Tensor sum = s.run(square.plus(square.transpose()), x.with(counted(3, 4)));
                    Expect.bits(numbers(shape(3, 3), 0, 5, 10, 5, 10, 15, 10, 15, 20), sum, "the result");
                }));
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
