package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Op;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

/** A constant that is folded when the graph is built has the bits that a backend would have computed. */
class FoldingTest {

    /** An elementwise primitive and the type of its numeric operands. */
    record Case(Op op, DType dtype, int operands) {
        @Override
        public String toString() {
            return op + " on " + dtype;
        }
    }

    private static final double[] HOSTILE = {
        0.0,
        -0.0,
        1,
        -1,
        0.1,
        -2.5,
        1.5,
        2.5,
        3e38,
        -1e308,
        1e-310,
        1e-45,
        9e18,
        -9.3e18,
        4294967296.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        16777217,
        9007199254740993.0,
        Math.PI
    };

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (DType t : DType.values()) {
            Arrays.stream(Unary.Fn.values())
                    .filter(f -> f.accepts(t))
                    .forEach(f -> cases.add(new Case(new Unary(f), t, 1)));
            Arrays.stream(Binary.Fn.values())
                    .filter(f -> f.accepts(t))
                    .forEach(f -> cases.add(new Case(new Binary(f), t, 2)));
            Arrays.stream(Compare.Fn.values()).forEach(f -> cases.add(new Case(new Compare(f), t, 2)));
            Arrays.stream(DType.values()).forEach(to -> cases.add(new Case(new Cast(to), t, 1)));
            cases.add(new Case(new Select(), t, 2));
        }
        for (DType t : List.of(DType.F64, DType.F32)) {
            cases.add(new Case(new Fma(), t, 3));
        }
        cases.add(new Case(new Bitcast(DType.I64), DType.F64, 1));
        cases.add(new Case(new Bitcast(DType.F64), DType.I64, 1));
        cases.add(new Case(new Bitcast(DType.I32), DType.F32, 1));
        cases.add(new Case(new Bitcast(DType.F32), DType.I32, 1));
        return cases.stream();
    }

    /** Every pair of hostile values meets; the third operand runs through them in steps of 5. */
    private static Tensor operand(DType dtype, int which) {
        int n = HOSTILE.length;
        Object array = Tensor.allocate(dtype, n * n);
        for (int i = 0; i < n * n; i++) {
            double x = HOSTILE[which == 0 ? i / n : which == 1 ? i % n : i * 5 % n];
            switch (array) {
                case double[] a -> a[i] = x;
                case float[] a -> a[i] = (float) x;
                case long[] a -> a[i] = (long) x + i % 3;
                case int[] a -> a[i] = (int) x + i % 3;
                case boolean[] a -> a[i] = x > 1;
                default -> throw new AssertionError(dtype);
            }
        }
        return Tensor.wrap(array, n * n);
    }

    private static List<Tensor> operands(Case c) {
        List<Tensor> values = new ArrayList<>();
        if (c.op instanceof Select) {
            values.add(operand(DType.BOOL, 2));
        }
        IntStream.range(0, c.operands).forEach(k -> values.add(operand(c.dtype, k)));
        return values;
    }

    private static Tensor computed(Op op, List<Tensor> values) {
        List<Var> inputs = values.stream().map(v -> Var.input("x", v.type())).toList();
        Graph graph = new Graph(inputs, List.of(Var.of(op, inputs)));
        try (CompiledGraph compiled = graph.compile(CompileOptions.defaults().withBackend("interp"))) {
            return compiled.call(values).getFirst();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void folded_and_computed_values_have_the_same_bits(Case c) {
        List<Tensor> values = operands(c);
        Tensor folded =
                Var.of(c.op, values.stream().map(Var::constant).toList()).constantValue();
        assertNotNull(folded, "an elementwise primitive of constants folds");
        assertEquals(computed(c.op, values), folded);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void repeated_scalars_fold_to_the_same_bits(Case c) {
        for (int i = 0; i < HOSTILE.length; i++) {
            int place = i * (HOSTILE.length + 1);
            List<Tensor> scalars =
                    operands(c).stream().map(t -> element(t, place)).toList();
            List<Var> repeated = scalars.stream()
                    .map(s -> Var.constant(s).broadcastTo(Shape.of(2)))
                    .toList();
            Tensor folded = Var.of(c.op, repeated).constantValue();
            assertNotNull(folded, "an elementwise primitive of repeated constants folds");
            Tensor one = computed(c.op, scalars);
            for (int k = 0; k < 2; k++) {
                assertEquals(unsignedZero(c.op, one), unsignedZero(c.op, element(folded, k)));
            }
        }
    }

    /** A zero that is left out of a sum or difference may change the sign of a zero, and nothing else. */
    private static Tensor unsignedZero(Op op, Tensor t) {
        boolean leavesOut = op.equals(new Binary(Binary.Fn.ADD)) || op.equals(new Binary(Binary.Fn.SUB));
        return leavesOut && t.dtype().isFloat() && t.doubleAt(0) == 0 ? Tensor.scalar(0.0) : t;
    }

    private static Tensor element(Tensor t, int i) {
        Object one = Tensor.allocate(t.dtype(), 1);
        System.arraycopy(t.array(), i, one, 0, 1);
        return Tensor.wrap(one, new int[0]);
    }

    @Test
    void truth_values_cannot_be_scattered() {
        Var updates = Var.constant(Tensor.of(new boolean[] {true}));
        Var at = Var.constant(Tensor.of(new long[] {0}));
        String message = assertThrows(GraphException.class, () -> Var.of(new ScatterAdd(0, Extent.of(2)), updates, at))
                .getMessage();
        assertEquals("scatter_add is not defined on " + updates.describe() + "; cast it first", message);
    }
}
