package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.lanes.LaneLoop;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Workspace;
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

/** Every operation that lanes know, alone, on all pairs of the values at which machines differ. */
class LaneOperationsTest {

    private static final int[] WIDTHS = {128, 256, 512};
    private static final PrimitiveEmitter PRIMITIVES = PrimitiveEmitter.specialized();

    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        -2.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0x1p52 + 0.5,
        0x1p53 + 2,
        0x1.fffffffffffffp62,
        0x1p63,
        -0x1p63,
        -0x1.0000000000001p63,
        0x1p31,
        3e300,
        Math.PI
    };
    private static final long[] LONGS = {
        0,
        1,
        -1,
        2,
        63,
        64,
        65,
        -64,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        (1L << 53) + 1,
        -(1L << 53) - 1,
        1L << 52,
        0xffffffffL,
        1L << 32,
        Integer.MIN_VALUE,
        0x7ff0000000000000L,
        0x8000000000000001L
    };

    /** Pairs of values in turn, and a third one that moves on its own: as long as a loop of some registers and a tail. */
    private static Object values(DType dtype, int operand) {
        int many = dtype == DType.F64 ? DOUBLES.length : dtype == DType.I64 ? LONGS.length : 2;
        int n = 32 * 17 + 7;
        Object array = Tensor.allocate(dtype, n);
        for (int i = 0; i < n; i++) {
            int k = (operand == 0 ? i : operand == 1 ? i / many : i * 7 / 3) % many;
            switch (array) {
                case double[] x -> x[i] = DOUBLES[k];
                case long[] x -> x[i] = LONGS[k];
                case boolean[] x -> x[i] = k == 1;
                default -> throw new AssertionError(array);
            }
        }
        return array;
    }

    private static String run(Pointwise op, DType to, List<DType> from, List<Tensor> known, int bits) {
        List<Buffer> buffers = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        List<Object> inputs = new ArrayList<>();
        for (DType dtype : from) {
            Object array = values(dtype, inputs.size());
            int n = java.lang.reflect.Array.getLength(array);
            buffers.add(new Buffer(buffers.size(), dtype, n, new Place.Input(inputs.size())));
            steps.add(new Step.Load(dtype, new Access(buffers.size() - 1, 0, List.of(1))));
            inputs.add(array);
        }
        known.forEach(value -> steps.add(new Step.Immediate(value)));
        List<Integer> operands =
                java.util.stream.IntStream.range(0, steps.size()).boxed().toList();
        steps.add(new Step.Apply(to, op, operands));
        int n = buffers.getFirst().length();
        buffers.add(new Buffer(buffers.size(), to, n, new Place.Output(0)));
        Sink store = new Sink.Store(steps.size() - 1, new Access(buffers.size() - 1, 0, List.of(1)));
        LoopNest nest = new LoopNest(List.of(n), 0, steps, List.of(store));
        KernelPlan plan = new KernelPlan(List.of(nest), buffers);
        assertNull(LaneLoop.obstacle(nest, plan), () -> op + " of " + from);
        Code code = bits == 0
                ? Compiler.compile(plan, PRIMITIVES, Tiers.NONE).getFirst()
                : Compiler.compile(plan, nest, PRIMITIVES, new LaneLoop(bits));
        Object[] outputs = {Tensor.allocate(to, n)};
        code.run(inputs.toArray(), outputs, new Workspace(plan.arenaLengths(), 0, 0));
        return Arrays.deepToString(outputs); // all NaN are one, zeros have signs
    }

    private static void check(Pointwise op, DType to, List<DType> from, Tensor... known) {
        String expected = run(op, to, from, List.of(known), 0);
        for (int bits : WIDTHS) {
            assertEquals(
                    expected,
                    run(op, to, from, List.of(known), bits),
                    () -> op + " of " + from + " with " + List.of(known) + " to " + to + ", " + bits + " bits");
        }
    }

    @Test
    void of_one_value() {
        for (Unary.Fn fn : List.of(Unary.Fn.NEG, Unary.Fn.ABS, Unary.Fn.SQRT)) {
            check(new Unary(fn), DType.F64, List.of(DType.F64));
        }
        for (Unary.Fn fn : List.of(Unary.Fn.NEG, Unary.Fn.ABS, Unary.Fn.NOT)) {
            check(new Unary(fn), DType.I64, List.of(DType.I64));
        }
        check(new Unary(Unary.Fn.NOT), DType.BOOL, List.of(DType.BOOL));
    }

    @Test
    void of_two_values() {
        for (Binary.Fn fn :
                List.of(Binary.Fn.ADD, Binary.Fn.SUB, Binary.Fn.MUL, Binary.Fn.DIV, Binary.Fn.MIN, Binary.Fn.MAX)) {
            check(new Binary(fn), DType.F64, List.of(DType.F64, DType.F64));
        }
        for (Binary.Fn fn : List.of(
                Binary.Fn.ADD,
                Binary.Fn.SUB,
                Binary.Fn.MUL,
                Binary.Fn.MIN,
                Binary.Fn.MAX,
                Binary.Fn.AND,
                Binary.Fn.OR,
                Binary.Fn.XOR,
                Binary.Fn.SHL,
                Binary.Fn.SHR)) {
            check(new Binary(fn), DType.I64, List.of(DType.I64, DType.I64));
        }
        for (Binary.Fn fn : List.of(Binary.Fn.AND, Binary.Fn.OR, Binary.Fn.XOR)) {
            check(new Binary(fn), DType.BOOL, List.of(DType.BOOL, DType.BOOL));
        }
    }

    @Test
    void shifts_by_a_number_known_before() {
        for (long by : new long[] {0, 1, 52, 63, 64, 65, -1}) {
            for (Binary.Fn fn : List.of(Binary.Fn.SHL, Binary.Fn.SHR)) {
                check(new Binary(fn), DType.I64, List.of(DType.I64), Tensor.wrap(new long[] {by}));
            }
        }
    }

    @Test
    void comparisons_and_choices() {
        for (Compare.Fn fn : Compare.Fn.values()) {
            check(new Compare(fn), DType.BOOL, List.of(DType.F64, DType.F64));
            check(new Compare(fn), DType.BOOL, List.of(DType.I64, DType.I64));
        }
        for (Compare.Fn fn : List.of(Compare.Fn.EQ, Compare.Fn.NE)) {
            check(new Compare(fn), DType.BOOL, List.of(DType.BOOL, DType.BOOL));
        }
        for (DType dtype : List.of(DType.F64, DType.I64, DType.BOOL)) {
            check(new Select(), dtype, List.of(DType.BOOL, dtype, dtype));
        }
    }

    @Test
    void of_three_values_and_between_types() {
        check(new Fma(), DType.F64, List.of(DType.F64, DType.F64, DType.F64));
        List<DType> types = List.of(DType.F64, DType.I64, DType.BOOL);
        for (DType from : types) {
            types.forEach(to -> check(new Cast(to), to, List.of(from)));
        }
        check(new Bitcast(DType.I64), DType.I64, List.of(DType.F64));
        check(new Bitcast(DType.F64), DType.F64, List.of(DType.I64));
    }

    /** A sum begins with -0, which combines with the first element to exactly that element. */
    @Test
    void sums_of_negative_zeros_are_negative_zero() {
        int n = 32 * 5 + 3;
        double[] zeros = new double[n];
        Arrays.fill(zeros, -0.0);
        List<Buffer> buffers = List.of(
                new Buffer(0, DType.F64, n, new Place.Input(0)), new Buffer(1, DType.F64, 1, new Place.Output(0)));
        List<Step> steps = List.of(new Step.Load(DType.F64, new Access(0, 0, List.of(1))));
        Sink sum = new Sink.Fold(0, Reduce.Fn.SUM, new Access(1, 0, List.of(0)));
        LoopNest nest = new LoopNest(List.of(n), 0, steps, List.of(sum));
        KernelPlan plan = new KernelPlan(List.of(nest), buffers);
        List<Code> codes = new ArrayList<>(Compiler.compile(plan, PRIMITIVES, Tiers.NONE));
        for (int bits : WIDTHS) {
            codes.add(Compiler.compile(plan, nest, PRIMITIVES, new LaneLoop(bits)));
        }
        for (Code code : codes) {
            double[] result = {1};
            code.run(
                    new Object[] {zeros},
                    new Object[] {result},
                    new Workspace(plan.arenaLengths(), Compiler.scratch(plan, DType.F64), 0));
            assertEquals("-0.0", String.valueOf(result[0]));
        }
    }
}
