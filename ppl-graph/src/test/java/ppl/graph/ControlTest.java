package ppl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.cond;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.graph.Shape.Extent;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cond;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.RandomOp;
import ppl.graph.rewrite.DeadResults;
import ppl.graph.rewrite.Rewriter;

/** What a cond is as a part of a graph; its values are compared on backends elsewhere. */
class ControlTest {

    private final Var x = Var.input("x", 3);
    private final Var y = Var.input("y", 3);
    private final Var c = Var.input("c", new TensorType(DType.BOOL, Shape.scalar()));
    private final Var d = Var.input("d", new TensorType(DType.BOOL, Shape.scalar()));

    private static Cond condOf(Var node) {
        return assertInstanceOf(
                Cond.class, assertInstanceOf(Projection.class, node.op()).of());
    }

    private static String refusal(Runnable written) {
        return assertThrows(GraphException.class, written::run).getMessage();
    }

    @Test
    void what_a_branch_makes_is_inside_and_what_was_there_before_is_an_operand() {
        Var before = x.times(2).log();
        Var z = cond(c, () -> before.exp().plus(x), () -> x.plus(1));
        assertEquals("""
                %0 = c : bool
                %1 = x : float64[3]
                %2 = 2.0 : float64
                %3 = broadcast[](%2) : float64[3]
                %4 = mul(%1, %3) : float64[3]
                %5 = log(%4) : float64[3]
                %6 = cond[0](%0, %5, %1) : float64[3]
                  body 0
                    %0 = operand0 : float64[3]
                    %1 = exp(%0) : float64[3]
                    %2 = operand1 : float64[3]
                    %3 = add(%1, %2) : float64[3]
                    return %3
                  body 1
                    %0 = operand1 : float64[3]
                    %1 = 1.0 : float64
                    %2 = broadcast[](%1) : float64[3]
                    %3 = add(%0, %2) : float64[3]
                    return %3
                return %6
                """, Graph.of(z).program());
    }

    @Test
    void a_node_that_a_branch_makes_again_is_inside_although_it_was_there_before() {
        Var known = x.exp();
        Var z = cond(c, x::exp, () -> x);
        assertEquals(List.of(c, x), z.inputs());
        assertSame(known, x.exp());
    }

    @Test
    void equal_conds_are_one_node_and_different_ones_are_not() {
        Var z = cond(c, () -> x.exp().plus(y), () -> y);
        assertSame(z, cond(c, () -> x.exp().plus(y), () -> y));
        assertNotSame(z, cond(d, () -> x.exp().plus(y), () -> y));
        assertNotSame(z, cond(c, () -> x.exp().plus(x), () -> y));
        assertEquals(
                condOf(cond(d, () -> y.exp(), () -> x)),
                condOf(cond(c, () -> x.exp(), () -> y)),
                "functions, not uses");
    }

    @Test
    void a_known_condition_leaves_the_branch_taken() {
        assertSame(x.exp(), cond(Var.constant(true), x::exp, () -> x));
        Var z = cond(c, () -> x.exp().plus(y), () -> y.times(2));
        assertEquals(List.of(y.times(2)), Substitution.replace(List.of(z), Map.of(c, Var.constant(false))));
    }

    @Test
    void branches_that_do_the_same_are_no_choice_and_a_negated_condition_swaps_them() {
        assertSame(x.exp(), cond(c, x::exp, x::exp));
        assertSame(cond(c, x::exp, () -> y), cond(Functions.not(c), () -> y, x::exp));
    }

    @Test
    void constants_and_repetitions_are_inside() {
        Var s = Var.input("s");
        Var wide = s.broadcastTo(Shape.of(3));
        Var z = cond(c, () -> wide.plus(Var.constant(1.0, 2, 3)), () -> x);
        assertEquals(List.of(c, s, x), z.inputs());
        Var given = Substitution.replace(List.of(z), Map.of(x, Functions.zerosLike(x)))
                .getFirst();
        assertEquals(List.of(c, s), given.inputs());
    }

    @Test
    void substitution_gives_the_bodies_the_types_of_their_operands() {
        Var n = Var.input("n", new TensorType(DType.I64, Shape.scalar()));
        Var v = Var.input("v", new TensorType(DType.F64, Shape.of(List.of(Extent.of(n)))));
        Var z = cond(c, () -> v.plus(1), () -> v.times(Functions.broadcastTo(Var.constant(2.0), v.shape())));
        assertEquals("[n]", z.shape().toString());
        Var known = Var.input("w", 4);
        Var at = Substitution.replace(List.of(z), Map.of(n, Var.constant(4L), v, known))
                .getFirst();
        assertEquals(List.of(c, known), at.inputs());
        assertEquals(Shape.of(4), at.shape());
        assertEquals(Shape.of(4), condOf(at).then().results().getFirst().shape());
    }

    @Test
    void bounds_are_those_of_both_branches() {
        assertEquals(
                new Interval(0, 2),
                cond(c, () -> Var.constant(2.0), () -> Functions.sigmoid(x.sum()))
                        .range());
        Var positive = x.exp();
        assertTrue(
                cond(c, () -> positive.plus(positive), () -> positive).range().isNonNegative());
    }

