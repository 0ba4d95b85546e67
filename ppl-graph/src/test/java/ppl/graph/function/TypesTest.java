package ppl.graph.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** The element type of a function does not hang on the value of a number, and no digit is lost in silence. */
class TypesTest {

    private static Var input(DType dtype) {
        return Var.input("x", new TensorType(dtype, Shape.of(3)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-2, -0.5, 0, 0.5, 2, 2.5, 17})
    void powers_of_integers_are_float64_and_those_of_float32_float32(double power) {
        assertEquals(DType.F64, Functions.pow(input(DType.I64), power).dtype());
        assertEquals(DType.F64, Functions.pow(input(DType.I32), power).dtype());
        assertEquals(DType.F32, Functions.pow(input(DType.F32), power).dtype());
    }

    @Test
    void a_power_of_known_whole_numbers_does_not_wrap_around() {
        Var year = Var.constant(Tensor.of(new long[] {2000, 2024}));
        Tensor power = Functions.pow(year, 6).constantValue();
        assertEquals(6.4e19, power.doubleAt(0));
        assertEquals(Math.pow(2024, 6), power.doubleAt(1));
        assertEquals(Math.pow(20, 16), Functions.pow(20, 16).constantValue().item());
    }

    @Test
    void a_power_that_is_no_number_of_java_is_refused() {
        assertThrows(GraphException.class, () -> Functions.pow(input(DType.F64), new java.math.BigDecimal(2)));
        assertThrows(GraphException.class, () -> Functions.pow(input(DType.F64), (1L << 53) + 1));
    }

    @Test
    void a_clip_keeps_the_type_of_what_it_clips_and_takes_nodes_as_bounds() {
        assertEquals(DType.I64, Functions.clip(input(DType.I64), 0, 5).dtype());
        assertEquals(DType.F32, Functions.clip(input(DType.F32), 0.5, 1).dtype());
        Var hi = Var.input("hi");
        assertEquals(
                "float64[3]", Functions.clip(input(DType.F64), 0, hi).type().toString());
        Var x = input(DType.F64);
        assertSame(x, Functions.clip(x, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    @Test
    void truth_values_count_as_int64_beside_a_whole_number() {
        assertEquals(DType.I64, input(DType.BOOL).plus(1).dtype());
        assertEquals(
                DType.I64,
                Functions.where(input(DType.BOOL), input(DType.BOOL), 1).dtype());
        assertEquals(DType.F64, input(DType.BOOL).times(0.5).dtype());
    }

    @Test
    void a_number_that_float32_does_not_hold_is_refused_beside_it() {
        String whole = assertThrows(GraphException.class, () -> input(DType.F32).plus(16_777_217))
                .getMessage();
        assertTrue(whole.startsWith("the number 16777217 meets float32, which does not hold it"), whole);
        String huge = assertThrows(GraphException.class, () -> input(DType.F32).times(1e300))
                .getMessage();
        assertTrue(huge.contains("it would become Infinity"), huge);
        assertThrows(GraphException.class, () -> input(DType.F32).gt(1e-50));
        assertEquals(DType.F32, input(DType.F32).times(0.1).dtype());
        assertEquals(
                DType.F32,
                input(DType.F32).lt(Double.POSITIVE_INFINITY).inputs().get(0).dtype());
    }

    @Test
    void joining_refuses_whole_numbers_that_float64_does_not_hold() {
        Var wide = Var.constant(Tensor.of(new long[] {(1L << 53) + 1}));
        assertThrows(GraphException.class, () -> Functions.concat(List.of(wide, Var.input("x", 2)), 0));
    }

    @Test
    void a_vector_takes_numbers_and_nodes() {
        assertEquals(
                "float64[2]",
                Functions.vector(Functions.subtract(1, Var.input("p")), 1)
                        .type()
                        .toString());
        assertEquals("int64[3]", Functions.vector(1, 2, 3).type().toString());
    }

    @Test
    void a_vector_of_numbers_is_a_constant() {
        assertEquals(Tensor.of(new long[] {1, 2}), Functions.vector(1, 2).constantValue());
        assertEquals(Tensor.of(new double[] {1, 2.5}), Functions.vector(1, 2.5).constantValue());
        assertThrows(GraphException.class, () -> Functions.vector((1L << 53) + 1, 2.5));
    }

    @Test
    void integers_are_float64_where_floats_are_needed() {
        Var k = input(DType.I64);
        assertEquals(DType.F64, Functions.floor(k).dtype());
        assertEquals(DType.F64, Functions.rint(k).dtype());
        assertEquals(DType.F64, Functions.fma(k, 2, 1).dtype());
        assertEquals(DType.F64, Functions.logsumexp(k).dtype());
        assertEquals(DType.F64, Functions.logaddexp(k, 1).dtype());
    }

    @Test
    void an_axis_counts_from_the_end() {
        Var x = Var.input("x", 2, 3);
        assertSame(Functions.slice(x, 1, 1, 2, 1), Functions.slice(x, -1, 1, 2, 1));
        assertThrows(GraphException.class, () -> Functions.slice(x, 7, 1, 1, 1));
        Var positions = Var.constant(Tensor.of(new long[] {0, 4, 4}));
        assertSame(Functions.scatterAdd(x, positions, 1, 5), Functions.scatterAdd(x, positions, -1, 5));
        assertThrows(GraphException.class, () -> Functions.scatterAdd(x, positions, 2, 5));
    }
}
