package ppl.graph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.ScatterAdd;

class RewriterTest {

    private final Var x = Var.input("x", 4);
    private final Var s = Var.input("s");

    private String rewritten(Var y) {
        Graph graph = new Graph(List.of(x, s), List.of(y));
        return Rewriter.standard().apply(graph).program();
    }

    @Test
    void a_sum_sheds_factors_and_shifts_that_do_not_change_along_it() {
        assertEquals("""
                %0 = s : float64
                %1 = x : float64[4]
                %2 = sum[0](%1) : float64
                %3 = mul(%0, %2) : float64
                %4 = 2.0 : float64
                %5 = sub(%3, %4) : float64
                return %5
                """, rewritten(x.times(s).minus(0.5).sum()));
    }

    @Test
    void so_it_does_where_they_are_factors_of_factors() {
        Var z = Var.input("z", 4);
        Graph graph = new Graph(
                List.of(x, s, z), List.of(x.times(s).times(z.times(s.exp())).sum()));
        assertEquals("""
                %0 = s : float64
                %1 = exp(%0) : float64
                %2 = mul(%0, %1) : float64
                %3 = x : float64[4]
                %4 = z : float64[4]
                %5 = mul(%3, %4) : float64[4]
                %6 = sum[0](%5) : float64
                %7 = mul(%2, %6) : float64
                return %7
                """, Rewriter.standard().apply(graph).program());
    }

    @Test
    void of_a_square_one_factor_stays_so_that_it_does_not_overflow_alone() {
        assertEquals("""
                %0 = s : float64
                %1 = x : float64[4]
                %2 = broadcast[](%0) : float64[4]
                %3 = mul(%1, %2) : float64[4]
                %4 = mul(%3, %1) : float64[4]
                %5 = sum[0](%4) : float64
                %6 = mul(%0, %5) : float64
                return %6
                """, rewritten(x.times(s).square().sum()));
    }

    @Test
    void sums_by_group_shed_factors_and_signs_too() {
        Var groups = Var.constant(Tensor.of(new int[] {0, 1, 1, 0}));
        Var sums = Var.of(
                new ScatterAdd(0, Shape.of(2).extent(0)),
                x.times(s).unaryMinus().times(x.exp()),
                groups);
        assertEquals("""
                %0 = s : float64
                %1 = broadcast[](%0) : float64[2]
                %2 = x : float64[4]
                %3 = exp(%2) : float64[4]
                %4 = mul(%2, %3) : float64[4]
                %5 = int32[4] [0, 1, 1, 0] : int32[4]
                %6 = scatter_add(%4, %5) : float64[2]
                %7 = mul(%1, %6) : float64[2]
                %8 = neg(%7) : float64[2]
                return %8
                """, rewritten(sums));
    }

    @Test
    void a_factor_that_changes_along_the_rows_stays_in_a_sum_by_group() {
        Var table = Var.input("table", 4, 3);
        Var groups = Var.constant(Tensor.of(new int[] {0, 1, 1, 0}));
        ScatterAdd scatter = new ScatterAdd(0, Shape.of(2).extent(0));
        Var ofRows = Var.of(scatter, table.times(x.reshape(4, 1)), groups);
        Graph kept = Rewriter.standard().apply(new Graph(List.of(x, table), List.of(ofRows)));
        assertTrue(kept.outputs().getFirst().op() instanceof ScatterAdd, kept.program());
        Var c = Var.input("c", 3);
        Var ofColumns = Var.of(scatter, table.times(c), groups);
        Graph moved = Rewriter.standard().apply(new Graph(List.of(c, table), List.of(ofColumns)));
        assertTrue(moved.outputs().getFirst().op() instanceof Binary, moved.program());
    }

    @Test
    void the_exponential_of_the_double_is_a_square() {
        assertEquals("""
                %0 = s : float64
                %1 = exp(%0) : float64
                %2 = mul(%1, %1) : float64
                return %2
                """, rewritten(s.times(2).exp()));
    }

    @Test
    void elementwise_work_on_repeated_values_is_done_before_repeating_them() {
        Var wide = s.broadcastTo(Shape.of(4));
        assertEquals("""
                %0 = x : float64[4]
                %1 = s : float64
                %2 = sqrt(%1) : float64
                %3 = broadcast[](%2) : float64[4]
                %4 = add(%0, %3) : float64[4]
                return %4
                """, rewritten(x.plus(wide.sqrt())));
    }

    @Test
    void negations_leave_products_and_constants_merge() {
        assertEquals("""
                %0 = -6.0 : float64
                %1 = broadcast[](%0) : float64[4]
                %2 = x : float64[4]
                %3 = mul(%1, %2) : float64[4]
                return %3
                """, rewritten(x.unaryMinus().times(2).times(3)));
    }

    @Test
    void the_root_of_a_square_is_the_absolute_value() {
        assertTrue(rewritten(x.square().sqrt()).contains("abs"));
    }

    @Test
    void a_trace_names_what_fired() {
        Graph graph = new Graph(List.of(x), List.of(x.plus(x)));
        assertEquals(1, Rewriter.standard().traced(graph).counts().get("arithmetic.x_plus_x"));
    }

    @Test
    void excluded_rules_do_not_fire_and_unknown_names_are_refused() {
        Graph graph = new Graph(List.of(x), List.of(x.plus(x)));
        Graph kept = Rewriter.standard().without("arithmetic.x_plus_x").apply(graph);
        assertEquals(graph.outputs(), kept.outputs());
        assertThrows(GraphException.class, () -> Rewriter.standard().without("no.such"));
    }

    @Test
    void a_rule_that_changes_a_type_is_caught() {
        Rewrite bad = Rewrite.of("bad", Rewrite.Phase.CANONICALISE, "wrong", v -> v.rank() == 1 ? v.sum() : null);
        GraphException e = assertThrows(
                GraphException.class, () -> Rewriter.of(bad).apply(new Graph(List.of(x), List.of(x.plus(1)))));
        assertTrue(e.getMessage().contains("'bad' changed the type"), e.getMessage());
    }

    @Test
    void rules_that_never_come_to_rest_are_caught() {
        Rewrite endless = Rewrite.of(
                "endless",
                Rewrite.Phase.CANONICALISE,
                "grows",
                v -> v.op().name().equals("add") ? v.plus(1.0) : null);
        GraphException e = assertThrows(
                GraphException.class, () -> Rewriter.of(endless).apply(new Graph(List.of(x), List.of(x.plus(1)))));
        assertTrue(e.getMessage().contains("endless"), e.getMessage());
    }
}
