package ppl.backend.spi.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Op;
import ppl.graph.op.Select;

/** What both sides of a choice do is done once, with the same bits. */
class ChoicesTest {

    private static final Tensor NUMBERS =
            Tensor.of(new double[] {-3, -0.5, -0.0, 0, 0.25, 1, 7, 1e300, Double.POSITIVE_INFINITY, Double.NaN});

    private final Var x = Var.input("x", 10);
    private final Var y = Var.input("y", 10);
    private final Var isLarge = x.abs().gt(1);

    private Graph graph(Var... outputs) {
        return new Graph(List.of(x, y), List.of(outputs));
    }

    private static Var where(Var condition, Var first, Var second) {
        return Var.of(new Select(), condition, first, second);
    }

    private static long count(Graph graph, Op op) {
        return graph.order().stream().filter(node -> node.op().equals(op)).count();
    }

    private static long quotients(Graph graph) {
        return count(graph, new Binary(Binary.Fn.DIV));
    }

    /** The elements of the first output, by folding constants. */
    private String values(Graph graph) {
        double[] turned = new double[10];
        Arrays.setAll(turned, k -> NUMBERS.doubleAt((3 * k + 1) % 10));
        Var value = Substitution.replace(
                        graph.outputs(), Map.of(x, Var.constant(NUMBERS), y, Var.constant(Tensor.of(turned))))
                .getFirst();
        return Objects.requireNonNull(value.constantValue()).toString();
    }

    @Test
    void a_choice_of_quotients_is_one_quotient() {
        Graph before = graph(where(isLarge, x.div(y), y.div(x.plus(1))));
        Graph after = Choices.merge(before);
        assertEquals(1, quotients(after));
        assertEquals(2, count(after, new Select()));
        assertEquals(values(before), values(after));
    }

    @Test
    void what_sides_share_is_done_once_however_deep() {
        Var u = x.div(y);
        Var v = y.times(x);
        Graph before = graph(where(
                isLarge,
                u.times(2).div(u.times(u).plus(1)),
                v.times(2).div(v.times(v).plus(1))));
        Graph after = Choices.merge(before);
        assertEquals(2, quotients(after));
        assertEquals(1, count(after, new Select()));
        assertEquals(before.order().size() - 4, after.order().size(), after.program());
        assertEquals(values(before), values(after));
    }

    @Test
    void a_choice_inside_a_choice_by_the_same_condition_is_taken() {
        Graph before = graph(where(isLarge, where(isLarge, x.sqrt(), y), where(isLarge, x, y.abs())));
        Graph after = Choices.merge(before);
        assertEquals(1, count(after, new Select()));
        assertEquals(values(before), values(after));
    }

    @Test
    void sides_that_are_used_elsewhere_stay() {
        Var quotient = x.div(y);
        Graph graph = graph(where(isLarge, quotient, y.div(x)), quotient);
        assertSame(graph, Choices.merge(graph));
    }

    @Test
    void sides_of_sums_without_a_common_operand_stay() {
        Graph graph = graph(where(isLarge, x.plus(1), y.plus(2)));
        assertSame(graph, Choices.merge(graph));
    }

    @Test
    void the_absolute_value_of_a_negation_is_that_of_its_operand() {
        assertSame(x.abs(), x.unaryMinus().abs());
    }
}
