package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Program;
import ppl.backend.vector.simd.Simd;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;

class VectorBackendTest {

    private final VectorBackend backend = new VectorBackend();

    @Test
    void it_is_there_on_any_machine_and_says_what_its_code_is() {
        var available = assertInstanceOf(Availability.Available.class, backend.availability());
        assertTrue(available.description().contains("fused loops"), available.description());
        switch (Simd.here()) {
            case Simd.Lanes(int bits) ->
                assertTrue(available.device().startsWith(bits / 64 + " lanes of 64 bits"), available.device());
            case Simd.Scalar(String reason) -> {
                assertTrue(available.device().startsWith("scalar"), available.device());
                assertTrue(available.description().contains(reason), available.description());
            }
        }
    }

    @Test
    void it_knows_all_primitives_and_both_modes() {
        assertEquals(Backend.LEVEL, backend.level());
        assertTrue(backend.supports(NumericMode.STRICT) && backend.supports(NumericMode.FAST));
    }

    @Test
    void a_rich_op_is_refused_by_name_of_the_remedy() {
        Var x = Var.input("x");
        Program program = new Program(new Graph(List.of(x), List.of(Functions.exp(x))));
        String message = assertThrows(BackendException.class, () -> backend.compile(program, NumericMode.STRICT))
                .getMessage();
        assertTrue(message.contains("exp") && message.contains("expand"), message);
    }

    @Test
    void more_elements_cost_more() {
        assertTrue(estimate(1000) > estimate(10));
    }

    @Test
    void a_matrix_product_costs_what_it_multiplies() {
        Var few = Var.input("few", 100, 1);
        Var many = Var.input("many", 100, 1000);
        Program small = new Program(new Graph(List.of(few), List.of(Functions.matmul(few, few.transpose()))));
        Program large = new Program(new Graph(List.of(many), List.of(Functions.matmul(many, many.transpose()))));
        assertTrue(backend.estimateNanos(large) > 100 * backend.estimateNanos(small));
    }

    /** The operand is read once for both. */
    @Test
    void what_shares_a_loop_costs_less_than_loops_of_its_own() {
        Var x = Var.input("x", 1000);
        Var squares = x.times(x).sum();
        Var next = x.plus(1).sum();
        double together = nanos(x, squares, next);
        assertTrue(together < nanos(x, squares) + nanos(x, next));
        assertTrue(together > nanos(x, squares));
    }

    private double nanos(Var x, Var... results) {
        return backend.estimateNanos(new Program(new Graph(List.of(x), List.of(results))));
    }

    private double estimate(int n) {
        Var x = Var.input("x", n);
        return backend.estimateNanos(
                new Program(new Graph(List.of(x), List.of(x.times(x).sum()))));
    }
}
