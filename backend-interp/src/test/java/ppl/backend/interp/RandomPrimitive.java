package ppl.backend.interp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import ppl.backend.spi.Program;
import ppl.graph.Body;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Argsort;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Compare;
import ppl.graph.op.Concat;
import ppl.graph.op.Cond;
import ppl.graph.op.Constant;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Fma;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Lu;
import ppl.graph.op.MatMul;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;
import ppl.graph.op.ShapeOf;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.TriangularSolve;
import ppl.graph.op.Unary;

/** A primitive with operands, both drawn from a seed. */
record RandomPrimitive(Prim op, List<Tensor> operands, TensorType type) {

    private static final int LONGEST = 3;

    /** For each kind of primitive, how one is drawn. */
    static final Map<Class<?>, Function<SplittableRandom, RandomPrimitive>> BY_KIND = Map.ofEntries(
            Map.entry(Input.class, r -> of(new Input(new Input.Slot("x"), type(r), Interval.ALL))),
            Map.entry(Constant.class, r -> of(new Constant(tensor(r, dtype(r), shape(r))))),
            Map.entry(Iota.class, r -> of(new Iota(Extent.of(r.nextInt(4))))),
            Map.entry(
                    Unary.class,
                    r -> of(new Unary(drawn(r, Unary.Fn.values(), fn -> fn.accepts(DType.F64))), float64(r, shape(r)))),
            Map.entry(
                    Binary.class,
                    r -> aligned(
                            new Binary(drawn(r, Binary.Fn.values(), fn -> fn.accepts(DType.F64))),
                            r,
                            DType.F64,
                            DType.F64)),
            Map.entry(
                    Compare.class,
                    r -> aligned(
                            new Compare(Compare.Fn.values()[r.nextInt(Compare.Fn.values().length)]),
                            r,
                            DType.F64,
                            DType.F64)),
            Map.entry(Fma.class, r -> aligned(new Fma(), r, DType.F64, DType.F64, DType.F64)),
            Map.entry(Select.class, r -> aligned(new Select(), r, DType.BOOL, DType.F64, DType.F64)),
            Map.entry(Cast.class, r -> of(new Cast(dtype(r)), tensor(r, dtype(r), shape(r)))),
            Map.entry(Bitcast.class, r -> of(new Bitcast(DType.I64), float64(r, shape(r)))),
            Map.entry(Reduce.class, RandomPrimitive::reduce),
            Map.entry(Reshape.class, RandomPrimitive::reshape),
            Map.entry(Broadcast.class, RandomPrimitive::broadcast),
            Map.entry(Transpose.class, RandomPrimitive::transpose),
            Map.entry(Slice.class, r -> {
                Region region = Region.of(r, shape(r));
                return of(new Slice(region.starts, ints(region.part), region.steps), tensor(r, dtype(r), region.whole));
            }),
            Map.entry(Pad.class, r -> {
                Region region = Region.of(r, shape(r));
                return of(new Pad(region.whole, region.starts, region.steps), tensor(r, dtype(r), region.part));
            }),
            Map.entry(Concat.class, RandomPrimitive::concat),
            Map.entry(Gather.class, RandomPrimitive::gather),
            Map.entry(
                    CumulativeSum.class,
                    r -> of(
                            new CumulativeSum(r.nextInt(3), r.nextBoolean()),
                            float64(r, Shape.of(length(r), length(r), length(r))))),
            Map.entry(ScatterAdd.class, RandomPrimitive::scatterAdd),
            Map.entry(Argsort.class, r -> {
                Shape shape = Shape.of(length(r), length(r), length(r));
                return of(new Argsort(r.nextInt(3)), tensor(r, dtype(r), shape));
            }),
            Map.entry(ShapeOf.class, r -> of(new ShapeOf(0), float64(r, Shape.of(length(r), length(r))))),
            Map.entry(MatMul.class, r -> {
                int batch = length(r);
                int inner = length(r);
                return of(
                        new MatMul(),
                        float64(r, Shape.of(batch, length(r), inner)),
                        float64(r, Shape.of(batch, inner, length(r))));
            }),
            Map.entry(Cholesky.class, r -> {
                int n = length(r);
                return of(new Cholesky(), definite(r, length(r), n));
            }),
            Map.entry(Lu.class, r -> {
                int n = length(r);
                return of(new Lu(), float64(r, Shape.of(length(r), n, n)));
            }),
            Map.entry(TriangularSolve.class, r -> {
                int batch = length(r);
                int n = length(r);
                return of(
                        new TriangularSolve(r.nextBoolean()),
                        definite(r, batch, n),
                        float64(r, Shape.of(batch, n, length(r))));
            }),
            Map.entry(Projection.class, RandomPrimitive::cond));

