package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.backend.spi.Program;
import ppl.backend.spi.fuse.Fusion;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Cholesky;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.MatMul;
import ppl.graph.op.Prim;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.TriangularSolve;
import ppl.graph.op.Unary;

/** A primitive for which this backend has no code of its own still runs, by its reference. */
class ReferenceEmitterTest {

    /** A primitive on operands. */
    record Application(Prim op, List<Tensor> operands) {

        /** What the primitive states. */
        Tensor meant(TensorType type) {
            return switch (op) {
                case Pointwise p -> p.evaluate(operands, type);
                case Routine r -> r.evaluate(operands, type);
                default -> throw new AssertionError(op);
            };
        }

        @Override
        public String toString() {
            return op.name() + " of "
                    + String.join(
                            ", ",
                            operands.stream().map(t -> t.type().toString()).toList());
        }
    }

    static Stream<Application> pointwise() {
        List<Application> all = new ArrayList<>();
        for (DType type : DType.values()) {
            for (Unary.Fn fn : Unary.Fn.values()) {
                add(all, fn.accepts(type), new Unary(fn), type, 1);
            }
            for (Binary.Fn fn : Binary.Fn.values()) {
                add(all, fn.accepts(type), new Binary(fn), type, 2);
            }
            for (Compare.Fn fn : Compare.Fn.values()) {
                add(all, true, new Compare(fn), type, 2);
            }
            add(all, type.isFloat(), new Fma(), type, 3);
            for (DType to : DType.values()) {
                add(all, to != type, new Cast(to), type, 1);
                boolean sameWidth = to != type && to.bytes() == type.bytes() && type != DType.BOOL && to != DType.BOOL;
                add(all, sameWidth, new Bitcast(to), type, 1);
            }
        }
        return all.stream();
    }

    private static void add(List<Application> all, boolean defined, Pointwise op, DType type, int operands) {
        if (defined) {
            all.add(new Application(
                    op,
                    List.of(values(type, 0), values(type, 3), values(type, 5)).subList(0, operands)));
        }
    }

    /** Values at which types differ, turned round by some places. */
    private static Tensor values(DType type, int turn) {
        double[] seeds = {0.0, -0.0, 1.5, -2.5, 7, 1e300, -1e300, 3e9, Double.NaN, Double.POSITIVE_INFINITY, 63};
        double[] turned = new double[seeds.length];
        Arrays.setAll(turned, i -> seeds[(i + turn) % seeds.length]);
        Tensor wide = Tensor.of(turned);
        return new Cast(type).evaluate(List.of(wide), wide.type().with(type));
    }

    static Stream<Application> routines() {
        Tensor square = Tensor.of(new double[][] {{4, 2, -1}, {2, 5, 3}, {-1, 3, 9}});
        Tensor tall = Tensor.of(new double[][] {{1, 0.1}, {-2, 3}, {0.7, 1e-3}});
        return Stream.of(
                new Application(new MatMul(), List.of(square, tall)),
                new Application(new Cholesky(), List.of(square)),
                new Application(new TriangularSolve(false), List.of(square, tall)),
                new Application(new TriangularSolve(true), List.of(square, tall)));
    }

    @ParameterizedTest
    @MethodSource({"pointwise", "routines"})
    void a_primitive_gives_the_same_bits_with_and_without_code_of_its_own(Application a) {
        List<Var> x = inputs(a);
        Var y = Var.of(a.op(), x);
        assertEquals(a.meant(y.type()), run(x, y, a.operands(), PrimitiveEmitter.specialized()));
        assertEquals(a.meant(y.type()), run(x, y, a.operands(), PrimitiveEmitter.reference()));
    }

    @ParameterizedTest
    @MethodSource("routines")
    void a_routine_without_code_of_its_own_reads_and_writes_through_strides(Application a) {
        List<Tensor> turned =
                a.operands().stream().map(ReferenceEmitterTest::transposed).toList();
        List<Var> x = inputs(new Application(a.op(), turned));
        Var y = Var.of(a.op(), x.stream().map(Var::transpose).toList());
        assertEquals(transposed(a.meant(y.type())), run(x, y.transpose(), turned, PrimitiveEmitter.reference()));
    }

    private static Tensor transposed(Tensor matrix) {
        int rows = matrix.sizes()[0];
        int columns = matrix.sizes()[1];
        double[] turned = new double[rows * columns];
        Arrays.setAll(turned, i -> matrix.doubleAt(i % rows * columns + i / rows));
        return Tensor.of(turned, columns, rows);
    }

    private static List<Var> inputs(Application a) {
        List<Var> x = new ArrayList<>();
        for (Tensor t : a.operands()) {
            x.add(Var.input("x" + x.size(), t.type()));
        }
        return x;
    }

    private static Tensor run(List<Var> x, Var y, List<Tensor> values, PrimitiveEmitter primitives) {
        Program program = new Program(new Graph(x, List.of(y)));
        Object[] in = values.stream().map(Tensor::array).toArray();
        Object out = Tensor.allocate(y.dtype(), y.shape().elements());
        try (CompiledLoops loops =
                CompiledLoops.of(Fusion.plan(program, VectorBackend.LIMITS), primitives, Tiers.NONE)) {
            loops.caller().call(in, new Object[] {out});
        }
        return Tensor.wrap(out, y.shape().sizes());
    }
}
