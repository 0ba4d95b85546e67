package ppl.graph.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

class OperandTest {

    private static Var input(DType dtype) {
        return Var.input("x", new TensorType(dtype, Shape.of(3)));
    }

    @Test
    void a_node_is_itself_and_a_lone_number_a_constant_of_its_kind() {
        Var x = Var.input("x");
        assertSame(x, Var.of(x));
        assertSame(Var.constant(1.5), Var.of(1.5));
        assertSame(Var.constant(1.5), Var.of(1.5f));
        assertSame(Var.constant(7L), Var.of((byte) 7));
        assertSame(Var.constant(7L), Var.of(7));
    }

    @Test
    void a_number_that_is_neither_is_refused_with_what_to_do() {
        String message = assertThrows(GraphException.class, () -> Var.of(new BigDecimal("0.1")))
                .getMessage();
        assertTrue(message.contains("not the BigDecimal 0.1: give its doubleValue()"), message);
    }

    @Test
    @SuppressWarnings("NullAway")
    void null_is_refused() {
        String message = assertThrows(GraphException.class, () -> Functions.add(Var.input("x"), null))
                .getMessage();
        assertTrue(message.contains("not null"), message);
    }

    @ParameterizedTest
    @EnumSource(names = {"I32", "I64", "F32", "F64"})
    void a_whole_number_beside_a_node_takes_its_type_on_either_side(DType dtype) {
        Var x = input(dtype);
        assertEquals(dtype, x.plus(1).dtype());
        assertEquals(dtype, Functions.subtract(1, x).dtype());
        assertEquals(dtype, Functions.maximum(x, 0.0).dtype());
        assertEquals(dtype, Functions.where(x.gt(0), 1, x).dtype());
    }

    @Test
    void a_fraction_beside_integers_makes_them_float64() {
        assertEquals(DType.F64, input(DType.I32).times(0.5).dtype());
        assertEquals(DType.F32, input(DType.F32).times(0.5).dtype());
    }

    @Test
    void a_whole_number_too_wide_for_int32_makes_int64() {
        assertEquals(DType.I64, input(DType.I32).plus(1L << 40).dtype());
        assertEquals(DType.I64, input(DType.I32).plus(0x1p40).dtype());
    }

    @Test
    void a_whole_number_that_float64_does_not_hold_is_refused_beside_floats() {
        String message = assertThrows(
                        GraphException.class, () -> input(DType.F64).plus((1L << 53) + 1))
                .getMessage();
        assertTrue(message.contains("9007199254740993 meets float64"), message);
        assertThrows(GraphException.class, () -> input(DType.F64).plus(Long.MAX_VALUE));
        assertEquals(DType.F64, input(DType.F64).plus(Long.MIN_VALUE).dtype());
    }

    @Test
    void two_plain_numbers_have_the_value_that_a_reader_expects() {
        assertEquals(3L, Functions.add(1, 2).constantValue().toLongs()[0]);
        assertEquals(0.75, Functions.subtract(1, 0.25).constantValue().item());
        assertEquals(8.0, Functions.pow(2, 3).constantValue().item());
    }
}