    /** Its value where operands have other elements. */
    Tensor evaluate(List<Tensor> values) {
        if (!(op instanceof Projection)) {
            return Primitives.evaluate(op, values, type);
        }
        List<Var> inputs = inputs(values);
        Program program = new Program(new Graph(inputs, List.of(Var.of(op, inputs))));
        return new Interpretation(program).values(values).getFirst();
    }

    private static RandomPrimitive of(Prim op, Tensor... operands) {
        List<Tensor> values = List.of(operands);
        return new RandomPrimitive(op, values, op.infer(inputs(values)));
    }

    /** Not as constants: those are checked where a node is made. */
    private static List<Var> inputs(List<Tensor> values) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> Var.input("x" + i, values.get(i).type()))
                .toList();
    }

    private static RandomPrimitive aligned(Prim op, SplittableRandom r, DType... dtypes) {
        Shape shape = shape(r);
        return of(op, Arrays.stream(dtypes).map(d -> tensor(r, d, shape)).toArray(Tensor[]::new));
    }

    private static RandomPrimitive reduce(SplittableRandom r) {
        Shape shape = shape(r);
        List<Integer> axes = IntStream.range(0, shape.rank())
                .filter(_ -> r.nextBoolean())
                .boxed()
                .toList();
        Reduce.Fn fn = Reduce.Fn.values()[r.nextInt(Reduce.Fn.values().length)];
        boolean ofBools = fn == Reduce.Fn.ALL || fn == Reduce.Fn.ANY;
        return of(new Reduce(fn, axes), tensor(r, ofBools ? DType.BOOL : DType.F64, shape));
    }

    private static RandomPrimitive reshape(SplittableRandom r) {
        Shape shape = shape(r);
        return of(new Reshape(Shape.of(1, shape.elements())), tensor(r, dtype(r), shape));
    }

    private static RandomPrimitive broadcast(SplittableRandom r) {
        Shape to = shape(r);
        List<Integer> axes = IntStream.range(0, to.rank())
                .filter(_ -> r.nextBoolean())
                .boxed()
                .toList();
        Shape from = Shape.of(axes.stream().map(to::extent).toList());
        return of(new Broadcast(to, axes), tensor(r, dtype(r), from));
    }

    private static RandomPrimitive transpose(SplittableRandom r) {
        Shape shape = shape(r);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, shape.rank()).boxed().toList());
        for (int a = order.size() - 1; a > 0; a--) {
            Collections.swap(order, a, r.nextInt(a + 1));
        }
        return of(new Transpose(order), tensor(r, dtype(r), shape));
    }

    private static RandomPrimitive concat(SplittableRandom r) {
        Shape shape = Shape.of(length(r), length(r), length(r));
        int axis = r.nextInt(3);
        DType dtype = dtype(r);
        return of(
                new Concat(axis),
                IntStream.range(0, 3)
                        .mapToObj(_ -> tensor(r, dtype, shape.with(axis, Extent.of(r.nextInt(LONGEST)))))
                        .toArray(Tensor[]::new));
    }

    private static RandomPrimitive gather(SplittableRandom r) {
        Shape shape = Shape.of(length(r), length(r), length(r));
        int axis = r.nextInt(3);
        return of(
                new Gather(axis),
                tensor(r, dtype(r), shape),
                indices(r, Shape.of(length(r), length(r)), shape.size(axis)));
    }

    private static RandomPrimitive scatterAdd(SplittableRandom r) {
        Shape rows = Shape.of(length(r), length(r));
        int axis = r.nextInt(2);
        int groups = length(r);
        Shape before = axis == 0 ? Shape.scalar() : Shape.of(length(r));
        Shape updates = before.concat(rows).concat(Shape.of(length(r)));
        return of(new ScatterAdd(axis, Extent.of(groups)), float64(r, updates), indices(r, rows, groups));
    }

    /** Of three operands one branch uses the first two, the other the last. */
    private static RandomPrimitive cond(SplittableRandom r) {
        Tensor condition = tensor(r, DType.BOOL, Shape.scalar());
        List<Tensor> operands =
                IntStream.range(0, 3).mapToObj(_ -> float64(r, Shape.of(2))).toList();
        List<Var> x = inputs(operands);
        Body then = Body.closing(x, List.of(x.get(0).times(x.get(1))));
        Body otherwise = Body.closing(x, List.of(x.get(2).plus(x.get(2).sum())));
        return of(
                new Projection(new Cond(then, otherwise), 0),
                condition,
                operands.get(0),
                operands.get(1),
                operands.get(2));
    }

    /** Regular places in a shape. */
    private record Region(Shape whole, Shape part, List<Integer> starts, List<Integer> steps) {
        static Region of(SplittableRandom r, Shape whole) {
            List<Integer> starts = new ArrayList<>();
            List<Integer> steps = new ArrayList<>();
            int[] sizes = new int[whole.rank()];
            for (int a = 0; a < sizes.length; a++) {
                boolean backwards = r.nextBoolean();
                int step = 1 + r.nextInt(2);
                int n = whole.size(a);
                sizes[a] = r.nextInt((n + step - 1) / step + 1);
                int room = n - 1 - Math.max(0, sizes[a] - 1) * step;
                int start = room <= 0 ? 0 : r.nextInt(room + 1);
                starts.add(backwards ? Math.max(0, n - 1 - start) : start);
                steps.add(backwards ? -step : step);
            }
            return new Region(whole, Shape.of(sizes), starts, steps);
        }
    }

    private static List<Integer> ints(Shape shape) {
        return Arrays.stream(shape.sizes()).boxed().toList();
    }

    /** Some of them out of range. */
    private static Tensor indices(SplittableRandom r, Shape shape, int n) {
        long[] values = new long[shape.elements()];
        Arrays.setAll(values, _ -> r.nextInt(n + 2) - 1);
        return Tensor.of(values, shape.sizes());
    }

    private static Tensor definite(SplittableRandom r, int batch, int n) {
        double[] values = new double[batch * n * n];
        Arrays.setAll(values, i -> i / n % n == i % n ? 4 + r.nextDouble() : r.nextDouble());
        return Tensor.wrap(values, batch, n, n);
    }

    private static Tensor float64(SplittableRandom r, Shape shape) {
        return tensor(r, DType.F64, shape);
    }

    private static Tensor tensor(SplittableRandom r, DType dtype, Shape shape) {
        double[] values = new double[shape.elements()];
        Arrays.setAll(values, _ -> dtype == DType.BOOL ? r.nextInt(2) : 200 * r.nextDouble() - 100);
        Tensor wide = Tensor.wrap(values, shape.sizes());
        return new Cast(dtype).evaluate(List.of(wide), wide.type().with(dtype));
    }

    private static TensorType type(SplittableRandom r) {
        return new TensorType(dtype(r), shape(r));
    }

    private static DType dtype(SplittableRandom r) {
        return DType.values()[r.nextInt(DType.values().length)];
    }

    private static int length(SplittableRandom r) {
        return 1 + r.nextInt(LONGEST);
    }

    private static Shape shape(SplittableRandom r) {
        return Shape.of(IntStream.range(0, r.nextInt(4)).map(_ -> length(r)).toArray());
    }

    /** One of the functions that are taken. */
    private static <F> F drawn(SplittableRandom random, F[] all, Predicate<F> taken) {
        List<F> some = Arrays.stream(all).filter(taken).toList();
        return some.get(random.nextInt(some.size()));
    }
}
