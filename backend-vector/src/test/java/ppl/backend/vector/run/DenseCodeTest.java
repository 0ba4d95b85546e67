package ppl.backend.vector.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;
import ppl.backend.vector.dense.DenseF64;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.op.Cholesky;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.MatMul;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.TriangularSolve;

/** Calls as plans have them: which run in lanes, on what operands, with the bits of the routine's definition. */
class DenseCodeTest {

    private final Random random = new Random(7);

    /** An operand: a dense tensor and how it lies in its buffer. */
    private record Operand(Tensor value, List<Integer> strides, double[] laid, boolean known) {}

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void stacks_of_matrices_are_multiplied_whichever_way_they_lie(int bits) {
        assertInstanceOf(DenseMatMul.class, run(bits, new MatMul(), dense(3, 20, 17), dense(3, 17, 33)));
        assertInstanceOf(DenseMatMul.class, run(bits, new MatMul(), turned(2, 20, 17), turned(2, 17, 33)));
        Operand w = dense(26, 26);
        assertInstanceOf(DenseMatMul.class, run(bits, new MatMul(), turn(w), w));
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void a_matrix_meets_a_vector_on_either_side(int bits) {
        assertInstanceOf(DenseMatVec.class, run(bits, new MatMul(), turned(1, 40, 300), dense(1, 300, 1)));
        assertInstanceOf(DenseMatVec.class, run(bits, new MatMul(), turned(4, 40, 30), dense(4, 30, 1)));
        assertInstanceOf(DenseMatVec.class, run(bits, new MatMul(), dense(2, 1, 30), dense(2, 30, 70)));
        assertInstanceOf(DenseMatVec.class, run(bits, new MatMul(), turned(2, 1, 30), dense(2, 30, 70)));
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void data_that_meets_a_vector_is_packed_once(int bits) {
        DenseMatVec left =
                assertInstanceOf(DenseMatVec.class, run(bits, new MatMul(), known(dense(90, 30)), dense(30, 1)));
        assertNotNull(left.packed());
        DenseMatVec right =
                assertInstanceOf(DenseMatVec.class, run(bits, new MatMul(), dense(1, 300), known(turned(300, 41))));
        assertNotNull(right.packed());
        Operand counts = dense(90, 30);
        Arrays.setAll(counts.laid(), i -> i % 7);
        Operand whole = dense(Tensor.of(Arrays.copyOfRange(counts.laid(), 1, 2701), 90, 30));
        DenseMatVec narrow = assertInstanceOf(DenseMatVec.class, run(bits, new MatMul(), known(whole), dense(30, 1)));
        assertNotNull(narrow.narrow(), "whole numbers are of float32 too");
        assertNull(narrow.packed());
        assertNull(run(bits, new MatMul(), dense(90, 30), dense(30, 1)), "of what changes a copy is not worth it");
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void factors_and_solutions_run_in_lanes(int bits) {
        Operand a = positive(3, 15);
        assertInstanceOf(DenseCholesky.class, run(bits, new Cholesky(), a));
        for (boolean transposed : new boolean[] {false, true}) {
            TriangularSolve solve = new TriangularSolve(transposed);
            assertInstanceOf(DenseSolve.class, run(bits, solve, a, dense(3, 15, 66)));
            assertInstanceOf(DenseSolve.class, run(bits, solve, positive(1, 20), turned(1, 20, 9)));
            double[] unit = new double[70 * 70];
            IntStream.range(0, 70).forEach(i -> unit[i * 71] = 1);
            Operand identity = known(dense(Tensor.of(unit, 70, 70)));
            DenseSolve inverse =
                    assertInstanceOf(DenseSolve.class, run(bits, solve, matrix(positive(1, 70)), identity));
            assertArrayEquals(transposed ? new int[] {6, 0} : new int[] {0, 64}, inverse.zeros());
        }
    }

    @Test
    void what_is_small_or_of_another_kind_stays_scalar() {
        assertNull(run(256, new MatMul(), dense(3, 3), dense(3, 3)));
        assertNull(run(256, new Cholesky(), positive(1, 5)));
        assertNull(run(256, new TriangularSolve(false), positive(1, 20), dense(1, 20, 1)));
        assertNull(run(256, new CumulativeSum(0, false), dense(100)));
    }

    /** Runs the code of a call, if there is any in lanes, against its definition. */
    private Code run(int bits, Routine op, Operand... operands) {
        List<Tensor> values = Arrays.stream(operands).map(Operand::value).toList();
        TensorType type = op.infer(values.stream().map(ppl.graph.Var::constant).toList());
        Buffer[] buffers = new Buffer[operands.length + 1];
        View[] views = new View[operands.length];
        Object[] inputs = new Object[operands.length];
        for (int k = 0; k < operands.length; k++) {
            Operand x = operands[k];
            Place place = x.known ? new Place.Literal(Tensor.of(x.laid)) : new Place.Input(k);
            buffers[k] = new Buffer(k, DType.F64, x.laid.length, place);
            views[k] = new View(k, 1, IntStream.of(x.value.sizes()).boxed().toList(), x.strides);
            inputs[k] = x.known ? new double[0] : x.laid;
        }
        int out = operands.length;
        Shape shape = type.shape();
        buffers[out] = new Buffer(out, DType.F64, shape.elements(), new Place.Output(0));
        View result = new View(out, 0, IntStream.of(shape.sizes()).boxed().toList(), rowMajor(shape.sizes()));
        LibraryCall call = new LibraryCall(op, List.of(views), result);
        KernelPlan plan = new KernelPlan(List.of(call), List.of(buffers));
        DenseCode lanes = new DenseCode(DenseF64.of(bits));
        Code code = lanes.of(plan, call);
        if (code == null) {
            return null;
        }
        double[] found = new double[shape.elements()];
        code.run(inputs, new Object[] {found}, new Workspace(Map.of(), lanes.scratch(plan, call), 0));
        double[] wanted = op.evaluate(values, type).toDoubles();
        for (int i = 0; i < wanted.length; i++) {
            assertEquals(Double.doubleToLongBits(wanted[i]), Double.doubleToLongBits(found[i]), "element " + i);
        }
        return code;
    }

    private static List<Integer> rowMajor(int[] sizes) {
        Integer[] strides = new Integer[sizes.length];
        int stride = 1;
        for (int a = sizes.length - 1; a >= 0; a--) {
            strides[a] = stride;
            stride *= sizes[a];
        }
        return List.of(strides);
    }

    private Operand dense(int... sizes) {
        double[] x = new double[IntStream.of(sizes).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(x, _ -> random.nextGaussian());
        return dense(Tensor.of(x, sizes));
    }

    /** In its own order, behind one element of something else. */
    private static Operand dense(Tensor value) {
        double[] laid = new double[value.length() + 1];
        System.arraycopy(value.toDoubles(), 0, laid, 1, value.length());
        return new Operand(value, rowMajor(value.sizes()), laid, false);
    }

    /** With columns side by side. */
    private Operand turned(int... sizes) {
        int[] across = sizes.clone();
        int r = sizes.length;
        across[r - 1] = sizes[r - 2];
        across[r - 2] = sizes[r - 1];
        return turn(dense(across));
    }

    /** The transposed matrices, in the same place. */
    private static Operand turn(Operand x) {
        int[] sizes = x.value.sizes();
        int r = sizes.length;
        int rows = sizes[r - 2];
        int columns = sizes[r - 1];
        double[] from = x.value.toDoubles();
        double[] to = new double[from.length];
        for (int i = 0; i < to.length; i++) {
            int matrix = i / (rows * columns);
            int row = i % rows;
            int column = i / rows % columns;
            to[i] = from[matrix * rows * columns + row * columns + column];
        }
        int[] turned = sizes.clone();
        turned[r - 2] = columns;
        turned[r - 1] = rows;
        Integer[] strides = x.strides.toArray(Integer[]::new);
        strides[r - 2] = x.strides.get(r - 1);
        strides[r - 1] = x.strides.get(r - 2);
        return new Operand(Tensor.of(to, turned), List.of(strides), x.laid, false);
    }

    private static Operand known(Operand x) {
        return new Operand(x.value, x.strides, x.laid, true);
    }

    private Operand positive(int count, int n) {
        double[] a = dense(count, n, n).value.toDoubles();
        for (int i = 0; i < count * n; i++) {
            a[i * n + i % n] = 3 * n + random.nextDouble();
        }
        return dense(Tensor.of(a, count, n, n));
    }

    /** One matrix without an axis that counts it. */
    private static Operand matrix(Operand x) {
        int[] sizes = x.value.sizes();
        return dense(Tensor.of(x.value.toDoubles(), sizes[1], sizes[2]));
    }
}
