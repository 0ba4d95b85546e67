package ppl.graph.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ppl.graph.Var;

class PrinterTest {

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
                """, Printer.tree(y));
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
                """, Printer.program(y));
    }

    @Test
    void drawings_name_every_node_and_edge() {
        assertTrue(Printer.dot(y).contains("n3 -> n4;"));
        assertTrue(Printer.mermaid(y).contains("  n3 --> n4\n"));
        assertEquals(Printer.dot(y), Printer.dot(x.plus(1).square()));
    }
}
