package ppl.tests.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Fma;
import ppl.graph.op.Gather;
import ppl.graph.math.matrix.QuadraticForm;
import ppl.graph.op.Lu;
import ppl.graph.op.Pad;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.Unary;

/** Every primitive with a derivative, each on operands of many shapes. */
final class GradientCases {

    /**
     * A function of inputs at a point.
     *
     * @param name primitive and shapes
     */
    record Case(String name, List<Var> inputs, List<Tensor> at, Var output) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Scalar, one element, vector, matrix, three axes, and two kinds of nothing. */
    private static final List<int[]> SHAPES = List.of(
            new int[] {},
            new int[] {1},
            new int[] {5},
            new int[] {2, 3},
            new int[] {2, 3, 4},
            new int[] {1, 3, 1},
            new int[] {0},
            new int[] {2, 0});

    private static final List<Unary.Fn> UNARY =
            List.of(Unary.Fn.NEG, Unary.Fn.ABS, Unary.Fn.SQRT, Unary.Fn.FLOOR, Unary.Fn.CEIL, Unary.Fn.RINT);
    private static final List<Binary.Fn> BINARY = List.of(
            Binary.Fn.ADD,
            Binary.Fn.SUB,
            Binary.Fn.MUL,
            Binary.Fn.DIV,
            Binary.Fn.MIN,
            Binary.Fn.MAX,
            Binary.Fn.FLOOR_DIV,
            Binary.Fn.FLOOR_MOD);
    private static final List<Reduce.Fn> REDUCE = List.of(Reduce.Fn.SUM, Reduce.Fn.PROD, Reduce.Fn.MAX, Reduce.Fn.MIN);

    private GradientCases() {}

    static Stream<Case> all() {
        return Stream.of(
                        pointwise(),
                        moved(),
                        picked(),
                        reduced(),
                        cumulated(),
                        ordered(),
                        matrices(),
                        solved(),
                        branches(),
                        loops())
                .flatMap(s -> s);
    }

    /** Inputs of given shapes, at points that keep away from kinks: no two elements are closer than 0.03. */
    private static Case of(String name, List<int[]> shapes, Function<List<Var>, Var> function) {
        List<Var> inputs = new ArrayList<>();
        List<Tensor> at = new ArrayList<>();
        for (int k = 0; k < shapes.size(); k++) {
            int[] sizes = shapes.get(k);
            inputs.add(Var.input("x" + k, sizes));
            double[] values = new double[Shape.of(sizes).elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = 0.31 + 0.15 * (i * 7 % 24) + 0.05 * k;
            }
            at.add(Tensor.wrap(values, sizes));
        }
        String on = shapes.stream().map(Arrays::toString).toList().toString();
        return new Case(name + " on " + on, inputs, at, function.apply(inputs));
    }

    private static Stream<Case> everywhere(String name, int operands, Function<List<Var>, Var> function) {
        Stream<Case> plain = SHAPES.stream()
                .map(s -> of(name, IntStream.range(0, operands).mapToObj(_ -> s).toList(), function));
        Stream<Case> turned = Stream.of(of(
                name + " transposed",
                IntStream.range(0, operands)
                        .mapToObj(k -> k == 0 ? new int[] {3, 2} : new int[] {2, 3})
                        .toList(),
                xs -> {
                    List<Var> operandsOfOneShape = new ArrayList<>(xs);
                    operandsOfOneShape.set(0, xs.getFirst().transpose());
                    return function.apply(operandsOfOneShape);
                }));
        return Stream.concat(plain, turned);
    }

