package ppl.backend.tck.areas;

import static ppl.backend.tck.areas.Moves.counted;
import static ppl.backend.tck.areas.Moves.move;
import static ppl.backend.tck.areas.Moves.numbers;
import static ppl.backend.tck.areas.Moves.pad;
import static ppl.backend.tck.areas.Moves.shape;
import static ppl.backend.tck.areas.Moves.slice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Iota;

/** Rules M1.04 to M1.09: elements taken from, put into and joined with others, counted, and moved again. */
final class SliceRules {

    private SliceRules() {}

    static List<Rule> all() {
        return List.of(
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
                Rule.of("M1.09", "views of views compose", "strides composed in the wrong order", composed()));
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
                            s.run(Var.of(new Iota(Shape.Extent.of(n)))),
                            "the numbers")));
        }
        cases.add(new Case("in arithmetic", s -> {
            Var x = Var.input("x");
            Tensor line =
                    s.run(Var.of(new Iota(Shape.Extent.of(5))).cast(DType.F64).times(x), x.with(0.5));
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
}
