package ppl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelTest {

    private final Var a = Var.input("a", 20);
    private final Var b = Var.input("b", 20);
    private final Var table = Var.input("table", 20, 3);

    @Test
    void sums_and_products_are_written_with_signs_and_only_the_brackets_they_need() {
        assertEquals("a + b * 2.0", a.plus(b.times(2)).label());
        assertEquals("(a + b) * 2.0", a.plus(b).times(2).label());
        assertEquals("a - b - a", a.minus(b).minus(a).label());
        assertEquals("a - (b - a)", a.minus(b.minus(a)).label());
        assertEquals("a / (b * a)", a.div(b.times(a)).label());
        assertEquals("-(a + b)", a.plus(b).unaryMinus().label());
        assertEquals("-a * b", a.unaryMinus().times(b).label());
        assertEquals("a + b >= 1.0", a.plus(b).ge(1).label());
        assertEquals(
                "where(a < b, a, exp(b))", Functions.where(a.lt(b), a, b.exp()).label());
    }

    @Test
    void picking_is_written_with_brackets() {
        Var which = Var.input("which", new TensorType(DType.I64, Shape.of(7)));
        assertEquals("a[which]", a.get(which).label());
        assertEquals("table[:, which]", Functions.take(table, which, 1).label());
        assertEquals("a[3]", a.get(3).label());
        assertEquals("table[3, 1]", table.get(3, 1).label());
        assertEquals("table[:, 1]", table.get(Index.all(), Index.at(1)).label());
        assertEquals("a[2:8:2]", Functions.slice(a, 0, 2, 3, 2).label());
        assertEquals("(a + b)[3]", a.plus(b).get(3).label());
    }

    @Test
    void changes_of_type_and_shape_are_left_out() {
        Var counts = Var.input("counts", new TensorType(DType.I64, Shape.of(20)));
        assertEquals("counts", counts.cast(DType.F64).reshape(4, 5).label());
        assertEquals(
                "[s, -t]",
                Functions.vector(Var.input("s"), Var.input("t").unaryMinus()).label());
        assertEquals("dot(table, b)", table.dot(Var.input("b", 3)).label());
    }

    @Test
    void what_is_deep_or_long_is_cut() {
        Var deep = a;
        for (int i = 0; i < 10_000; i++) {
            deep = deep.plus(b).exp();
        }
        assertEquals("exp(exp(exp(exp(…) + b) + b) + b)", deep.label());
        Var wide = Functions.concat(
                IntStream.range(0, 1000).mapToObj(i -> Var.input("part" + i, 2)).toList(), 0);
        assertEquals(72, wide.label().length());
        assertTrue(wide.label().endsWith("…"), wide.label());
    }

    @Test
    void a_constant_shows_its_first_values() {
        double[] x = IntStream.range(0, 20).asDoubleStream().toArray();
        assertEquals("[0.0, 1.0, 2.0, …]", Var.constant(x).label());
        assertEquals("2.5", Var.constant(2.5).label());
        assertEquals("true", Var.constant(true).label());
    }

    @Test
    void data_go_by_their_name_also_where_values_are_equal() {
        Tensor zeros = Tensor.of(new double[20]);
        Var x = Var.data("x", zeros);
        Var y = Var.data("y", zeros);
        assertNotSame(x, y);
        assertEquals("x", x.label());
        assertEquals("y", y.label());
        assertEquals(Optional.of("x"), x.name());
        assertTrue(Var.constant(new double[20]).name().isEmpty());
        assertTrue(x.constantValue() == zeros);
    }

    @Test
    void a_folded_constant_goes_by_the_expression_that_it_was() {
        double[] values = IntStream.range(0, 20).asDoubleStream().toArray();
        Var x = Var.data("x", Tensor.of(values));
        assertEquals("x * 2.0 + 1.0", x.times(2).plus(1).label());
        assertEquals("(x - 3.0) * a", x.minus(3).times(a).label());
        assertSame(x.times(2), x.times(2));
    }

    @Test
    void a_folded_constant_shows_its_values_where_the_expression_is_long() {
        Var x = Var.data("x", Tensor.of(new double[] {1, 2}));
        for (int i = 0; i < 20; i++) {
            x = x.times(2).minus(1);
        }
        assertEquals("[1.0, 1048577.0]", x.label());
    }

    @Test
    void a_computed_node_can_be_given_a_name_and_a_constant_cannot() {
        Var mu = a.plus(b);
        assertSame(mu, mu.called("mu"));
        assertEquals("mu * 2.0", mu.times(2).label());
        assertEquals("a + b", mu.expression());
        assertEquals("2.0", Var.constant(2.0).called("two").label());
        assertEquals("a", a.called("other").label());
    }
}