    private static Stream<Case> pointwise() {
        Stream<Case> unary =
                UNARY.stream().flatMap(fn -> everywhere(fn.name(), 1, xs -> Var.of(new Unary(fn), xs.getFirst())));
        Stream<Case> negative = Stream.of(of("ABS below 0", List.of(new int[] {5}), xs -> xs.getFirst()
                .minus(9)
                .abs()));
        Stream<Case> binary = BINARY.stream().flatMap(fn -> everywhere(fn.name(), 2, xs -> Var.of(new Binary(fn), xs)));
        Stream<Case> broadcast = BINARY.stream().flatMap(fn -> Stream.of(
                        List.of(new int[] {3, 1}, new int[] {4}),
                        List.of(new int[] {2, 3, 1}, new int[] {1, 4}),
                        List.of(new int[] {}, new int[] {2, 2}),
                        List.of(new int[] {0, 1}, new int[] {3}))
                .map(s -> of(fn.name() + " broadcast", s, xs -> fn.of(xs.get(0), xs.get(1)))));
        Stream<Case> itself = BINARY.stream()
                .map(fn -> of(
                        fn.name() + " of one operand",
                        List.of(new int[] {5}),
                        xs -> fn.of(xs.get(0), xs.get(0).square())));
        Stream<Case> fma = everywhere("FMA", 3, xs -> Var.of(new Fma(), xs));
        Stream<Case> select =
                everywhere("SELECT", 3, xs -> Var.of(new Select(), xs.get(0).gt(1.5), xs.get(1), xs.get(2)));
        Stream<Case> cast = everywhere(
                "CAST of a count", 1, xs -> xs.getFirst().times(xs.getFirst().cast(DType.I64)));
        return Stream.of(unary, negative, binary, broadcast, itself, fma, select, cast)
                .flatMap(s -> s);
    }

    private static Stream<Case> moved() {
        List<Case> cases = new ArrayList<>();
        for (int[] s : SHAPES) {
            int n = Shape.of(s).elements();
            int rank = s.length;
            cases.add(of("RESHAPE", List.of(s), xs -> Var.of(new Reshape(Shape.of(1, n)), xs)
                    .square()));
            Shape outer = Shape.of(3).concat(Shape.of(s)).concat(Shape.of(2));
            List<Integer> inner = IntStream.range(1, rank + 1).boxed().toList();
            cases.add(of("BROADCAST", List.of(s), xs -> Var.of(new Broadcast(outer, inner), xs)
                    .square()));
            List<Integer> reversed =
                    IntStream.range(0, rank).map(a -> rank - 1 - a).boxed().toList();
            cases.add(of("TRANSPOSE", List.of(s), xs -> Var.of(new Transpose(reversed), xs)
                    .square()));
            List<Integer> last =
                    Arrays.stream(s).map(m -> Math.max(0, m - 1)).boxed().toList();
            List<Integer> half = Arrays.stream(s).map(m -> (m + 1) / 2).boxed().toList();
            List<Integer> back = IntStream.range(0, rank).mapToObj(_ -> -2).toList();
            cases.add(of("SLICE backwards", List.of(s), xs -> Var.of(new Slice(last, half, back), xs)
                    .square()));
            Shape roomy = Shape.of(Arrays.stream(s).map(m -> 2 * m + 3).toArray());
            List<Integer> ones = IntStream.range(0, rank).mapToObj(_ -> 1).toList();
            List<Integer> twos = IntStream.range(0, rank).mapToObj(_ -> 2).toList();
            cases.add(of("PAD", List.of(s), xs -> Var.of(new Pad(roomy, ones, twos), xs)
                    .plus(1)
                    .square()));
            for (int axis = 0; axis < rank; axis++) {
                int a = axis;
                cases.add(of("CONCAT axis " + a, List.of(s, s, s), xs -> Var.of(new Concat(a), xs)
                        .square()));
            }
        }
        cases.add(of(
                "RESHAPE transposed",
                List.of(new int[] {2, 3}),
                xs -> xs.getFirst().transpose().reshape(6).square()));
        return cases.stream();
    }

    private static Stream<Case> picked() {
        List<Case> cases = new ArrayList<>();
        Var repeated = Var.constant(Tensor.of(new long[] {1, 0, 1, 2}));
        Var table = Var.constant(Tensor.of(new int[] {2, 0, 0, 1, 1, 1}, 2, 3));
        Var none = Var.constant(Tensor.of(new long[0]));
        Var one = Var.constant(1L);
        for (Var indices : List.of(repeated, table, none, one)) {
            for (int[] s :
                    List.of(new int[] {3}, new int[] {3, 2}, new int[] {2, 3}, new int[] {2, 3, 2}, new int[] {0, 3})) {
                int axis = s[0] == 3 ? 0 : 1;
                cases.add(of("GATHER by " + indices.shape(), List.of(s), xs -> Var.of(
                                new Gather(axis), xs.getFirst(), indices)
                        .square()));
                int[] updates = indices.shape().concat(Shape.of(4)).sizes();
                cases.add(of("SCATTER_ADD by " + indices.shape(), List.of(updates), xs -> Var.of(
                                new ScatterAdd(0, Extent.of(3)), xs.getFirst(), indices)
                        .square()));
            }
        }
        cases.add(of(
                "GATHER transposed",
                List.of(new int[] {2, 3}),
                xs -> xs.getFirst().transpose().get(repeated).square()));
        cases.add(of("GATHER outside", List.of(new int[] {3}), GradientCases::guardedGather));
        cases.add(of("SCATTER_ADD on an inner axis", List.of(new int[] {2, 4, 2}), xs -> Functions.scatterAdd(
                        xs.getFirst(), repeated, 1, 3)
                .square()));
        return cases.stream();
    }

