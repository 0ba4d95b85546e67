package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.arange;
import static ppl.graph.Functions.diag;
import static ppl.graph.Functions.eye;
import static ppl.graph.Functions.outer;
import static ppl.graph.Functions.trace;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** Ranges of numbers, identity and diagonal matrices, of known lengths and of lengths that a run tells. */
class CreationTest {

    private static final Var N = Var.input("n", TensorType.scalar(DType.I64));

    private static void refuses(String words, Runnable program) {
        String message = assertThrows(GraphException.class, program::run).getMessage();
        assertTrue(message.contains(words), message);
    }

    private static long[] longs(Var x) {
        assertEquals(DType.I64, x.dtype());
        return x.eval().toLongs();
    }

    @Test
    void a_range_of_whole_numbers_stops_before_its_end() {
        assertArrayEquals(new long[] {0, 1, 2}, longs(arange(3)));
        assertArrayEquals(new long[] {2, 3, 4}, longs(arange(2, 5)));
        assertArrayEquals(new long[] {2, 5}, longs(arange(2, 8, 3)));
        assertArrayEquals(new long[] {2, 5, 8}, longs(arange(2, 9, 3)));
        assertArrayEquals(new long[] {5, 3, 1}, longs(arange(5, 0, -2)));
        assertArrayEquals(new long[] {5, 3}, longs(arange(5, 1, -2)));
        assertArrayEquals(new long[] {7}, longs(arange(7, 8)));
    }

    @Test
    void a_range_may_be_empty() {
        for (Var none :
                List.of(arange(0), arange(-2), arange(3, 3), arange(3, 1), arange(1, 3, -1), arange(1.5, 1.5))) {
            assertEquals(0, none.shape().size(0));
        }
    }

    @Test
    void a_fraction_makes_a_range_of_float64() {
        assertArrayEquals(
                new double[] {0, 0.25, 0.5, 0.75}, arange(0, 1, 0.25).eval().toDoubles());
        assertArrayEquals(
                new double[] {1.5, 0.5, -0.5}, arange(1.5, -1.5, -1).eval().toDoubles());
        assertArrayEquals(new double[] {0.5, 1.5, 2.5}, arange(0.5, 3).eval().toDoubles());
    }

    @Test
    void a_length_may_be_a_node() {
        assertArrayEquals(
                new long[] {0, 1, 2, 3},
                arange(N).eval(N.with(Tensor.scalar(4L))).toLongs());
        assertArrayEquals(
                new long[] {10, 7, 4},
                arange(10, N, -3).eval(N.with(Tensor.scalar(1L))).toLongs());
        assertEquals(0, arange(N, 2, N).eval(N.with(Tensor.scalar(2L))).length());
        assertArrayEquals(
                new double[] {1, 0, 0, 0, 1, 0},
                eye(2, N).eval(N.with(Tensor.scalar(3L))).toDoubles());
        Var x = Var.input("x", new TensorType(DType.F64, Shape.of(List.of(Shape.Extent.of(N)))));
        assertArrayEquals(
                new double[] {4, 0, 0, 5},
                diag(x).eval(x.with(Tensor.of(new double[] {4, 5})), N.with(Tensor.scalar(2L)))
                        .toDoubles());
    }

    @Test
    void what_is_no_length_is_refused() {
        refuses("eye needs as a length a whole number", () -> eye(2.5));
        refuses("eye needs as a length a whole number", () -> eye(Var.input("x")));
        refuses(
                "eye needs as a length a whole number",
                () -> eye(Var.input("k", new TensorType(DType.I64, Shape.of(2)))));
        refuses("negative length -1", () -> eye(2, -1));
        refuses(
                "arange needs as its stop a plain number or a scalar node of an integer type",
                () -> arange(Var.input("x")));
        refuses("arange needs a step that is not 0", () -> arange(0, 3, 0));
        refuses("arange needs a finite stop, not Infinity", () -> arange(0, Double.POSITIVE_INFINITY));
        refuses("lengths are at most 2147483647", () -> arange(1L << 40));
    }

    @Test
    void an_identity_need_not_be_square_nor_have_elements() {
        assertArrayEquals(new double[] {1, 0, 0, 1}, eye(2).eval().toDoubles());
        assertArrayEquals(new double[] {1, 0, 0, 1, 0, 0}, eye(3, 2).eval().toDoubles());
        assertEquals("float64[0, 3]", eye(0, 3).eval().type().toString());
    }

    @Test
    void a_diagonal_matrix_has_zeros_beside_even_infinities() {
        double inf = Double.POSITIVE_INFINITY;
        assertArrayEquals(
                new double[] {inf, 0, 0, Double.NaN},
                diag(Var.constant(inf, Double.NaN)).eval().toDoubles());
        Var batch = diag(Var.constant(Tensor.of(new long[] {1, 2, 3, 4}, 2, 2)));
        assertArrayEquals(new long[] {1, 0, 0, 2, 3, 0, 0, 4}, longs(batch));
        assertEquals(
                "float64[0, 0]",
                diag(Var.constant(Tensor.of(new double[0]))).type().toString());
        refuses("diag needs vectors in the last axis", () -> diag(Var.input("x")));
    }

    @Test
    void a_trace_is_the_sum_of_each_diagonal() {
        assertEquals(5, trace(Var.constant(1.0, 2, 3, 4).reshape(2, 2)).eval().item());
        Var batch = Var.constant(Tensor.of(new long[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2));
        assertArrayEquals(new long[] {5, 13}, longs(trace(batch)));
        assertEquals(0, trace(eye(0)).eval().item());
    }

    @Test
    void an_outer_product_pairs_the_elements_of_vectors() {
        Var a = Var.constant(Tensor.of(new long[] {1, 2}));
        assertArrayEquals(
                new long[] {3, 4, 5, 6, 8, 10}, longs(outer(a, Var.constant(Tensor.of(new long[] {3, 4, 5})))));
        assertEquals(
                "float64[7, 2, 3]",
                outer(Var.input("x", 7, 2), Var.input("y", 3)).type().toString());
        refuses("outer needs vectors in the last axis", () -> outer(a, Var.input("x")));
    }
}
