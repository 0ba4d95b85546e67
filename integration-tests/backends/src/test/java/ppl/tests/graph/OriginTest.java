package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.graph.Substitution;
import ppl.graph.Var;

/** Where messages say that a node was made. */
class OriginTest {

    @Test
    void a_node_made_of_another_was_made_where_that_one_was() {
        Var x = Var.input("x");
        Var other = Var.input("other");
        Var y = x.exp().times(x);
        Var z = Substitution.replace(List.of(y), Map.of(x, other)).getFirst();
        assertNotSame(y, z);
        assertEquals(y.origin(), z.origin());
        assertNotEquals(y.origin(), other.log().origin());
    }
}
