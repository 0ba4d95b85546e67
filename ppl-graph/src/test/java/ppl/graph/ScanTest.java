package ppl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.exp;
import static ppl.graph.Functions.scan;
import static ppl.graph.Functions.whileLoop;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.graph.Shape.Extent;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.rewrite.DeadResults;
import ppl.graph.rewrite.Rewriter;

/** What loops are as parts of a graph; their values are compared on backends elsewhere. */
class ScanTest {

    private static final TensorType COUNT = new TensorType(DType.I64, Shape.scalar());

    private final Var x = Var.input("x", 5);
    private final Var y = Var.input("y", 5);
    private final Var s = Var.input("s");

    private static Loop loopOf(Var node) {
        return assertInstanceOf(
                Loop.class, assertInstanceOf(Projection.class, node.op()).of());
    }

    private static Var used(Var node) {
        return DeadResults.remove(List.of(node)).getFirst();
    }

    private static String refusal(Runnable written) {
        return assertThrows(GraphException.class, written::run).getMessage();
    }

    @Test
    void a_step_is_inside_and_what_it_uses_and_does_not_change_is_computed_before() {
        Var z = used(scan(1.5, x, (a, e) -> a.times(exp(s)).plus(e.log())));
        assertEquals("""
                %0 = 5 : int64
                %1 = x : float64[5]
                %2 = 1.5 : float64
                %3 = s : float64
                %4 = exp(%3) : float64
                %5 = loop[stack 0](%0, %0, %1, %2, %4) : float64[5]
                  body 0
                    %0 = operand2 : float64
                    %1 = operand3 : float64
                    %2 = mul(%0, %1) : float64
                    %3 = operand1 : float64
                    %4 = log(%3) : float64
                    %5 = add(%2, %4) : float64
                    return %5
                    return %5
                return %5
                """, Graph.of(z).program());
    }

    @Test
    void equal_loops_are_one_node() {
        assertSame(scan(0.0, x, (a, e) -> a.times(s).plus(e)), scan(0.0, x, (a, e) -> a.times(s)
                .plus(e)));
    }

    @Test
    void states_that_no_result_needs_are_left_out_with_their_sequences() {
        Scan.Result r = Scan.over(x, y)
                .from(0.0)
                .from(0.0)
                .run(t -> t.next(
                        t.state(0).plus(t.element(0)),
                        t.state(1).plus(t.state(0).times(t.element(1)))));
        assertEquals(1, loopOf(used(r.states(0))).states());
        assertEquals(
                List.of(x),
                loopOf(used(r.states(0))).sequences(used(r.states(0)).inputs()));
        assertEquals(2, loopOf(used(r.last(1))).states());
    }

    @Test
    void a_state_that_no_step_changes_and_a_stack_of_what_does_not_change_need_no_loop() {
        Scan.Result r = Scan.over(x).from(s).from(0.0).run(t -> t.next(
                        t.state(0), t.state(1).plus(t.element().times(t.state(0))))
                .give(exp(t.state(0))));
        assertSame(s, r.last(0));
        assertSame(exp(s).broadcastTo(Shape.of(5)), r.output());
        assertEquals(1, loopOf(used(r.last(1))).states());
    }

    @Test
    void a_tensor_read_at_the_row_is_a_sequence_and_a_sequence_of_one_value_is_none() {
        Var read = used(Scan.times(5)
                .from(0.0)
                .run(t -> t.next(t.state().plus(x.get(t.row()))))
                .last());
        Var gone = Scan.over(x)
                .from(0.0)
                .run(t -> t.next(t.state().plus(t.element())))
                .last();
        assertSame(used(gone), read);
        assertEquals(1, loopOf(read).sequences());
        Var repeated = used(Scan.over(s.broadcastTo(Shape.of(5)))
                .from(0.0)
                .run(t -> t.next(t.state().times(0.5).plus(t.element())))
                .last());
        assertEquals(0, loopOf(repeated).sequences());
        assertTrue(repeated.inputs().contains(s));
    }

    @Test
    void one_step_or_none_is_no_loop() {
        Var one = Var.input("one", 1);
        assertFalse(scan(s, one, Var::times).op() instanceof Projection);
        assertSame(s, Scan.times(0).from(s).run(t -> t.next(t.state().exp())).last());
        assertEquals(
                Shape.of(0),
                Scan.times(0).from(s).run(t -> t.next(t.state().exp())).states().shape());
    }

