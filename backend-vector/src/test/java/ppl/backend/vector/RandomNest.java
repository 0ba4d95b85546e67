package ppl.backend.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.SideBySideGroups;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Reduce;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

/** One loop nest of random steps that lanes know, on inputs full of the values at which machines differ. */
public final class RandomNest {

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1.0,
        -1.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        Double.MAX_VALUE,
        0x1p63,
        -0x1p63,
        3e9
    };

    private final SplittableRandom random;
    private final List<Integer> sizes;
    private final List<Buffer> buffers = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Sink> sinks = new ArrayList<>();
    private final List<Object> inputs = new ArrayList<>();
    private final List<DType> outputs = new ArrayList<>();
    /** A step whose sums and products stay finite. */
    private int tame;

    private final List<Integer> outputLengths = new ArrayList<>();

    /**
     * @param sizes the lengths of one or two axes
     * @param kept the leading axes that folds keep
     * @param applied the number of primitives
     */
    public RandomNest(long seed, List<Integer> sizes, int kept, int applied) {
        this.random = new SplittableRandom(seed);
        this.sizes = sizes;
        leaves();
        for (int k = 0; k < applied; k++) {
            apply();
        }
        sinks(kept);
    }

    /** The plan that runs it alone. */
    public KernelPlan plan(int kept) {
        return new KernelPlan(List.of(new LoopNest(sizes, kept, steps, sinks)), buffers);
    }

    /** The arrays that it reads. */
    public Object[] inputs() {
        return inputs.toArray();
    }

    /** Fresh arrays for what it writes. */
    public Object[] outputs() {
        Object[] arrays = new Object[outputs.size()];
        for (int k = 0; k < arrays.length; k++) {
            arrays[k] = Tensor.allocate(outputs.get(k), outputLengths.get(k));
        }
        return arrays;
    }

    /** Without greatest and least elements. */
    public RandomNest withoutExtremes() {
        sinks.removeIf(s -> s instanceof Sink.Fold f && (f.fn() == Reduce.Fn.MAX || f.fn() == Reduce.Fn.MIN));
        return this;
    }

    /** With three sums by group more, of rows that come sorted by group or not. */
    public RandomNest withSumsByGroup(boolean sorted) {
        int n = sizes.getFirst();
        int[] group = new int[n];
        java.util.Arrays.setAll(group, i -> sorted ? i / 9 : random.nextInt(5));
        int groups = 1 + n / 9;
        steps.add(new Step.Load(
                DType.I32, new Access(buffer(DType.I32, n, new Place.Literal(Tensor.of(group))), 0, List.of(1))));
        int place = steps.size() - 1;
        for (int step : List.of(tame, any(DType.F64), steps.size() - 1 - random.nextInt(3))) {
            if (steps.get(step).dtype() == DType.F64) {
                int to = output(DType.F64, 2 + 3 * groups);
                sinks.add(new Sink.Scatter(step, new Access(to, 2, List.of(0)), place, 3));
            }
        }
        return this;
    }

    /** With sums by group more, of rows that mostly stand side by side, and something that is gathered by group. */
    public RandomNest withGroupsSideBySide(int groups) {
        int n = sizes.getFirst();
        int[] group = new int[n];
        int[] lanes = new int[SideBySideGroups.LANES];
        for (int tile = 0; tile < n; tile += SideBySideGroups.TILE) {
            if (tile == 0 || random.nextInt(3) == 0) {
                int first = random.nextInt(groups);
                java.util.Arrays.setAll(lanes, l -> (first + 3 * l) % groups);
            }
            boolean apart = tile < n / 8 * 7;
            for (int i = tile; i < Math.min(n, tile + SideBySideGroups.TILE); i++) {
                group[i] = apart ? lanes[i % lanes.length] : random.nextInt(groups);
            }
        }
        load(DType.I32, buffer(DType.I32, n, new Place.Literal(Tensor.of(group))), 0, List.of(1));
        int place = steps.size() - 1;
        int table = input(DType.F64, numbers(groups), groups);
        steps.add(new Step.Gather(DType.F64, new Access(table, 0, List.of(0)), place, 1, groups, true));
        int gathered = steps.size() - 1;
        steps.add(new Step.Apply(DType.F64, new Binary(Binary.Fn.MUL), List.of(gathered, tame)));
        steps.add(new Step.Apply(DType.F64, new Binary(Binary.Fn.ADD), List.of(steps.size() - 1, any(DType.F64))));
        for (int step : List.of(tame, gathered, steps.size() - 1, steps.size() - 2)) {
            sinks.add(new Sink.Scatter(step, new Access(output(DType.F64, groups + 2), 2, List.of(0)), place, 1));
        }
        sinks.add(new Sink.Fold(steps.size() - 2, Reduce.Fn.SUM, new Access(output(DType.F64, 1), 0, List.of(0))));
        return this;
    }

    /** With a chain of so many steps on what {@link #withGroupsSideBySide} gathered, and a sum by group of its end. */
    public RandomNest withChain(int links) {
        int end = steps.size() - 3;
        for (int k = 0; k < links; k++) {
            Binary.Fn fn = List.of(Binary.Fn.ADD, Binary.Fn.SUB, Binary.Fn.MAX).get(k % 3);
            steps.add(new Step.Apply(DType.F64, new Binary(fn), List.of(end, k % 2 == 0 ? tame : any(DType.F64))));
            end = steps.size() - 1;
            if (k == links / 2) {
                sinks.add(new Sink.Store(end, new Access(output(DType.F64, elements()), 0, strides(1))));
            }
        }
        Sink.Scatter other = (Sink.Scatter) sinks.get(sinks.size() - 3);
        Access to =
                new Access(output(DType.F64, buffers.get(other.to().buffer()).length()), 2, List.of(0));
        sinks.add(new Sink.Scatter(end, to, other.place(), 1));
        return this;
    }

    private int elements() {
        return sizes.stream().reduce(1, Math::multiplyExact);
    }

    private int buffer(DType dtype, int length, Place place) {
        buffers.add(new Buffer(buffers.size(), dtype, length, place));
        return buffers.size() - 1;
    }

    private int input(DType dtype, Object values, int length) {
        inputs.add(values);
        return buffer(dtype, length, new Place.Input(inputs.size() - 1));
    }

    private double number() {
        return random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian();
    }

    private double[] numbers(int n) {
        double[] x = new double[n];
        java.util.Arrays.setAll(x, _ -> number());
        return x;
    }

    /** Row-major strides, or with a 0 or a jump in places. */
    private List<Integer> strides(int inner) {
        return sizes.size() == 1 ? List.of(inner) : List.of(inner == 0 ? 1 : sizes.getLast() * inner, inner);
    }

    private void load(DType dtype, int buffer, int offset, List<Integer> strides) {
        steps.add(new Step.Load(dtype, new Access(buffer, offset, strides)));
    }

    private void leaves() {
        int n = elements();
        load(DType.F64, input(DType.F64, numbers(n + 3), n + 3), 3, strides(1));
        load(DType.F64, input(DType.F64, numbers(2 * n), 2 * n), 0, strides(2));
        load(DType.F64, input(DType.F64, numbers(sizes.getFirst()), sizes.getFirst()), 0, strides(0));
        long[] whole = random.longs(n).toArray();
        load(DType.I64, input(DType.I64, whole, n), 0, strides(1));
        boolean[] truth = new boolean[n];
        int[] index = new int[n];
        for (int i = 0; i < n; i++) {
            truth[i] = random.nextBoolean();
            index[i] = random.nextInt(7);
        }
        load(DType.BOOL, input(DType.BOOL, truth, n), 0, strides(1));
        int places = buffer(DType.I32, n, new Place.Literal(Tensor.of(index)));
        load(DType.I32, places, 0, strides(1));
        int table = input(DType.F64, numbers(9), 9);
        List<Integer> still = strides(0).stream().map(_ -> 0).toList();
        steps.add(new Step.Gather(DType.F64, new Access(table, 2, still), steps.size() - 1, 1, 7, true));
        steps.add(new Step.Position(5, strides(1)));
        steps.add(new Step.Position(5, strides(3)));
        steps.add(new Step.Immediate(Tensor.scalar(number())));
        steps.add(new Step.Immediate(Tensor.wrap(new long[] {random.nextInt(64)})));
        steps.add(new Step.Apply(DType.F64, new Cast(DType.F64), List.of(5)));
        double[] near = new double[n];
        java.util.Arrays.setAll(near, _ -> random.nextDouble(0.99, 1.01));
        load(DType.F64, input(DType.F64, near, n), 0, strides(1));
        tame = steps.size() - 1;
    }

    private int any(DType dtype) {
        List<Integer> of = new ArrayList<>();
        for (int s = 0; s < steps.size(); s++) {
            if (steps.get(s).dtype() == dtype) {
                of.add(s);
            }
        }
        // the younger the likelier, so that chains grow long
        int k = Math.max(random.nextInt(of.size()), random.nextInt(of.size()));
        return of.get(k);
    }

    private void add(Pointwise op, DType to, DType... from) {
        steps.add(new Step.Apply(
                to, op, java.util.Arrays.stream(from).map(this::any).toList()));
    }

    private void binary(DType type, Binary.Fn... among) {
        add(new Binary(among[random.nextInt(among.length)]), type, type, type);
    }

    private void apply() {
        DType wide = random.nextInt(3) == 0 ? DType.I64 : DType.F64;
        switch (random.nextInt(14)) {
            case 0, 1, 2 ->
                binary(
                        DType.F64,
                        Binary.Fn.ADD,
                        Binary.Fn.SUB,
                        Binary.Fn.MUL,
                        Binary.Fn.DIV,
                        Binary.Fn.MIN,
                        Binary.Fn.MAX);
            case 3 ->
                binary(
                        DType.I64,
                        Binary.Fn.ADD,
                        Binary.Fn.SUB,
                        Binary.Fn.MUL,
                        Binary.Fn.MIN,
                        Binary.Fn.MAX,
                        Binary.Fn.AND,
                        Binary.Fn.OR,
                        Binary.Fn.XOR,
                        Binary.Fn.SHL,
                        Binary.Fn.SHR);
            case 4 -> binary(DType.BOOL, Binary.Fn.AND, Binary.Fn.OR, Binary.Fn.XOR);
            case 5 -> add(new Fma(), DType.F64, DType.F64, DType.F64, DType.F64);
            case 6 -> {
                Compare.Fn fn = Compare.Fn.values()[random.nextInt(Compare.Fn.values().length)];
                add(new Compare(fn), DType.BOOL, wide, wide);
            }
            case 7 -> add(new Select(), wide, DType.BOOL, wide, wide);
            case 8 -> add(new Select(), DType.BOOL, DType.BOOL, DType.BOOL, DType.BOOL);
            case 9 -> {
                DType to = List.of(DType.F64, DType.I64, DType.BOOL).get(random.nextInt(3));
                DType from = List.of(DType.F64, DType.I64, DType.BOOL).get(random.nextInt(3));
                add(new Cast(to), to, from);
            }
            case 10 -> add(new Bitcast(DType.F64), DType.F64, DType.I64);
            // Of a computed NaN nobody promises the bits.
            case 11 -> steps.add(new Step.Apply(DType.I64, new Bitcast(DType.I64), List.of(random.nextInt(3))));
            case 12 -> {
                Unary.Fn[] fns = {Unary.Fn.NEG, Unary.Fn.ABS, wide == DType.F64 ? Unary.Fn.SQRT : Unary.Fn.NOT};
                add(new Unary(fns[random.nextInt(3)]), wide, wide);
            }
            default -> {
                Compare.Fn fn = random.nextBoolean() ? Compare.Fn.EQ : Compare.Fn.NE;
                add(new Compare(fn), DType.BOOL, DType.BOOL, DType.BOOL);
            }
        }
    }

    private int output(DType dtype, int length) {
        outputs.add(dtype);
        outputLengths.add(length);
        return buffer(dtype, length, new Place.Output(outputs.size() - 1));
    }

    private void sinks(int kept) {
        int n = elements();
        for (DType dtype : List.of(DType.F64, DType.F64, DType.I64, DType.BOOL)) {
            int to = output(dtype, n);
            sinks.add(new Sink.Store(any(dtype), new Access(to, 0, strides(1))));
        }
        if (kept == sizes.size()) {
            return;
        }
        for (Reduce.Fn fn : List.of(Reduce.Fn.SUM, Reduce.Fn.PROD, Reduce.Fn.MAX, Reduce.Fn.MIN)) {
            int to = output(DType.F64, kept == 1 ? sizes.getFirst() : 1);
            List<Integer> along =
                    kept == 1 ? List.of(1, 0) : strides(0).stream().map(_ -> 0).toList();
            int step = fn == Reduce.Fn.MAX || fn == Reduce.Fn.MIN ? any(DType.F64) : tame;
            sinks.add(new Sink.Fold(step, fn, new Access(to, 0, along)));
        }
        int to = output(DType.F64, kept == 1 ? sizes.getFirst() : 1);
        List<Integer> along =
                kept == 1 ? List.of(1, 0) : strides(0).stream().map(_ -> 0).toList();
        sinks.add(new Sink.Fold(any(DType.F64), Reduce.Fn.SUM, new Access(to, 0, along)));
    }
}
