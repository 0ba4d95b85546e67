package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.tables.Literals;
import ppl.backend.tck.tables.Pattern;
import ppl.backend.tck.tables.Table;
import ppl.backend.tck.tables.Table.Row;
import ppl.graph.DType;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Gather;
import ppl.graph.op.ScatterAdd;

/** Rules I: gather and scatter-add. */
final class IndexingRules {

    private static final double NAN = Double.NaN;
    private static final double[] TEN_TO_FIFTEEN = {10, 11, 12, 13, 14, 15};

    private IndexingRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "I1.01",
                        "gather takes elements along its axis; the indices' axes take the axis' place",
                        "strides of the axes around",
                        gathers()),
                Rule.of(
                        "I1.02",
                        "an index out of range gathers NaN, 0 or false",
                        "an exception, a clamped or wrapped index, an index cut to 32 bits",
                        outOfRange()),
                Rule.of("I1.03", "every element type is gathered as it is", "a way through float64", types()),
                Rule.of(
                        "I1.04",
                        "indices are read anew at every call",
                        "indices cached by the array's identity",
                        readAnew()),
                Rule.of(
                        "I2.01",
                        "scatter-add adds each update at its index along its axis",
                        "strides of the axes around",
                        scatters()),
                Rule.of(
                        "I2.02",
                        "updates of one element, ranked in row-major order, are added in blocks of 64 ranks, blocks in pairs",
                        "atomic or reordered additions, partial sums of threads, blocks of rows instead of ranks",
                        table("I2.02")),
                Rule.of("I2.03", "integer updates wrap around", "sums in a float", table("I2.03")),
                Rule.of(
                        "I2.04",
                        "updates whose index is out of range are dropped",
                        "an exception, a clamped or wrapped index",
                        dropped()),
                Rule.of(
                        "I2.05",
                        "elements start at 0: one update of -0 gives 0",
                        "the first update stored instead of added",
                        startsAtZero()),
                Rule.of(
                        "I2.06",
                        "constant indices give the bits of given ones",
                        "another order in a layout planned ahead",
                        constantIndices()));
    }

    private static Tensor gather(Subject s, Tensor x, Tensor indices, int axis) {
        Var v = Var.input("x", x.type());
        Var i = Var.input("indices", indices.type());
        return s.run(Var.of(new Gather(axis), v, i), v.with(x), i.with(indices));
    }

    private static Tensor scatter(Subject s, Tensor updates, Tensor indices, int axis, int size) {
        Var u = Var.input("updates", updates.type());
        Var i = Var.input("indices", indices.type());
        return s.run(Var.of(new ScatterAdd(axis, Extent.of(size)), u, i), u.with(updates), i.with(indices));
    }

    private static Tensor counted(int... sizes) {
        int n = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        return Tensor.of(IntStream.range(0, n).asDoubleStream().toArray(), sizes);
    }

    private static Case gathers(String name, Tensor x, Tensor indices, int axis, Tensor expected) {
        return new Case(name, s -> Expect.bits(expected, gather(s, x, indices, axis), "the gathered elements"));
    }

    private static List<Case> gathers() {
        int[] many = IntStream.range(0, 1000).map(i -> i * 7 % 13).toArray();
        return List.of(
                gathers(
                        "a vector, repeated and unordered",
                        counted(5),
                        Tensor.of(new long[] {4, 0, 0, 2}),
                        0,
                        Tensor.of(new double[] {4, 0, 0, 2})),
                gathers("indices of int32", counted(5), Tensor.of(new int[] {3, 1}), 0, Tensor.of(new double[] {3, 1})),
                gathers("a scalar index", counted(5), Tensor.scalar(3L), 0, Tensor.scalar(3.0)),
                gathers(
                        "a matrix of indices",
                        counted(5),
                        Tensor.of(new long[] {1, 2, 3, 4, 0, 1}, 2, 3),
                        0,
                        Tensor.of(new double[] {1, 2, 3, 4, 0, 1}, 2, 3)),
                gathers(
                        "rows",
                        counted(3, 2),
                        Tensor.of(new long[] {2, 0}),
                        0,
                        Tensor.of(new double[] {4, 5, 0, 1}, 2, 2)),
                gathers(
                        "columns",
                        counted(2, 3),
                        Tensor.of(new long[] {2, 0, 2}),
                        1,
                        Tensor.of(new double[] {2, 0, 2, 5, 3, 5}, 2, 3)),
                gathers(
                        "a middle axis by a matrix",
                        counted(2, 3, 2),
                        Tensor.of(new long[] {2, 0}, 2, 1),
                        1,
                        Tensor.of(new double[] {4, 5, 0, 1, 10, 11, 6, 7}, 2, 2, 1, 2)),
                gathers("one column", counted(2, 3), Tensor.scalar(1L), 1, Tensor.of(new double[] {1, 4})),
                gathers("no indices", counted(5), Tensor.of(new long[0]), 0, Tensor.of(new double[0])),
                gathers(
                        "a thousand",
                        counted(13),
                        Tensor.of(many),
                        0,
                        Tensor.of(Arrays.stream(many).asDoubleStream().toArray())));
    }

    private static List<Case> outOfRange() {
        List<Case> cases = new ArrayList<>();
        for (long index : new long[] {
            -1, 5, 6, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, (1L << 32) + 2, Long.MAX_VALUE, Long.MIN_VALUE
        }) {
            cases.add(gathers(
                    "float64 at " + index, counted(5), Tensor.of(new long[] {1, index, 3}), 0, Tensor.of(new double[] {
                        1, NAN, 3
                    })));
        }
        cases.add(gathers(
                "int32 indices",
                counted(5),
                Tensor.of(new int[] {-1, 5, Integer.MIN_VALUE, 4}),
                0,
                Tensor.of(new double[] {NAN, NAN, NAN, 4})));
        cases.add(gathers(
                "float32", Tensor.of(new float[] {1, 2}), Tensor.of(new long[] {2, 0}), 0, Tensor.of(new float[] {
                    Float.NaN, 1
                })));
        cases.add(gathers(
                "int64", Tensor.of(new long[] {1, 2}), Tensor.of(new long[] {2, 0}), 0, Tensor.of(new long[] {0, 1})));
        cases.add(gathers(
                "int32", Tensor.of(new int[] {1, 2}), Tensor.of(new long[] {2, 0}), 0, Tensor.of(new int[] {0, 1})));
        cases.add(gathers(
                "bool",
                Tensor.of(new boolean[] {true, true}),
                Tensor.of(new long[] {2, 0}),
                0,
                Tensor.of(new boolean[] {false, true})));
        cases.add(gathers(
                "a row",
                counted(2, 2),
                Tensor.of(new long[] {5, 1}),
                0,
                Tensor.of(new double[] {NAN, NAN, 2, 3}, 2, 2)));
        cases.add(gathers(
                "a column past the row's end",
                counted(2, 2),
                Tensor.of(new long[] {2}),
                1,
                Tensor.of(new double[] {NAN, NAN}, 2, 1)));
        cases.add(gathers(
                "from nothing", Tensor.of(new double[0]), Tensor.of(new long[] {0}), 0, Tensor.of(new double[] {NAN})));
        cases.add(gathers(
                "every one of 37",
                counted(5),
                Tensor.of(IntStream.range(100, 137).toArray()),
                0,
                filled(37, NAN)));
        return cases;
    }

    private static Tensor filled(int n, double value) {
        double[] all = new double[n];
        Arrays.fill(all, value);
        return Tensor.of(all);
    }

    private static List<Case> types() {
        Tensor indices = Tensor.of(new long[] {1, 0, 1});
        long big = (1L << 53) + 1;
        return List.of(
                gathers("int64 beyond 2^53", Tensor.of(new long[] {1, big}), indices, 0, Tensor.of(new long[] {
                    big, 1, big
                })),
                gathers("int32", Tensor.of(new int[] {-1, 7}), indices, 0, Tensor.of(new int[] {7, -1, 7})),
                gathers("float32", Tensor.of(new float[] {-0f, 0.1f}), indices, 0, Tensor.of(new float[] {
                    0.1f, -0f, 0.1f
                })),
                gathers("bool", Tensor.of(new boolean[] {true, false}), indices, 0, Tensor.of(new boolean[] {
                    false, true, false
                })),
                gathers(
                        "-0, infinity and NaN",
                        Tensor.of(new double[] {-0.0, Double.NEGATIVE_INFINITY}),
                        indices,
                        0,
                        Tensor.of(new double[] {Double.NEGATIVE_INFINITY, -0.0, Double.NEGATIVE_INFINITY})));
    }

    private static List<Case> readAnew() {
        return List.of(new Case("the same array with other indices", s -> {
            Var x = Var.input("x", 6);
            Var i = Var.input("indices", Tensor.of(new long[2]).type());
            try (var trial = s.compile(List.of(x, i), Var.of(new Gather(0), x, i))) {
                var caller = trial.executable().caller();
                long[] indices = {0, 1};
                double[] out = new double[2];
                caller.call(new Object[] {TEN_TO_FIFTEEN.clone(), indices}, new Object[] {out});
                indices[0] = 5;
                indices[1] = 9;
                caller.call(new Object[] {TEN_TO_FIFTEEN.clone(), indices}, new Object[] {out});
                Expect.bits(Tensor.of(new double[] {15, NAN}), Tensor.of(out), "the second call");
            }
        }));
    }

    private static Case scatters(String name, Tensor updates, Tensor indices, int axis, int size, Tensor expected) {
        return new Case(name, s -> Expect.bits(expected, scatter(s, updates, indices, axis, size), "the sums"));
    }

    private static List<Case> scatters() {
        return List.of(
                scatters("a vector", counted(4), Tensor.of(new long[] {2, 0, 2, 1}), 0, 4, Tensor.of(new double[] {
                    1, 3, 2, 0
                })),
                scatters("a scalar index", Tensor.scalar(5.0), Tensor.scalar(1L), 0, 3, Tensor.of(new double[] {0, 5, 0
                })),
                scatters(
                        "rows",
                        counted(3, 2),
                        Tensor.of(new int[] {1, 1, 0}),
                        0,
                        2,
                        Tensor.of(new double[] {4, 5, 2, 4}, 2, 2)),
                scatters(
                        "columns",
                        counted(2, 3),
                        Tensor.of(new long[] {1, 1, 0}),
                        1,
                        2,
                        Tensor.of(new double[] {2, 1, 5, 7}, 2, 2)),
                scatters(
                        "a middle axis by a matrix",
                        counted(2, 2, 1, 2),
                        Tensor.of(new long[] {2, 0}, 2, 1),
                        1,
                        3,
                        Tensor.of(new double[] {2, 3, 0, 0, 0, 1, 6, 7, 0, 0, 4, 5}, 2, 3, 2)),
                scatters(
                        "no updates", Tensor.of(new double[0]), Tensor.of(new long[0]), 0, 2, Tensor.of(new double[2])),
                scatters(
                        "into nothing",
                        Tensor.of(new double[] {1}),
                        Tensor.of(new long[] {0}),
                        0,
                        0,
                        Tensor.of(new double[0])),
                new Case("called twice, the second sums start anew", s -> {
                    Var u = Var.input("updates", 2);
                    Var i = Var.input("indices", Tensor.of(new long[2]).type());
                    try (var trial = s.compile(List.of(u, i), Var.of(new ScatterAdd(0, Extent.of(2)), u, i))) {
                        Tensor updates = Tensor.of(new double[] {1, 2});
                        trial.call(updates, Tensor.of(new long[] {0, 0}));
                        Tensor second = trial.call(updates, Tensor.of(new long[] {1, 1}))
                                .getFirst();
                        Expect.bits(Tensor.of(new double[] {0, 3}), second, "the second sums");
                    }
                }));
    }

    private static List<Case> table(String rule) {
        List<Case> cases = new ArrayList<>();
        for (Row row : Table.read("scatters.csv").rows(rule)) {
            DType dtype = ElementwiseCases.dtype(row.get("type"));
            int[] indices = row.numbers("indices");
            int size = row.number("size");
            cases.add(new Case(row.get("type") + ", " + indices.length + " updates of " + size, s -> {
                Tensor updates = Pattern.named(row.get("pattern")).tensor(dtype, row.number("seed"), indices.length);
                Expect.bits(
                        Literals.vector(dtype, row.get("result")),
                        scatter(s, updates, Tensor.of(indices), 0, size),
                        "the sums");
            }));
        }
        return cases;
    }

    private static List<Case> dropped() {
        List<Case> cases = new ArrayList<>();
        for (long index : new long[] {-1, 2, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE}) {
            cases.add(scatters(
                    "at " + index,
                    Tensor.of(new double[] {1, 2, 4}),
                    Tensor.of(new long[] {0, index, 1}),
                    0,
                    2,
                    Tensor.of(new double[] {1, 4})));
        }
        cases.add(scatters(
                "NaN dropped",
                Tensor.of(new double[] {NAN, 2}),
                Tensor.of(new int[] {-1, 0}),
                0,
                1,
                Tensor.of(new double[] {2})));
        cases.add(scatters(
                "a column past the row's end",
                counted(2, 2),
                Tensor.of(new long[] {2, 0}),
                1,
                2,
                Tensor.of(new double[] {1, 0, 3, 0}, 2, 2)));
        return cases;
    }

    private static List<Case> startsAtZero() {
        return List.of(
                scatters(
                        "float64",
                        Tensor.of(new double[] {-0.0}),
                        Tensor.of(new long[] {0}),
                        0,
                        1,
                        Tensor.of(new double[] {0.0})),
                scatters(
                        "float32",
                        Tensor.of(new float[] {-0f, -0f}),
                        Tensor.of(new long[] {0, 0}),
                        0,
                        1,
                        Tensor.of(new float[] {0f})));
    }

    private static List<Case> constantIndices() {
        List<Case> cases = new ArrayList<>();
        for (int[] size : new int[][] {{5, 2}, {40, 3}, {919, 83}, {2000, 3}, {130, 70}}) {
            int n = size[0];
            int groups = size[1];
            cases.add(new Case(n + " rows in " + groups + " groups", s -> {
                Tensor indices =
                        Tensor.of(IntStream.range(0, n).map(i -> i * i % groups).toArray());
                Tensor x = Pattern.WIDE.tensor(DType.F64, 51, groups);
                Tensor updates = Pattern.WIDE.tensor(DType.F64, 52, n);
                Var v = Var.input("x", groups);
                Var u = Var.input("updates", n);
                Var fixed = Var.constant(indices);
                Tensor gathered = s.run(Var.of(new Gather(0), v, fixed), v.with(x));
                Expect.bits(gather(s, x, indices, 0), gathered, "gather");
                Tensor sums = s.run(Var.of(new ScatterAdd(0, Extent.of(groups)), u, fixed), u.with(updates));
                Expect.bits(scatter(s, updates, indices, 0, groups), sums, "scatter-add");
            }));
        }
        cases.add(new Case("long and short groups on the middle axis", s -> {
            int n = 300;
            Tensor indices = Tensor.of(
                    IntStream.range(0, n).map(i -> i % 3 == 0 ? i % 7 : 7).toArray(), n / 2, 2);
            Tensor updates = Pattern.WIDE.tensor(DType.F64, 53, 2 * n * 3).reshape(2, n / 2, 2, 3);
            Var u = Var.input("updates", updates.type());
            Var sums = Var.of(new ScatterAdd(1, Extent.of(9)), u, Var.constant(indices));
            Expect.bits(scatter(s, updates, indices, 1, 9), s.run(sums, u.with(updates)), "scatter-add");
        }));
        return cases;
    }
}
