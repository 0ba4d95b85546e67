package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.ScatterAdd;

/** Sums of whole numbers into places, computed: those that fit are exact, also where positions are known at run time only. */
class IntegerSumsTest {

    @Test
    void sums_that_fit_are_exact_to_the_greatest_number() {
        Var x = Var.data("x", Tensor.of(new long[] {Long.MAX_VALUE, 5, 1, 6}, 2, 2));
        Var apart = Var.constant(Tensor.of(new long[] {2, 0}));
        assertArrayEquals(
                new long[] {1, 6, 0, 0, Long.MAX_VALUE, 5},
                Functions.scatterAdd(x, apart, 0, 3).eval().toLongs());
        Var middle = Var.data("x", Tensor.of(new long[] {Long.MAX_VALUE, -1, 7, -9, 1, Long.MAX_VALUE}, 1, 2, 3));
        Var beside = Var.constant(Tensor.of(new long[] {4, 3}));
        assertEquals(
                Long.MAX_VALUE,
                Functions.scatterAdd(middle, beside, 1, 5).eval().longAt(11));
    }

    @Test
    void positions_given_at_evaluation_decide_there() {
        Var small = Var.data("small", Tensor.of(new int[] {2_000_000_000, 2_000_000_000, -1}));
        Var groups = Var.input("g", new TensorType(DType.I64, Shape.of(3)));
        Var sums = Var.of(new ScatterAdd(0, Extent.of(2)), small, groups);
        String message = assertThrows(
                        GraphException.class, () -> sums.eval(groups.with(Tensor.of(new long[] {1, 1, 0}))))
                .getMessage();
        assertTrue(message.contains("int32 at element 1") && message.contains("4000000000"), message);
        assertArrayEquals(
                new long[] {2_000_000_000, 1_999_999_999},
                sums.eval(groups.with(Tensor.of(new long[] {0, 1, 1}))).toLongs());
    }
}