    @Test
    void a_length_that_becomes_known_is_known_inside() {
        Var n = Var.input("n", COUNT);
        Var v = Var.input("v", new TensorType(DType.F64, Shape.of(List.of(Extent.of(n)))));
        Var z = Scan.times(3)
                .from(v)
                .run(t -> t.next(t.state().times(v).plus(t.row())))
                .last();
        assertEquals("[n]", z.shape().toString());
        Var known =
                Substitution.replace(List.of(z), Map.of(n, Var.constant(4L))).getFirst();
        assertEquals(Shape.of(4), known.shape());
        assertEquals(Shape.of(4), loopOf(known).next().getFirst().shape());
        Var steps = Scan.times(n).from(s).run(t -> t.next(t.state().exp())).states();
        assertEquals("[n]", steps.shape().toString());
    }

    @Test
    void first_states_take_the_type_and_shape_that_a_step_makes_of_them() {
        Var z = Scan.times(3).from(0).run(t -> t.next(t.state().plus(x))).last();
        assertEquals(new TensorType(DType.F64, Shape.of(5)), z.type());
    }

    @Test
    void bounds_that_every_step_keeps_are_known() {
        Var variance =
                scan(1.0, x.square(), (h, e) -> h.times(0.5).plus(e.times(0.3)).plus(0.1));
        assertTrue(variance.range().isPositive(), variance.range().toString());
        assertFalse(scan(1.0, x, (h, e) -> h.times(0.5).plus(e)).range().isNonNegative());
    }

    @Test
    void steps_are_rewritten() {
        Var z = Scan.over(x)
                .from(0.0)
                .run(t -> t.next(t.state().exp().plus(1).log().plus(t.element())))
                .last();
        String rewritten = Graph.of(Rewriter.standard().apply(z)).program();
        assertFalse(rewritten.contains("exp("), rewritten);
        assertTrue(rewritten.contains("softplus"), rewritten);
    }

    @Test
    void a_gradient_is_a_loop_the_other_way_of_the_same_length() {
        Var g = Gradient.of(scan(0.0, x, (a, e) -> a.times(s).plus(e)).sum(), x);
        assertTrue(loopOf(used(g)).backward());
        assertEquals(Shape.of(5), g.shape());
    }

    @Test
    void a_loop_is_written_out_for_a_backend_without_loops_if_it_is_short() {
        Projection short_ = (Projection) scan(s, x, Var::times).op();
        Var z = scan(s, x, Var::times);
        Var expanded = short_.of().expand(z.inputs(), short_.index());
        assertTrue(Graph.order(List.of(expanded)).stream().noneMatch(n -> n.op() instanceof Projection));
        Var n = Var.input("n", COUNT);
        Var open = Scan.times(n).from(s).run(t -> t.next(t.state().exp())).last();
        Projection p = (Projection) open.op();
        assertTrue(refusal(() -> p.of().expand(open.inputs(), p.index())).contains("level"));
    }

    @Test
    void a_while_loop_without_a_bound_has_no_gradient_and_says_what_to_give() {
        Var z = whileLoop(s, v -> v.gt(1), v -> v.times(0.5));
        assertTrue(refusal(() -> Gradient.of(z, s)).contains("the most steps"));
    }

    @Test
    void a_draw_inside_is_refused() {
        String message =
                refusal(() -> scan(0.0, x, (a, e) -> a.plus(Var.random(new Coin(), "u", Shape.scalar(), List.of()))));
        assertTrue(message.contains("u") && message.contains("KeyVar.of(key).fold(row)"), message);
        Var before = Var.random(new Coin(), "u", Shape.scalar(), List.of());
        assertNull(scan(0.0, x, (a, e) -> a.plus(before)).constantValue());
    }

