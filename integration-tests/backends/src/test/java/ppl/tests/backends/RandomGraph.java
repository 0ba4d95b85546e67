package ppl.tests.backends;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Compare;
import ppl.graph.op.Concat;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Fma;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Loop;
import ppl.graph.op.Lu;
import ppl.graph.op.MatMul;
import ppl.graph.op.Pad;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.TriangularSolve;
import ppl.graph.op.Unary;

/** A graph of all primitives drawn from a seed, with inputs full of hostile values. Equal seeds give equal graphs. */
final class RandomGraph {

    private static final int[] LENGTHS = {0, 1, 1, 2, 2, 3, 3, 5, 8, 16, 17, 40};
    private static final int LARGEST = 3000;

    private final SplittableRandom random;
    private final List<Var> pool = new ArrayList<>();
    private final List<Var> inputs = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final List<Shape> shapes = new ArrayList<>();
    private final Graph graph;
    /** How many loops there are around what is drawn. */
    private int nested;

    RandomGraph(long seed) {
        this.random = new SplittableRandom(seed);
        shapes.add(Shape.scalar());
        for (int i = 0; i < 3; i++) {
            shapes.add(shape());
        }
        if (random.nextInt(12) == 0) {
            shapes.add(Shape.of(4090 + random.nextInt(9000)));
        }
        int given = 2 + random.nextInt(4);
        for (int i = 0; i < given; i++) {
            addInput("in" + i);
        }
        int size = 4 + random.nextInt(40);
        for (int i = 0; i < size; i++) {
            Var next = next();
            if (next.shape().elements() <= 4 * LARGEST + 2000) {
                pool.add(next);
            }
        }
        List<Var> outputs = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            outputs.add(pool.get(random.nextInt(pool.size() / 2, pool.size())));
        }
        this.graph = new Graph(inputs, outputs);
    }

    Graph graph() {
        return graph;
    }

    Object[] inputs() {
        return values.toArray();
    }

    static Object[] outputs(Graph graph) {
        return graph.outputs().stream()
                .map(y -> Tensor.allocate(y.dtype(), y.shape().elements()))
                .toArray();
    }

    private Shape shape() {
        while (true) {
            int[] sizes = IntStream.range(0, random.nextInt(4))
                    .map(_ -> LENGTHS[random.nextInt(LENGTHS.length)])
                    .toArray();
            if (Arrays.stream(sizes).asLongStream().reduce(1, (a, b) -> a * b) <= LARGEST) {
                return Shape.of(sizes);
            }
        }
    }

    private void addInput(String name) {
        TensorType type = new TensorType(anyOf(DType.F64, DType.F64, DType.F64, anyOf(DType.values())), pickShape());
        Var input = Var.input(name, type);
        inputs.add(input);
        pool.add(input);
        values.add(hostile(type).array());
    }

    private Shape pickShape() {
        return shapes.get(random.nextInt(shapes.size()));
    }

    private Tensor hostile(TensorType type) {
        Object array = Tensor.allocate(type.dtype(), type.shape().elements());
        boolean tame = random.nextBoolean();
        double everywhere = random.nextInt(4) == 0 ? -0.0 : random.nextInt(12) == 0 ? number(false) : Double.NaN;
        for (int i = 0; i < type.shape().elements(); i++) {
            switch (array) {
                case double[] a -> a[i] = Double.isNaN(everywhere) ? number(tame) : everywhere;
                case float[] a -> a[i] = (float) (Double.isNaN(everywhere) ? number(tame) : everywhere);
                case long[] a -> a[i] = random.nextInt(4) == 0 ? random.nextLong() : random.nextLong(-3, 12);
                case int[] a -> a[i] = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(-3, 12);
                case boolean[] a -> a[i] = random.nextBoolean();
                default -> throw new AssertionError();
            }
        }
        return Tensor.wrap(array, type.shape().sizes());
    }

    private double number(boolean tame) {
        double[] edges = {
            0.0,
            -0.0,
            1,
            -1,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MIN_VALUE,
            0x1p-1030,
            Double.MAX_VALUE,
            1e308,
            0x1p52,
            0.5,
            -2.5,
            1e-300
        };
        return tame || random.nextInt(3) > 0
                ? random.nextDouble(-3, 3) * Math.pow(10, random.nextInt(-2, 3))
                : edges[random.nextInt(edges.length)];
    }

    @SafeVarargs
    private <T> T anyOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private Var any() {
        return random.nextInt(3) == 0
                ? pool.get(random.nextInt(pool.size()))
                : pool.get(random.nextInt(pool.size() * 2 / 3, pool.size()));
    }

    private Var next() {
        return switch (random.nextInt(26)) {
            case 0, 1, 2, 3, 4, 5 -> binary(any());
            case 6, 7 -> unary(any());
            case 8 -> fma(any());
            case 9 -> compared(any());
            case 10 -> select(any());
            case 11 -> any().cast(anyOf(DType.values()));
            case 12 -> bitcast(any());
            case 13, 14 -> reduce(any());
            case 15 -> moved(any());
            case 16 -> broadcast(any());
            case 17 -> slice(any());
            case 18 -> pad(any());
            case 19 -> concat(any());
            case 20 -> gather(any());
            case 21 -> random.nextBoolean() ? scatter(any()) : cumulated(any());
            case 22 -> random.nextInt(3) == 0 ? sorted(any()) : linear(any());
            case 23 -> branch(any());
            case 24 -> nested > 1 ? branch(any()) : loop(any());
            default -> anyOf(0, 1) == 0 ? constant() : Var.of(new Iota(Extent.of(random.nextInt(1, 20))));
        };
    }

    private Var constant() {
        TensorType type = new TensorType(anyOf(DType.values()), pickShape());
        return Var.constant(hostile(type));
    }

    /** A node of the type of {@code x}: one of the pool, moved there if need be. */
    private Var like(Var x) {
        List<Var> fitting = pool.stream().filter(y -> y.type().equals(x.type())).toList();
        if (!fitting.isEmpty() && random.nextInt(4) > 0) {
            return fitting.get(random.nextInt(fitting.size()));
        }
        List<Var> sameShape =
                pool.stream().filter(y -> y.shape().equals(x.shape())).toList();
        if (!sameShape.isEmpty() && random.nextBoolean()) {
            return Functions.cast(sameShape.get(random.nextInt(sameShape.size())), x.dtype());
        }
        return Var.constant(hostile(new TensorType(x.dtype(), Shape.scalar()))).broadcastTo(x.shape());
    }

    private Var binary(Var x) {
        Binary.Fn fn = anyOf(Binary.Fn.values());
        Var y = like(x);
        return fn.accepts(x.dtype()) ? Var.of(new Binary(fn), x, y) : Var.of(new Compare(Compare.Fn.LT), x, y);
    }

    private Var unary(Var x) {
        Unary.Fn fn = anyOf(Unary.Fn.values());
        return fn.accepts(x.dtype()) ? Var.of(new Unary(fn), x) : x.cast(DType.F64);
    }

    private Var fma(Var x) {
        return x.dtype().isFloat() ? Var.of(new Fma(), x, like(x), like(x)) : binary(x);
    }

    private Var compared(Var x) {
        return Var.of(new Compare(anyOf(Compare.Fn.values())), x, like(x));
    }

    private Var select(Var x) {
        Var condition = like(Functions.zeros(new TensorType(DType.BOOL, x.shape())));
        return Var.of(new Select(), condition, x, like(x));
    }

    /** The bits of a NaN are nobody's business: they are taken of numbers only. */
    private Var bitcast(Var x) {
        return switch (x.dtype()) {
            case F64, F32 -> {
                Var number = Functions.where(Functions.isNaN(x), Functions.zerosLike(x), x);
                yield Var.of(new Bitcast(x.dtype() == DType.F64 ? DType.I64 : DType.I32), number);
            }
            case I64 -> Var.of(new Bitcast(DType.F64), x);
            case I32 -> Var.of(new Bitcast(DType.F32), x);
            case BOOL -> Var.of(new Cast(DType.F64), x);
        };
    }

    private Var reduce(Var x) {
        Reduce.Fn fn = anyOf(Reduce.Fn.SUM, Reduce.Fn.SUM, anyOf(Reduce.Fn.values()));
        List<Integer> axes = IntStream.range(0, x.rank())
                .filter(_ -> random.nextBoolean())
                .boxed()
                .toList();
        if (random.nextBoolean()) {
            axes = IntStream.range(0, x.rank()).boxed().toList();
        }
        Var y = fn.accepts(x.dtype()) ? x : x.dtype() == DType.BOOL ? x.cast(DType.F64) : x.cast(DType.BOOL);
        return Var.of(new Reduce(fn, axes), y);
    }

    private Var moved(Var x) {
        if (random.nextBoolean()) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
            Collections.shuffle(order, new java.util.Random(random.nextLong()));
            return Var.of(new Transpose(order), x);
        }
        List<Integer> sizes = new ArrayList<>();
        int rest = x.shape().elements();
        for (int f : new int[] {2, 3, 5}) {
            if (rest > 0 && rest % f == 0 && random.nextBoolean()) {
                sizes.add(f);
                rest /= f;
            }
        }
        sizes.add(random.nextInt(sizes.size() + 1), rest);
        return Var.of(new Reshape(Shape.of(sizes.stream().mapToInt(i -> i).toArray())), x);
    }

    private Var broadcast(Var x) {
        List<Extent> extents = new ArrayList<>(x.shape().extents());
        List<Integer> axes =
                new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        int added = random.nextInt(1, 3);
        for (int k = 0; k < added && extents.size() < 4; k++) {
            int at = random.nextInt(extents.size() + 1);
            extents.add(at, Extent.of(random.nextInt(12) == 0 ? 0 : random.nextInt(1, 6)));
            axes.replaceAll(a -> a >= at ? a + 1 : a);
        }
        return Var.of(new Broadcast(Shape.of(extents), axes), x);
    }

    private Var slice(Var x) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int a = 0; a < x.rank(); a++) {
            int n = x.shape().size(a);
            int step = anyOf(1, 1, 1, 2, -1, -2);
            int size = n == 0 ? 0 : random.nextInt(random.nextInt(8) == 0 ? 0 : 1, Math.ceilDiv(n, Math.abs(step)) + 1);
            int reach = Math.max(0, size - 1) * Math.abs(step);
            int low = size == 0 ? 0 : random.nextInt(n - reach);
            starts.add(step > 0 ? low : low + reach);
            sizes.add(size);
            steps.add(step);
        }
        return Var.of(new Slice(starts, sizes, steps), x);
    }

    private Var pad(Var x) {
        int[] to = new int[x.rank()];
        List<Integer> starts = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        for (int a = 0; a < to.length; a++) {
            int n = x.shape().size(a);
            int step = anyOf(1, 1, 2, -1);
            int reach = Math.max(0, n - 1) * Math.abs(step);
            int before = random.nextInt(3);
            to[a] = before + reach + (n > 0 ? 1 : 0) + random.nextInt(3);
            starts.add(step > 0 ? before : before + reach);
            steps.add(step);
        }
        return Var.of(new Pad(Shape.of(to), starts, steps), x);
    }

    private Var concat(Var x) {
        if (x.rank() == 0) {
            return binary(x);
        }
        int axis = random.nextInt(x.rank());
        return Var.of(
                new Concat(axis), random.nextBoolean() ? List.of(x, like(x)) : List.of(like(x), x, slice1(x, axis)));
    }

    private Var slice1(Var x, int axis) {
        int n = x.shape().size(axis);
        return Functions.slice(x, axis, 0, n == 0 ? 0 : random.nextInt(n), 1);
    }

    /** Indices for an axis of {@code n}: known now and inside, or computed and anywhere. */
    private Var indices(int n, int[] sizes) {
        List<Var> computed = pool.stream()
                .filter(y -> y.dtype().isInteger()
                        && y.constantValue() == null
                        && Arrays.equals(y.shape().sizes(), sizes))
                .toList();
        if (!computed.isEmpty() && random.nextBoolean()) {
            return computed.get(random.nextInt(computed.size()));
        }
        int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        long[] places = random.longs(count, 0, Math.max(1, n)).toArray();
        if (random.nextBoolean()) {
            Arrays.sort(places);
        }
        return Var.constant(Tensor.wrap(places, sizes)).cast(anyOf(DType.I64, DType.I64, DType.I32));
    }

    private Var gather(Var x) {
        if (x.rank() == 0) {
            return unary(x);
        }
        int axis = random.nextInt(x.rank());
        int n = x.shape().size(axis);
        int[] sizes = n == 0 ? new int[] {0} : pickShape().sizes();
        return sizes.length > 2 ? slice(x) : Var.of(new Gather(axis), x, indices(n, sizes));
    }

    private Var scatter(Var x) {
        if (x.rank() == 0 || x.dtype() == DType.BOOL) {
            return compared(x);
        }
        int axis = random.nextInt(x.rank());
        int covered = random.nextInt(1, Math.min(2, x.rank() - axis) + 1);
        int[] sizes = Arrays.copyOfRange(x.shape().sizes(), axis, axis + covered);
        int n = random.nextInt(1, 9);
        return Var.of(new ScatterAdd(axis, Extent.of(n)), x, indices(n, sizes));
    }

    private Var cumulated(Var x) {
        return x.rank() == 0 || x.dtype() == DType.BOOL
                ? compared(x)
                : Var.of(new CumulativeSum(random.nextInt(x.rank()), random.nextBoolean()), x);
    }

    /** One of two branches with two results each, of the types of {@code x} and of another node. */
    private Var branch(Var x) {
        Var other = any();
        List<Var> conditions = pool.stream()
                .filter(y -> y.dtype() == DType.BOOL && y.rank() == 0)
                .toList();
        Var condition = conditions.isEmpty() || random.nextInt(3) == 0
                ? Functions.and(Var.constant(true), known(x))
                : conditions.get(random.nextInt(conditions.size()));
        List<Var> results = Functions.cond(
                condition, () -> List.of(same(x, 0), same(other, 0)), () -> List.of(same(x, 0), same(other, 0)));
        pool.add(results.get(1));
        return results.get(0);
    }

    /** A scalar condition that only a run tells. */
    private Var known(Var x) {
        Var some = x.dtype() == DType.BOOL ? x : Compare.Fn.NE.of(x, Functions.zerosLike(x));
        return Var.of(
                new Reduce(Reduce.Fn.ANY, IntStream.range(0, x.rank()).boxed().toList()), some);
    }

    /** A node of the type of {@code x}, after some operations. */
    private Var same(Var x, int depth) {
        Var y = random.nextInt(4) == 0 ? like(x) : x;
        for (int i = random.nextInt(4); i > 0; i--) {
            Var z = y;
            y = switch (random.nextInt(6)) {
                case 0 -> binary(z);
                case 1 -> unary(z);
                case 2 -> Functions.where(known(z), z, like(z));
                case 3 ->
                    z.rank() == 0
                            ? z
                            : Functions.concat(List.of(z, like(z)), 0)
                                    .get(Index.range(1, z.shape().size(0) + 1));
                case 4 -> Functions.broadcastTo(known(reduce(z)).cast(x.dtype()), x.shape());
                default ->
                    depth > 1
                            ? fma(z)
                            : Functions.cond(known(like(z)), () -> same(x, depth + 1), () -> same(x, depth + 1));
            };
            y = y.type().equals(x.type()) ? y : x;
        }
        return y;
    }

    /** A loop over as many rows as {@code x} has, if these are not too many; its other results are there as well. */
    private Var loop(Var x) {
        int most = nested == 0 ? 40 : 5;
        int rows = x.rank() > 0 && x.shape().size(0) <= most ? x.shape().size(0) : random.nextInt(4);
        List<Var> sequences = new ArrayList<>(pool.stream()
                .filter(y -> y.rank() > 0 && y.shape().size(0) == rows && isOfInputs(y))
                .toList());
        Collections.shuffle(sequences, new java.util.Random(random.nextLong()));
        sequences = sequences.subList(0, Math.min(sequences.size(), random.nextInt(3)));
        List<Var> first =
                some(random.nextInt(4)).stream().filter(RandomGraph::isOfInputs).toList();
        List<Var> others =
                some(random.nextInt(3)).stream().filter(RandomGraph::isOfInputs).toList();
        Loop.Step given = new Loop.Step(
                Var.input("row", new TensorType(DType.I64, Shape.scalar())),
                sequences.stream()
                        .map(y -> standIn(y.type().with(y.shape().slice(1, y.rank()))))
                        .toList(),
                first.stream().map(y -> standIn(y.type())).toList(),
                others.stream().map(y -> standIn(y.type())).toList());
        boolean backward = random.nextInt(3) == 0;
        Loop loop = body(given, backward);
        Var count = Var.constant((long) rows);
        List<Var> inputs = new ArrayList<>(List.of(count, random.nextBoolean() ? count : steps(rows)));
        inputs.addAll(sequences);
        inputs.addAll(first);
        inputs.addAll(others);
        List<Var> results = new ArrayList<>(
                loop.parts().stream().map(part -> loop.part(part, inputs)).toList());
        Collections.shuffle(results, new java.util.Random(random.nextLong()));
        pool.addAll(results.subList(1, Math.min(results.size(), 4)));
        return results.getFirst();
    }

    private Var standIn(TensorType type) {
        return Var.input("given", type);
    }

    private List<Var> some(int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> any())
                .filter(y -> y.shape().elements() <= LARGEST / 10)
                .toList();
    }

    /** Other operands become constants in a step, and constants may not be used as indices that lie outside. */
    private static boolean isOfInputs(Var x) {
        return Graph.order(List.of(x)).stream().anyMatch(y -> y.op() instanceof Input);
    }

    /** A number of steps, which may be none or too many, and may be known in a run only. */
    private Var steps(int rows) {
        List<Var> scalars = pool.stream()
                .filter(y -> y.dtype() == DType.I64 && y.rank() == 0)
                .toList();
        return scalars.isEmpty() || random.nextBoolean()
                ? Var.constant((long) random.nextInt(-1, rows + 3))
                : scalars.get(random.nextInt(scalars.size()));
    }

    /** A step of what it is given, and of nothing else. */
    private Loop body(Loop.Step given, boolean backward) {
        List<Var> outside = new ArrayList<>(pool);
        pool.clear();
        nested++;
        pool.addAll(given.others());
        pool.add(given.row());
        pool.addAll(given.elements());
        pool.addAll(given.before());
        for (int i = random.nextInt(10); i > 0; i--) {
            Var next = next();
            if (next.shape().elements() <= LARGEST / 10) {
                pool.add(next);
            }
        }
        List<Var> next = given.before().stream()
                .map(y -> random.nextBoolean() ? like(y) : same(y, 1))
                .toList();
        List<Var> stacked = some(random.nextInt(3));
        Var goOn = backward || random.nextBoolean() ? null : known(any());
        pool.clear();
        pool.addAll(outside);
        nested--;
        return Loop.closing(given, next, stacked, goOn, backward);
    }

    private Var linear(Var x) {
        if (x.rank() < 2 || !x.dtype().isFloat()) {
            return reduce(x);
        }
        int r = x.rank();
        int[] sizes = x.shape().sizes();
        List<Integer> swapped = new ArrayList<>(IntStream.range(0, r).boxed().toList());
        Collections.swap(swapped, r - 1, r - 2);
        if (sizes[r - 2] != sizes[r - 1] || random.nextBoolean()) {
            return Var.of(new MatMul(), x, Var.of(new Transpose(swapped), like(x)));
        }
        return switch (random.nextInt(4)) {
            case 0 -> Var.of(new Cholesky(), x);
            case 1 -> Var.of(new Lu(), x);
            default -> Var.of(new TriangularSolve(random.nextBoolean()), x, like(x));
        };
    }

    private Var sorted(Var x) {
        if (x.rank() == 0) {
            return x;
        }
        int axis = random.nextInt(x.rank());
        Var order = Functions.argsort(x, axis);
        return random.nextBoolean() ? order : Functions.takeAlongAxis(x, order, axis);
    }
}
