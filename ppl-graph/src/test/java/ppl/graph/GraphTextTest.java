package ppl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GraphTextTest {

    private final Var x = Var.input("x", 2);
    private final Var y = x.plus(1).times(x.plus(1));

    @Test
    void a_tree_shows_a_shared_node_once() {
        assertEquals("""
                %4 = mul : float64[2]
                  %3 = add : float64[2]
                    x : float64[2]
                    %2 = broadcast[] : float64[2]
                      1.0 : float64
                  %3 = add (above)
                """, Graph.of(y).tree());
    }

    @Test
    void a_program_lists_operands_before_users() {
        assertEquals("""
                %0 = x : float64[2]
                %1 = 1.0 : float64
                %2 = broadcast[](%1) : float64[2]
                %3 = add(%0, %2) : float64[2]
                %4 = mul(%3, %3) : float64[2]
                return %4
                """, Graph.of(y).program());
    }

    @Test
    void drawings_name_every_node_and_edge() {
        assertTrue(Graph.of(y).dot().contains("n3 -> n4;"));
        assertTrue(Graph.of(y).mermaid().contains("  n3 --> n4\n"));
        assertEquals(Graph.of(y).dot(), Graph.of(x.plus(1).square()).dot());
    }
}