    @Test
    void bodies_are_rewritten() {
        Var z = cond(c, () -> x.exp().log(), () -> y);
        Var rewritten = Rewriter.standard().apply(z);
        assertSame(cond(c, () -> x, () -> y), rewritten);
        Var nested = cond(c, () -> cond(d, () -> x.exp().log().plus(x), () -> x), () -> y);
        assertSame(
                cond(c, () -> cond(d, () -> x.plus(x), () -> x), () -> y),
                Rewriter.standard().apply(nested));
    }

    @Test
    void results_that_nobody_uses_are_left_out_with_the_operands_that_only_they_need() {
        List<Var> both = cond(c, () -> List.of(x.exp(), y.exp()), () -> List.of(x, y));
        assertEquals(3, both.get(1).inputs().size());
        Var kept = DeadResults.remove(List.of(both.get(1))).getFirst();
        assertSame(cond(c, y::exp, () -> y), kept);
        assertEquals(both, DeadResults.remove(both));
        assertSame(kept, Rewriter.standard().apply(both.get(1)));
    }

    @Test
    void results_of_inner_conds_that_nobody_uses_are_left_out_too() {
        Var z = cond(
                c,
                () -> cond(d, () -> List.of(x.exp(), y.exp()), () -> List.of(x, y))
                        .get(0),
                () -> x);
        Var kept = DeadResults.remove(List.of(z)).getFirst();
        assertSame(cond(c, () -> cond(d, x::exp, () -> x), () -> x), kept);
    }

    @Test
    void results_of_one_cond_are_differentiated_together() {
        List<Var> both = cond(
                c, () -> List.of(x.exp(), x.sum()), () -> List.of(x, x.times(x).sum()));
        Var total = both.get(0).sum().plus(both.get(1));
        List<Var> conds = Graph.order(List.of(Gradient.of(total, x))).stream()
                .filter(n -> n.op() instanceof Projection)
                .toList();
        assertEquals(1, conds.size(), "one cond gives the gradient, and it needs no value of the first");
        assertEquals(List.of(c, x), conds.getFirst().inputs());
    }

    @Test
    void a_draw_that_a_branch_makes_is_drawn_outside() {
        Var[] draw = new Var[1];
        Var z = cond(
                c,
                () -> {
                    draw[0] = Var.random(new Coin(), "coin", Shape.of(3), List.of());
                    return draw[0].plus(x);
                },
                () -> x);
        assertEquals(List.of(c, draw[0], x), z.inputs());
        assertInstanceOf(RandomOp.class, z.inputs().get(1).op());
    }

    @Test
    void a_body_holds_neither_draws_nor_foreign_inputs() {
        List<Var> parameters = Body.parameters(List.of(x));
        assertEquals(
                "a body needs 'x' float64[3], which is not among its parameters: make it an operand",
                refusal(() -> Body.of(parameters, List.of(x))));
        Var draw = Var.random(new Coin(), "coin", Shape.of(3), List.of());
        assertTrue(refusal(() -> Body.of(parameters, List.of(draw)))
                .startsWith("a body cannot hold the draw 'coin' float64[3]"));
    }

    @Test
    void a_condition_of_several_elements_is_refused_with_the_remedy() {
        String message = refusal(() -> cond(x.gt(0), () -> x, () -> y));
        assertTrue(
                message.startsWith("cond takes one of two branches, so its condition must be a bool scalar, but got"
                        + " 'x > 0.0' bool[3]"),
                message);
        assertTrue(message.endsWith("; where() chooses element by element"), message);
        assertEquals(
                "cond needs a condition of type bool, but got '1.0' float64; compare it with a number, such as by equal(x, 1)",
                refusal(() -> cond(Var.constant(1.0), () -> x, () -> y)));
        assertEquals(
                "where needs a condition of type bool, but got 'x' float64[3]; compare it with a number, such as by equal(x, 1)",
                refusal(() -> where(x, 0, 1)));
    }

    @Test
    void branches_that_differ_are_refused_by_name() {
        Var w = Var.input("w", 4);
        assertEquals(
                "the branches of a cond must agree in type and shape, but result 0 is 'exp(x)' float64[3] where the"
                        + " condition holds, and 'w' float64[4] otherwise; broadcast or cast one of them",
                refusal(() -> cond(c, x::exp, () -> w)));
        assertTrue(refusal(() -> cond(c, () -> x, () -> x.cast(DType.I64))).contains("int64[3]"));
        assertEquals(
                "the branches of a cond must have equally many results, but where the condition holds there are 2 (x, y),"
                        + " and otherwise 1 (x)",
                refusal(() -> cond(c, () -> List.of(x, y), () -> List.of(x))));
    }

    @Test
    void a_repetition_of_a_body_is_a_movement_inside() {
        Var s = Var.input("s");
        Var z = cond(c, () -> s.broadcastTo(Shape.of(3)), () -> x);
        assertInstanceOf(Broadcast.class, condOf(z).then().results().getFirst().op());
        assertFalse(z.inputs().contains(s.broadcastTo(Shape.of(3))));
    }

    @Test
    void a_branch_that_gives_null_is_refused_in_words() {
        Var c = Var.input("c", TensorType.scalar(DType.BOOL));
        GraphException e =
                assertThrows(GraphException.class, () -> Functions.cond(c, () -> Var.constant(1.0), () -> null));
        assertEquals("the branch of a cond that runs otherwise gives null: return a node from it", e.getMessage());
    }
}
