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
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** Rules P1: the forms a program may take. */
final class ProgramRules {

    private ProgramRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "P1.01",
                        "an output may be an input, a constant, or the same node as another output",
                        "outputs that only computed nodes can be",
                        outputs()),
                Rule.of(
                        "P1.02",
                        "a program may have no inputs, unused inputs, or inputs used often",
                        "inputs numbered by their use",
                        inputs()),
                Rule.of("P1.03", "a node used by several others has one value", "a buffer reused too early", shared()),
                Rule.of(
                        "P1.04",
                        "programs may be long and wide",
                        "recursion over nodes, the size limit of a generated method",
                        large()),
                Rule.of("P1.05", "mixed types and shapes in one program", "one loop for all", mixed()));
    }

    private static List<Case> outputs() {
        Var x = Var.input("x", 3);
        Tensor value = Tensor.of(new double[] {1, -0.0, 3});
        return List.of(
                new Case("an input", s -> Expect.bits(value, s.run(x, x.with(value)), "the output")),
                new Case("an input, its copy is not changed with it", s -> {
                    try (var trial = s.compile(List.of(x), x)) {
                        double[] in = {1, 2, 3};
                        double[] out = new double[3];
                        trial.executable().caller().call(new Object[] {in}, new Object[] {out});
                        in[0] = 9;
                        Expect.bits(Tensor.of(new double[] {1, 2, 3}), Tensor.of(out), "the output");
                    }
                }),
                new Case("a constant", s -> Expect.bits(value, s.run(Var.constant(value)), "the output")),
                new Case("a scalar constant of each type", s -> {
                    for (DType dtype : DType.values()) {
                        Tensor one = Tensor.wrap(allOnes(dtype), new int[0]);
                        Expect.bits(one, s.run(Var.constant(one)), "the output");
                    }
                }),
                new Case("one node twice", s -> {
                    Var y = x.plus(1);
                    List<Tensor> both = s.runAll(List.of(y, y), x.with(value));
                    Expect.bits(both.get(0), both.get(1), "the second output");
                    Expect.bits(Tensor.of(new double[] {2, 1, 4}), both.get(1), "the second output");
                }),
                new Case("an input twice and a node between", s -> {
                    List<Tensor> three = s.runAll(List.of(x, x.plus(1), x), x.with(value));
                    Expect.bits(value, three.get(0), "the first output");
                    Expect.bits(value, three.get(2), "the third output");
                }),
                new Case("a node on the way to another output", s -> {
                    Var y = x.plus(1);
                    List<Tensor> both = s.runAll(List.of(y.times(y), y), x.with(value));
                    Expect.bits(Tensor.of(new double[] {4, 1, 16}), both.get(0), "the square");
                    Expect.bits(Tensor.of(new double[] {2, 1, 4}), both.get(1), "the node");
                }),
                new Case("seven outputs in their order", s -> {
                    List<Var> outputs =
                            IntStream.range(0, 7).mapToObj(i -> x.sum().plus(i)).toList();
                    List<Tensor> values = s.runAll(outputs.reversed(), x.with(value));
                    for (int i = 0; i < 7; i++) {
                        Expect.bits(Tensor.scalar(10.0 - i), values.get(i), "output " + i);
                    }
                }));
    }

    private static Object allOnes(DType dtype) {
        return switch (dtype) {
            case F64 -> new double[] {1};
            case F32 -> new float[] {1};
            case I64 -> new long[] {1};
            case I32 -> new int[] {1};
            case BOOL -> new boolean[] {true};
        };
    }

    private static List<Case> inputs() {
        return List.of(
                new Case(
                        "none",
                        s -> Expect.bits(
                                Tensor.scalar(0.30000000000000004),
                                s.run(Var.constant(0.1, 0.2).sum()),
                                "the output")),
                new Case("an unused one before and after", s -> {
                    Var unused = Var.input("unused", 2);
                    Var x = Var.input("x");
                    Var last = Var.input("last", TensorType.scalar(DType.BOOL));
                    try (var trial = s.compile(List.of(unused, x, last), x.plus(1))) {
                        Tensor y = trial.call(Tensor.of(new double[2]), Tensor.scalar(4.0), Tensor.scalar(true))
                                .getFirst();
                        Expect.bits(Tensor.scalar(5.0), y, "the output");
                    }
                }),
                new Case("in another order than their use", s -> {
                    Var x = Var.input("x");
                    Var y = Var.input("y");
                    try (var trial = s.compile(List.of(y, x), x.minus(y))) {
                        Tensor d = trial.call(Tensor.scalar(1.0), Tensor.scalar(10.0))
                                .getFirst();
                        Expect.bits(Tensor.scalar(9.0), d, "x - y");
                    }
                }),
                new Case("of one name", s -> {
                    Var a = Var.input("x");
                    Var b = Var.input("x");
                    Expect.bits(Tensor.scalar(-3.0), s.run(a.minus(b), a.with(1.0), b.with(4.0)), "the difference");
                }),
                new Case("forty of them", s -> {
                    List<Var> many = IntStream.range(0, 40)
                            .mapToObj(i -> Var.input("x" + i, 3))
                            .toList();
                    Var sum = many.stream().reduce(Var::plus).orElseThrow();
                    try (var trial = s.compile(many, sum)) {
                        Tensor[] values = IntStream.range(0, 40)
                                .mapToObj(i -> Tensor.of(new double[] {i, -i, 1}))
                                .toArray(Tensor[]::new);
                        Expect.bits(
                                Tensor.of(new double[] {780, -780, 40}),
                                trial.call(values).getFirst(),
                                "the sum");
                    }
                }));
    }

    private static List<Case> shared() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {1, 20, 3000}) {
            cases.add(new Case("early node used late, " + n + " elements", s -> {
                Var x = Var.input("x", n);
                Var early = x.times(3);
                Var late = early;
                double[] expected =
                        IntStream.range(0, n).mapToDouble(i -> i * 3.0).toArray();
                for (int k = 1; k <= 12; k++) {
                    late = late.minus(k).times(late);
                    for (int i = 0; i < n; i++) {
                        expected[i] = (expected[i] - k) * expected[i];
                    }
                }
                Tensor given = Tensor.of(IntStream.range(0, n).asDoubleStream().toArray());
                Tensor actual = s.run(late.plus(early), x.with(given));
                for (int i = 0; i < n; i++) {
                    expected[i] += i * 3.0;
                }
                Expect.bits(Tensor.of(expected), actual, "the result");
            }));
        }
        return cases;
    }

    private static List<Case> large() {
        return List.of(
                new Case("a chain of 5000 operations on scalars", s -> {
                    Var x = Var.input("x");
                    Var y = x;
                    double expected = 0.3;
                    for (int i = 0; i < 2500; i++) {
                        y = y.times(0.75).plus(x);
                        expected = expected * 0.75 + 0.3;
                    }
                    Expect.bits(Tensor.scalar(expected), s.run(y, x.with(0.3)), "the end of the chain");
                }),
                new Case("a chain of 2000 operations on vectors", s -> {
                    Var x = Var.input("x", 19);
                    Var y = x;
                    double[] given =
                            IntStream.range(0, 19).mapToDouble(i -> 0.1 * i).toArray();
                    double[] expected = given.clone();
                    for (int k = 0; k < 1000; k++) {
                        y = y.times(0.75).plus(x);
                        for (int i = 0; i < 19; i++) {
                            expected[i] = expected[i] * 0.75 + given[i];
                        }
                    }
                    Expect.bits(Tensor.of(expected), s.run(y, x.with(Tensor.of(given))), "the end of the chain");
                }),
                new Case("300 outputs", s -> {
                    Var x = Var.input("x", 5);
                    List<Var> outputs = IntStream.range(0, 300)
                            .mapToObj(i -> x.times(i + 0.5).sum())
                            .toList();
                    Tensor ones = Tensor.of(new double[] {1, 1, 1, 1, 1});
                    List<Tensor> values = s.runAll(outputs, x.with(ones));
                    for (int i = 0; i < 300; i++) {
                        Expect.bits(Tensor.scalar(5 * (i + 0.5)), values.get(i), "output " + i);
                    }
                }),
                new Case("a vector of a million elements", s -> {
                    Var x = Var.input("x", 1_000_000);
                    double[] given = new double[1_000_000];
                    Arrays.setAll(given, i -> i % 1000);
                    Tensor y = s.run(x.times(x).sum(), x.with(Tensor.wrap(given, 1_000_000)));
                    Expect.bits(Tensor.scalar(332_833_500_000.0), y, "the sum of squares"); // whole numbers: exact
                }));
    }

    private static List<Case> mixed() {
        return List.of(
                new Case("comparison, cast, select, sum", s -> {
                    Var x = Var.input("x", 4);
                    Var n = Var.input("n", Tensor.of(new int[4]).type());
                    Var hit = x.gt(n.cast(DType.F64));
                    Var y = Functions.where(hit, x, Functions.zerosLike(x))
                            .sum()
                            .plus(hit.cast(DType.I64).sum().cast(DType.F64));
                    Tensor value = s.run(
                            y, x.with(Tensor.of(new double[] {1, 2, 3, 4})), n.with(Tensor.of(new int[] {2, 1, 5, 0})));
                    Expect.bits(Tensor.scalar(8.0), value, "the result");
                }),
                new Case("outputs of every type", s -> {
                    Var x = Var.input("x", 3);
                    List<Var> outputs =
                            Arrays.stream(DType.values()).map(x::cast).toList();
                    List<Tensor> values = s.runAll(outputs, x.with(Tensor.of(new double[] {0, 1.5, -2})));
                    Expect.bits(Tensor.of(new boolean[] {false, true, true}), values.get(DType.BOOL.ordinal()), "bool");
                    Expect.bits(Tensor.of(new int[] {0, 1, -2}), values.get(DType.I32.ordinal()), "int32");
                    Expect.bits(Tensor.of(new long[] {0, 1, -2}), values.get(DType.I64.ordinal()), "int64");
                    Expect.bits(Tensor.of(new float[] {0, 1.5f, -2}), values.get(DType.F32.ordinal()), "float32");
                    Expect.bits(Tensor.of(new double[] {0, 1.5, -2}), values.get(DType.F64.ordinal()), "float64");
                }),
                new Case("loops of several lengths", s -> {
                    Var x = Var.input("x", 7);
                    Var y = Var.input("y", 30);
                    Var z = x.sum().plus(y.max()).broadcastTo(Shape.of(4)).times(x.max());
                    Tensor ones = Tensor.of(new double[] {1, 1, 1, 1, 1, 1, 2});
                    Tensor counted =
                            Tensor.of(IntStream.range(0, 30).asDoubleStream().toArray());
                    Expect.bits(
                            Tensor.of(new double[] {74, 74, 74, 74}),
                            s.run(z, x.with(ones), y.with(counted)),
                            "the result");
                }));
    }
}