    /** Positions that come out of the graph; the one outside is masked. */
    private static Var guardedGather(List<Var> xs) {
        Var positions = xs.getFirst().times(0).cast(DType.I64).plus(Var.constant(Tensor.of(new long[] {0, 2, 7})));
        Var inside = positions.lt(3);
        return Functions.where(inside, xs.getFirst().get(positions).square(), xs.getFirst());
    }

    private static Stream<Case> reduced() {
        List<Case> cases = new ArrayList<>();
        for (Reduce.Fn fn : REDUCE) {
            for (int[] s : SHAPES) {
                for (int mask = 1; mask < 1 << s.length; mask++) {
                    int chosen = mask;
                    List<Integer> axes = IntStream.range(0, s.length)
                            .filter(a -> (chosen >> a & 1) == 1)
                            .boxed()
                            .toList();
                    cases.add(of(fn + " over " + axes, List.of(s), xs -> Var.of(new Reduce(fn, axes), xs)));
                }
            }
            cases.add(of(
                    fn + " transposed",
                    List.of(new int[] {2, 3}),
                    xs -> Var.of(new Reduce(fn, List.of(1)), xs.getFirst().transpose())));
        }
        cases.add(of(
                "PROD with a zero",
                List.of(new int[] {3}),
                xs -> Var.of(
                        new Reduce(Reduce.Fn.PROD, List.of(0)), xs.getFirst().minus(0.31))));
        cases.add(of(
                "SUM of 9000",
                List.of(new int[] {1}),
                xs -> xs.getFirst().broadcastTo(Shape.of(9000)).square().sum()));
        return cases.stream();
    }

    private static Stream<Case> cumulated() {
        List<Case> cases = new ArrayList<>();
        for (boolean reverse : new boolean[] {false, true}) {
            for (int[] s : SHAPES) {
                for (int axis = 0; axis < s.length; axis++) {
                    CumulativeSum sum = new CumulativeSum(axis, reverse);
                    cases.add(of(sum + "", List.of(s), xs -> Var.of(sum, xs).square()));
                }
            }
            cases.add(of(
                    "CUMSUM transposed",
                    List.of(new int[] {2, 3}),
                    xs -> Var.of(new CumulativeSum(1, reverse), xs.getFirst().transpose())));
            cases.add(of("CUMSUM of which some are taken", List.of(new int[] {4, 2}), xs -> {
                Var sums = Var.of(new CumulativeSum(0, reverse), xs.getFirst().log());
                return Functions.where(sums.gt(0), sums.square(), 0);
            }));
        }
        return cases.stream();
    }

    private static Stream<Case> ordered() {
        List<Case> cases = new ArrayList<>();
        for (int[] s : SHAPES) {
            for (int axis = 0; axis < s.length; axis++) {
                int a = axis;
                cases.add(of("SORT along " + a, List.of(s), xs -> Functions.sort(xs.getFirst(), a)
                        .square()));
                cases.add(of("MEDIAN over " + a, List.of(s), xs -> Functions.median(xs.getFirst(), a)));
            }
            cases.add(of("MEDIAN", List.of(s), xs -> Functions.median(xs.getFirst())));
        }
        Var repeated = Var.constant(Tensor.of(new long[] {1, 0, 1, -1}, 1, 4));
        cases.add(of(
                "TAKE_ALONG_AXIS", List.of(new int[] {2, 3}), xs -> Functions.takeAlongAxis(xs.getFirst(), repeated, 1)
                        .square()));
        return cases.stream();
    }