    @Test
    void what_does_not_fit_is_refused_where_it_is_written() {
        assertTrue(refusal(() -> Scan.over(s)).contains("has none"));
        assertTrue(refusal(() -> Scan.over(x, Var.input("w", 4))).contains("has 4"));
        assertTrue(refusal(() -> Scan.times(-1)).contains("is -1"));
        assertTrue(refusal(() -> Scan.times(2.5)).contains("integer"));
        assertTrue(refusal(() -> Scan.over(x).from(0).run(t -> t.next())).contains("next(...) got 0"));
        assertTrue(
                refusal(() -> Scan.over(x).from(0).run(t -> t.next(t.state(1)))).contains("no state 1"));
        assertTrue(refusal(() -> Scan.over(x).from(0).run(t -> t.next(t.state(0, 2))))
                .contains("taps are 1 to 1"));
        assertTrue(refusal(() -> Scan.over(x).from(0).run(t -> t.next(t.element(1))))
                .contains("no element 1"));
        assertTrue(refusal(() -> Scan.over(x).from(x, 3)).contains("3 taps"));
        assertTrue(refusal(() -> Scan.over(x).from(x).run(t -> t.next(t.state().sum())))
                .contains("state 0"));
        assertTrue(refusal(() -> Scan.over(x)
                        .from(Var.constant(0.0, 2))
                        .run(t -> t.next(Var.input("m", 3).plus(t.element()))))
                .contains("state 0"));
        assertTrue(refusal(() -> whileLoop(s, v -> v, v -> v.times(0.5))).contains("bool scalar"));
        assertTrue(
                refusal(() -> whileLoop(s, -1, v -> v.gt(0), v -> v.times(0.5))).contains("-1"));
    }

    @Test
    void equal_results_are_one_node() {
        Scan.Result r = Scan.over(x).from(0.5).run(t -> t.next(t.element().times(t.state()))
                .give(t.element().times(t.state()), t.state().exp()));
        assertSame(r.states(), r.output(0));
        assertNotSame(r.states(), r.output(1));
    }

    @Test
    void bounds_widen_where_an_operand_is_given_that_has_none() {
        Var positive = Var.of(new Input(new Input.Slot("p"), TensorType.scalar(DType.F64), Interval.NON_NEGATIVE));
        Var z = Scan.times(4)
                .from(1.0)
                .run(t -> t.next(t.state().times(positive)))
                .states();
        assertTrue(z.range().isNonNegative());
        Var other = Substitution.replace(List.of(z), Map.of(positive, s)).getFirst();
        assertFalse(other.range().isNonNegative());
        assertFalse(loopOf(other).before().getFirst().range().isNonNegative());
    }

    @Test
    void many_taps_begin_with_whole_numbers() {
        Var first = Var.constant(Tensor.of(new long[12]));
        Var z = Scan.over(x)
                .from(first, 12)
                .run(t -> t.next(t.state(0, 12).times(0.5).plus(t.element())))
                .last();
        assertEquals(DType.F64, z.dtype());
        assertEquals(
                DType.F64,
                Scan.over(x)
                        .from(Var.constant(Tensor.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1})), 10)
                        .run(t -> t.next(t.state(0, 10).minus(t.element())))
                        .last()
                        .dtype());
    }

    @Test
    void plain_numbers_take_the_type_beside_them() {
        Var narrow = Var.input("narrow", new TensorType(DType.F32, Shape.of(4)));
        assertEquals(DType.F32, scan(0, narrow, Var::plus).dtype());
        assertEquals(DType.F64, scan(0, narrow, (a, e) -> a.plus(e.times(s))).dtype());
        assertEquals(
                DType.I64,
                Scan.over(x).from(0).run(t -> t.next(t.state().plus(1))).last().dtype());
        Var reset = Scan.times(3).from(x).run(t -> t.next(0)).states();
        assertEquals(new TensorType(DType.F64, Shape.of(3, 5)), reset.type());
    }

    @Test
    void a_shape_that_changes_from_step_to_step_is_refused() {
        assertTrue(refusal(() -> Scan.times(3).run(t -> t.next()
                        .give(Var.of(new Iota(Extent.of(t.row().plus(1)))).sum())))
                .contains("from step to step"));
    }

    @Test
    void what_gives_null_says_so() {
        assertTrue(refusal(() -> Scan.times(3).run(t -> null)).contains("t.next(...)"));
        assertTrue(refusal(() -> scan(0, x, (a, e) -> null)).contains("the step of a scan gives null"));
        assertTrue(refusal(() -> whileLoop(s, v -> null, v -> v)).contains("bool scalar"));
    }

    @Test
    void a_bound_that_leaves_no_room_for_the_states_is_named() {
        Var z = whileLoop(Var.input("wide", 4), 1_000_000_000, v -> v.sum().gt(1), v -> v.times(0.5));
        assertTrue(refusal(() -> Gradient.of(z.sum(), Graph.of(z).inputs().getFirst()))
                .contains("1000000000 times"));
    }
}
