package ppl.backend.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Argsort;
import ppl.graph.op.Binary;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Fma;
import ppl.graph.op.Lu;
import ppl.graph.op.Unary;

/**
 * A program with values for its inputs. Together the samples have a kernel of every kind, with loops that end inside of a block, chunk or
 * group, and values at which instructions differ.
 */
record Sample(String name, Program program, List<Tensor> inputs) {

    private static Sample of(String name, List<Var> inputs, List<Tensor> values, Var... outputs) {
        return new Sample(name, new Program(new Graph(inputs, List.of(outputs))), values);
    }

    /** The results of a call. */
    List<Tensor> run(Backend backend) {
        List<Var> outputs = program.graph().outputs();
        Object[] in = inputs.stream().map(Tensor::array).toArray();
        Object[] out = outputs.stream()
                .map(y -> Tensor.allocate(y.dtype(), y.shape().elements()))
                .toArray();
        try (Executable executable = backend.compile(program, NumericMode.STRICT)) {
            executable.caller().call(in, out);
        }
        List<Tensor> results = new ArrayList<>();
        for (int k = 0; k < out.length; k++) {
            results.add(Tensor.wrap(out[k], outputs.get(k).shape().sizes()));
        }
        return results;
    }

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>(List.of(
                loops(),
                folds(),
                zeros(),
                gathers(),
                groups(),
                groupsOfTheCall(),
                products(),
                factors(),
                cholesky(),
                lu(),
                solve(),
                tiles(),
                manyRows(),
                narrow(),
                lines(),
                control(),
                steps(),
                nothing()));
        for (DType dtype : DType.values()) {
            all.add(elementwise(dtype));
        }
        return all;
    }

    private static Tensor numbers(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = random.doubles(n, -3, 3).toArray();
        return Tensor.of(x);
    }

    private static Sample loops() {
        Var x = Var.input("x", 1000);
        Var y = x.times(x).plus(0.1).times(1.7).plus(x);
        return of("loops", List.of(x), List.of(numbers(1000, 1)), y, y.get(3).plus(x.get(999)));
    }

    private static Sample folds() {
        Var x = Var.input("x", 2, 8200);
        Var y = Var.input("y", 7, 40);
        Tensor wide = Tensor.of((double[]) numbers(16_400, 2).array(), 2, 8200);
        Tensor tall = Tensor.of((double[]) numbers(280, 11).array(), 7, 40);
        return of(
                "folds",
                List.of(x, y),
                List.of(wide, tall),
                x.sum(1),
                x.times(x).plus(x).sum(),
                y.max(0),
                y.min(1),
                y.sum(0));
    }

    private static Sample zeros() {
        Var x = Var.input("x", 40);
        double[] nothing = new double[40];
        Arrays.fill(nothing, -0.0);
        return of("zeros", List.of(x), List.of(Tensor.of(nothing)), x.sum(), x.get(3));
    }

    private static Sample gathers() {
        Var x = Var.input("x", 30);
        Var i = Var.input("i", new TensorType(DType.I64, Shape.of(9)));
        Tensor places = Tensor.of(new long[] {0, 29, 30, -1, 5, Long.MAX_VALUE, 7, 1L << 32, 29});
        return of(
                "gathers",
                List.of(x, i),
                List.of(numbers(30, 3), places),
                x.get(i),
                x.times(2).get(i));
    }

    private static int[] places(int n) {
        return IntStream.range(0, n).map(k -> k % 7 == 0 ? 2 : k % 5).toArray();
    }

    private static Sample groups() {
        Var x = Var.input("x", 700);
        Var index = Var.constant(Tensor.of(places(700)));
        Var y = Functions.scatterAdd(x.times(x), index, 0, 6);
        return of("groups", List.of(x), List.of(numbers(700, 4)), y, x.times(x).sum());
    }

    private static Sample groupsOfTheCall() {
        Var x = Var.input("x", 2, 400);
        Var index = Var.input("i", new TensorType(DType.I32, Shape.of(400)));
        Tensor given = Tensor.of((double[]) numbers(800, 5).array(), 2, 400);
        return of(
                "groups of the call",
                List.of(x, index),
                List.of(given, Tensor.of(places(400))),
                Functions.scatterAdd(x, index, 1, 5));
    }

    private static Sample products() {
        Var a = Var.input("a", 3, 700);
        Var b = Var.input("b", 700, 5);
        Tensor left = Tensor.of((double[]) numbers(2100, 6).array(), 3, 700);
        Tensor right = Tensor.of((double[]) numbers(3500, 7).array(), 700, 5);
        return of("products", List.of(a, b), List.of(left, right), Functions.matmul(a, b));
    }

    private static Sample factors() {
        int n = 9;
        Var a = Var.input("a", n, n);
        double[] values = (double[]) numbers(n * n, 8).array();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                values[i * n + j] = i == j ? 20 + i : values[Math.min(i, j) * n + Math.max(i, j)];
            }
        }
        Var l = Functions.cholesky(a);
        Var solved = Functions.triangularSolve(l, a, false);
        return of(
                "factors",
                List.of(a),
                List.of(Tensor.of(values, n, n)),
                l,
                solved,
                Functions.triangularSolve(l, a, true),
                Var.of(new Lu(), a));
    }

    /** Symmetric, with a heavy diagonal. */
    private static Tensor square(int n, long seed) {
        double[] values = (double[]) numbers(n * n, seed).array();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                values[j * n + i] = values[i * n + j] += i == j ? 3 * n : 0;
            }
        }
        return Tensor.of(values, n, n);
    }

    private static Sample cholesky() {
        Var a = Var.input("a", 17, 17);
        return of("cholesky", List.of(a), List.of(square(17, 12)), Functions.cholesky(a));
    }

    /** Whole numbers, so that several of a column are equally large. */
    private static Sample lu() {
        int n = 12;
        Var a = Var.input("a", n, n);
        double[] values = new SplittableRandom(13)
                .ints((long) n * n, -3, 4)
                .asDoubleStream()
                .toArray();
        return of("lu", List.of(a), List.of(Tensor.of(values, n, n)), Var.of(new Lu(), a));
    }

    private static Sample solve() {
        Var l = Var.input("l", 17, 17);
        Var b = Var.input("b", 17, 2);
        Tensor right = Tensor.of((double[]) numbers(34, 15).array(), 17, 2);
        return of(
                "solve",
                List.of(l, b),
                List.of(square(17, 14), right),
                Functions.triangularSolve(l, b, false),
                Functions.triangularSolve(l, b, true));
    }

    private static Sample tiles() {
        Var a = Var.input("a", 66, 20);
        Var b = Var.input("b", 20, 33);
        Tensor left = Tensor.of((double[]) numbers(1320, 16).array(), 66, 20);
        Tensor right = Tensor.of((double[]) numbers(660, 17).array(), 20, 33);
        return of("tiles", List.of(a, b), List.of(left, right), Functions.matmul(a, b));
    }

    /** Rows enough for many threads, of few groups that only the call tells; some rows have none. */
    private static Sample manyRows() {
        int rows = 4500;
        Var x = Var.input("x", rows);
        Var index = Var.input("i", new TensorType(DType.I32, Shape.of(rows)));
        int[] groups =
                IntStream.range(0, rows).map(i -> i % 11 == 0 ? -1 : i * i % 3).toArray();
        return of(
                "many rows",
                List.of(x, index),
                List.of(numbers(rows, 21), Tensor.of(groups)),
                Functions.scatterAdd(x, index, 0, 3));
    }

    /** Float64 data that are float32 numbers, and some that are not. */
    private static Sample narrow() {
        double[] exact = (double[]) numbers(1500, 18).array();
        Arrays.setAll(exact, i -> i == 7 ? -0.0 : (float) exact[i]);
        Var x = Var.constant(Tensor.of(exact));
        Var rows = Var.constant(Tensor.of(exact.clone(), 50, 30));
        Var wide = Var.constant(numbers(1500, 19));
        Var s = Var.input("s");
        Var v = Var.input("v", 30);
        Var places = Var.input("i", new TensorType(DType.I64, Shape.of(3)));
        return of(
                "narrow",
                List.of(s, v, places),
                List.of(Tensor.of(new double[] {1.7}), numbers(30, 20), Tensor.of(new long[] {7, 1499, 1500})),
                x.times(s).plus(wide).sum(),
                x.get(places),
                Functions.matmul(rows, v.times(s).reshape(30, 1)));
    }

    private static Sample lines() {
        Var x = Var.input("x", 1100);
        double[] values = (double[]) numbers(1100, 9).array();
        for (int i = 0; i < values.length; i += 3) {
            values[i] = Math.rint(values[i]);
        }
        values[17] = Double.NaN;
        Var sorted = Var.of(new Argsort(0), x.get(Var.constant(Tensor.of(places(200)))));
        Var few = Var.of(new Argsort(0), x.get(Var.constant(Tensor.of(places(50)))));
        return of(
                "lines",
                List.of(x),
                List.of(Tensor.of(values)),
                sorted,
                few,
                Var.of(new CumulativeSum(0, false), x.times(0.5)),
                Var.of(new CumulativeSum(0, true), sorted));
    }

    private static Sample control() {
        Var x = Var.input("x", 6, 3);
        Var branch = Functions.cond(x.sum().gt(0), () -> x.times(x).sum(), () -> x.sum());
        Var walk = Scan.over(x)
                .from(Functions.zeros(new TensorType(DType.F64, Shape.of(3))))
                .run(t -> t.next(t.state().times(0.5).plus(t.element()).plus(t.row())))
                .states();
        Tensor given = Tensor.of((double[]) numbers(18, 10).array(), 6, 3);
        return of("control", List.of(x), List.of(given), branch, walk);
    }

    /** Loops of as many steps as the numbers say, one in a branch, one in a loop. */
    private static Sample steps() {
        Var x = Var.input("x", 4);
        UnaryOperator<Var> next = v -> v.times(1.25).plus(0.1);
        Var first = Functions.whileLoop(x.get(0).square(), 60, v -> v.lt(20), next);
        Var second = Functions.cond(
                x.get(1).gt(0), () -> Functions.whileLoop(x.get(1), 60, v -> v.lt(3), next), () -> x.get(2)
                        .times(3));
        Var third = Functions.whileLoop(
                x.get(3).square(),
                9,
                v -> v.lt(50),
                v -> Functions.whileLoop(v, 30, w -> w.lt(v.times(2).plus(1)), next));
        return of("steps", List.of(x), List.of(Tensor.of(new double[] {0.3, 0.7, -1.1, 1.9})), first, second, third);
    }

    /** Tensors without elements: divisors of positions are 0 in the text, where no thread comes. */
    private static Sample nothing() {
        Var x = Var.input("x", 0, 3);
        Var y = Var.input("y", 2, 0);
        Var index = Var.input("i", new TensorType(DType.I32, Shape.of(2)));
        return of(
                "nothing",
                List.of(x, y, index),
                List.of(Tensor.wrap(new double[0], 0, 3), Tensor.wrap(new double[0], 2, 0), Tensor.of(new int[] {1, 0
                })),
                Var.of(new Argsort(0), x),
                Var.of(new CumulativeSum(0, false), x),
                Functions.matmul(y, x),
                Functions.scatterAdd(y, index, 0, 3),
                x.sum(0),
                x.times(2));
    }

    private static Tensor hostile(DType dtype) {
        return switch (dtype) {
            case F64 ->
                Tensor.of(
                        new double[] {0.0, -0.0, 1.5, -2.5, 7, -3, Double.NaN, 1e300, -1e300, Double.MIN_VALUE, 3e9, 0.3
                        });
            case F32 ->
                Tensor.of(
                        new float[] {0f, -0f, 1.5f, -2.5f, 7, -3, Float.NaN, 1e30f, -1e30f, Float.MIN_VALUE, 3e9f, 0.3f
                        });
            case I64 -> Tensor.of(new long[] {0, 1, -1, 7, -7, 64, 65, Long.MIN_VALUE, Long.MAX_VALUE, 5, 1L << 40, 3});
            case I32 ->
                Tensor.of(new int[] {0, 1, -1, 7, -7, 32, 33, Integer.MIN_VALUE, Integer.MAX_VALUE, 5, 1 << 20, 3});
            case BOOL ->
                Tensor.of(new boolean[] {true, false, true, true, false, false, true, false, true, true, false, true});
        };
    }

    /** Every primitive on one type, each value with each. */
    private static Sample elementwise(DType dtype) {
        Tensor values = hostile(dtype);
        int n = values.length();
        Var x = Var.input("x", values.type());
        Var left = x.get(
                Var.constant(Tensor.of(IntStream.range(0, n * n).map(k -> k / n).toArray())));
        Var right = x.get(
                Var.constant(Tensor.of(IntStream.range(0, n * n).map(k -> k % n).toArray())));
        List<Var> outputs = new ArrayList<>();
        for (Unary.Fn fn : Unary.Fn.values()) {
            if (fn.accepts(dtype)) {
                outputs.add(Var.of(new Unary(fn), left));
            }
        }
        for (Binary.Fn fn : Binary.Fn.values()) {
            if (fn.accepts(dtype)) {
                outputs.add(Var.of(new Binary(fn), left, right));
            }
        }
        for (Compare.Fn fn : Compare.Fn.values()) {
            outputs.add(Var.of(new Compare(fn), left, right));
        }
        for (DType to : DType.values()) {
            outputs.add(Var.of(new Cast(to), left));
        }
        if (dtype.isFloat()) {
            outputs.add(Var.of(new Fma(), left, right, left));
        }
        Var first = Var.of(new Compare(Compare.Fn.LT), left, right);
        outputs.add(Functions.where(first, left, right));
        return of("elementwise " + dtype, List.of(x), List.of(values), outputs.toArray(Var[]::new));
    }
}