    private static Stream<Case> matrices() {
        List<Case> cases = new ArrayList<>();
        int[][][] products = {
            {{2, 3}, {3, 4}},
            {{1, 1}, {1, 1}},
            {{3, 1}, {1, 2}},
            {{2, 2, 3}, {2, 3, 2}},
            {{2, 0}, {0, 3}},
            {{0, 2}, {2, 2}},
            {{1, 300}, {300, 1}}
        };
        for (int[][] p : products) {
            cases.add(of("MATMUL", List.of(p), xs -> Functions.matmul(xs.get(0), xs.get(1))));
        }
        cases.add(of(
                "MATMUL transposed",
                List.of(new int[] {3, 2}, new int[] {4, 3}),
                xs -> Functions.matmul(xs.get(0).transpose(), xs.get(1).transpose())));
        cases.add(of(
                "MATMUL batch broadcast",
                List.of(new int[] {2, 2, 3}, new int[] {3, 2}),
                xs -> Functions.matmul(xs.get(0), xs.get(1))));
        cases.add(of("DOT of vectors", List.of(new int[] {4}, new int[] {4}), xs -> xs.get(0)
                .dot(xs.get(1))));
        cases.add(
                of("DOT with itself", List.of(new int[] {3, 3}), xs -> xs.get(0).dot(xs.get(0))));
        for (int n : new int[] {0, 1, 2, 3, 5, 8}) {
            int[] square = {n, n};
            cases.add(of("CHOLESKY", List.of(square), xs -> Functions.cholesky(positiveDefinite(xs.getFirst()))));
            cases.add(of(
                    "CHOLESKY of a product", List.of(square), xs -> Functions.cholesky(positiveDefinite(xs.getFirst()))
                            .square()
                            .sum()
                            .times(xs.getFirst().sum())));
            for (boolean transposed : new boolean[] {false, true}) {
                for (int m : new int[] {0, 1, 3}) {
                    cases.add(of(
                            "TRIANGULAR_SOLVE" + (transposed ? " transposed" : ""),
                            List.of(square, new int[] {n, m}),
                            xs -> Functions.triangularSolve(dominant(xs.get(0)), xs.get(1), transposed)));
                }
            }
        }
        int[] batch = {2, 1, 3, 3};
        cases.add(of("CHOLESKY of a batch", List.of(batch), xs -> Functions.cholesky(positiveDefinite(xs.getFirst()))));
        for (boolean transposed : new boolean[] {false, true}) {
            for (int[][] shapes :
                    new int[][][] {{batch, {2, 2, 3, 2}}, {{3, 3}, {2, 3, 2}}, {batch, {3}}, {{2, 0, 3, 3}, {3, 2}}}) {
                cases.add(of(
                        "TRIANGULAR_SOLVE of a batch" + (transposed ? " transposed" : ""),
                        List.of(shapes),
                        xs -> Functions.triangularSolve(dominant(xs.get(0)), xs.get(1), transposed)));
            }
        }
        cases.add(of("DIAGONAL of a batch", List.of(batch), xs -> Functions.diagonal(xs.getFirst())
                .square()));
        cases.add(of(
                "TRIANGULAR_SOLVE of a vector",
                List.of(new int[] {3, 3}, new int[] {3}),
                xs -> Functions.triangularSolve(dominant(xs.get(0)), xs.get(1), false)));
        cases.add(of("DIAGONAL", List.of(new int[] {3, 3}), xs -> Functions.diagonal(xs.getFirst())
                .square()));
        return cases.stream();
    }

