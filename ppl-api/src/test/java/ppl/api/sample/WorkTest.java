package ppl.api.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;

class WorkTest {

    private static double of(Var... outputs) {
        return Work.of(Graph.of(outputs));
    }

    @Test
    void elements_of_all_that_is_computed_are_counted_functions_more() {
        Var x = Var.input("x", 10);
        assertEquals(10, of(x.plus(1)), "a number that is repeated costs nothing");
        assertEquals(160, of(x.exp()));
        assertEquals(10, of(x.sum()));
    }

    @Test
    void a_product_of_a_matrix_counts_its_elements() {
        Var x = Var.input("x", 10);
        Var matrix = Var.data("m", Tensor.of(new double[500], 50, 10));
        assertEquals(500, of(matrix.dot(x)), 60);
    }
}