    private static Stream<Case> solved() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {0, 1, 2, 3, 5}) {
            int[] square = {n, n};
            cases.add(of("LU", List.of(square), xs -> Var.of(new Lu(), mixed(xs.getFirst()))));
            cases.add(of("INVERSE", List.of(square), xs -> Functions.inverse(mixed(xs.getFirst()))));
            cases.add(of("INVERSE_SPD", List.of(square), xs -> Functions.inverseSpd(positiveDefinite(xs.getFirst()))));
            cases.add(of("DET", List.of(square), xs -> Functions.det(mixed(xs.getFirst()))));
            cases.add(of("SLOGDET", List.of(square), xs -> Functions.slogdet(mixed(xs.getFirst()))
                    .getLast()));
            cases.add(of("LOGDET_SPD", List.of(square), xs -> Functions.logdetSpd(positiveDefinite(xs.getFirst()))));
            for (int m : new int[] {0, 1, 3}) {
                List<int[]> both = List.of(square, new int[] {n, m});
                cases.add(of("SOLVE", both, xs -> Functions.solve(mixed(xs.get(0)), xs.get(1))));
                cases.add(of("SOLVE_SPD", both, xs -> Functions.solveSpd(positiveDefinite(xs.get(0)), xs.get(1))));
                cases.add(of("QUADRATIC_FORM", both, xs -> QuadraticForm.of(positiveDefinite(xs.get(0)), xs.get(1))));
                cases.add(of(
                        "QUADRATIC_FORM of the inverse",
                        both,
                        xs -> QuadraticForm.ofInverse(positiveDefinite(xs.get(0)), xs.get(1))));
            }
        }
        int[] batch = {2, 1, 3, 3};
        for (int[][] shapes :
                new int[][][] {{batch, {2, 2, 3, 2}}, {{3, 3}, {2, 3, 2}}, {batch, {3}}, {{2, 0, 3, 3}, {3, 2}}}) {
            List<int[]> both = List.of(shapes);
            cases.add(of("SOLVE of a batch", both, xs -> Functions.solve(mixed(xs.get(0)), xs.get(1))));
            cases.add(
                    of("SOLVE_SPD of a batch", both, xs -> Functions.solveSpd(positiveDefinite(xs.get(0)), xs.get(1))));
        }
        List<int[]> forms = List.of(new int[] {2, 2, 3, 3}, new int[] {2, 2, 3, 2});
        cases.add(of("QUADRATIC_FORM of a batch", forms, xs -> QuadraticForm.of(positiveDefinite(xs.get(0)), xs.get(1))));
        cases.add(of(
                "QUADRATIC_FORM of a batch of inverses",
                forms,
                xs -> QuadraticForm.ofInverse(positiveDefinite(xs.get(0)), xs.get(1))));
        cases.add(of("INVERSE of a batch", List.of(batch), xs -> Functions.inverse(mixed(xs.getFirst()))));
        cases.add(of("DET of a batch", List.of(batch), xs -> Functions.det(mixed(xs.getFirst()))));
        cases.add(of("SLOGDET of a batch", List.of(batch), xs -> Functions.slogdet(mixed(xs.getFirst()))
                .getLast()));
        cases.add(of(
                "LOGDET_SPD of a batch", List.of(batch), xs -> Functions.logdetSpd(positiveDefinite(xs.getFirst()))));
        return cases.stream();
    }

    private static Stream<Case> branches() {
        return Stream.of(-1e9, 1e9)
                .flatMap(limit -> everywhere("COND above " + limit, 2, xs -> {
                    Var x = xs.get(0);
                    Var y = xs.get(1);
                    Var before = x.square();
                    List<Var> both = Functions.cond(
                            y.sum().gt(limit),
                            () -> List.of(before.times(y), y.sum()),
                            () -> List.of(y.sqrt().times(2), x.times(y).sum()));
                    return both.get(0).times(both.get(1)).plus(x);
                }));
    }

    private static Stream<Case> loops() {
        return everywhere("LOOP", 2, xs -> {
            Scan.Result r = Scan.times(4).from(xs.get(0)).from(xs.get(1)).run(t -> t.next(
                            t.state(0).times(t.state(1)).times(0.1).plus(xs.get(1)), t.state(0))
                    .give(t.state(1).square().sum().times(t.row())));
            return r.last(1).plus(r.states(0).sum(0)).times(r.output().sum());
        });
    }

    private static Var eye(int n) {
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return Var.constant(Tensor.wrap(values, n, n));
    }

    private static Var positiveDefinite(Var x) {
        int n = x.shape().size(-1);
        return Functions.matmul(x, Functions.matrixTranspose(x)).times(0.1).plus(eye(n).times(2));
    }

    /** A matrix whose substitution is stable; the upper triangle is filled and must not be read. */
    private static Var dominant(Var x) {
        return x.times(0.2).plus(eye(x.shape().size(-1)).times(3));
    }

    /** A regular matrix whose rows must be exchanged: the greatest elements are beside the diagonal. */
    private static Var mixed(Var x) {
        int n = x.shape().size(-1);
        Var shifted = Functions.take(
                eye(n),
                Var.constant(
                        Tensor.of(IntStream.range(0, n).map(i -> (i + 1) % n).toArray())),
                0);
        return x.times(0.2).plus(shifted.times(3));
    }
}
