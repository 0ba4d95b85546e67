package ppl.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may write to an array: {@code of} and {@code to…} copy, {@code wrap} and {@code array} share. */
class TensorOwnershipTest {

    static Stream<Object> arrays() {
        return Stream.of(
                new double[] {1, 2}, new float[] {1, 2}, new long[] {1, 2}, new int[] {1, 2}, new boolean[] {true, true
                });
    }

    private static Tensor copied(Object array) {
        return switch (array) {
            case double[] a -> Tensor.of(a);
            case float[] a -> Tensor.of(a);
            case long[] a -> Tensor.of(a);
            case int[] a -> Tensor.of(a);
            default -> Tensor.of((boolean[]) array);
        };
    }

    /** Gives the first element the value of a new array's. */
    private static void overwrite(Object array) {
        Array.set(array, 0, Array.get(Array.newInstance(array.getClass().getComponentType(), 1), 0));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void a_tensor_of_an_array_stays_when_the_array_is_written_to(Object array) {
        Tensor tensor = copied(array);
        overwrite(array);
        assertEquals(1, tensor.doubleAt(0));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void a_tensor_that_wraps_an_array_is_that_array(Object array) {
        assertSame(array, Tensor.wrap(array, 2).array());
        assertSame(array, Tensor.wrap(array, 2).reshape(1, 2).array());
    }

    @Test
    void a_tensor_of_rows_stays_when_a_row_is_written_to() {
        double[][] rows = {{1, 2}, {3, 4}};
        Tensor tensor = Tensor.of(rows);
        rows[0][0] = 9;
        assertEquals(1, tensor.doubleAt(0));
    }

    @Test
    void lengths_of_axes_are_copied_in_and_out() {
        int[] sizes = {2, 1};
        Tensor wrapped = Tensor.wrap(new double[2], sizes);
        Tensor copied = Tensor.of(new double[2], sizes);
        sizes[0] = 7;
        wrapped.sizes()[0] = 8;
        for (Tensor t : List.of(wrapped, copied)) {
            assertEquals(new TensorType(DType.F64, Shape.of(2, 1)), t.type());
            assertEquals(2, t.sizes()[0]);
        }
    }

    @Test
    void elements_taken_out_are_the_callers() {
        Tensor tensor = Tensor.of(new double[] {1, 2});
        tensor.toDoubles()[0] = 9;
        tensor.toLongs()[0] = 9;
        assertEquals(1, tensor.doubleAt(0));
    }

    @Test
    void a_vector_of_constants_stays_when_its_array_is_written_to() {
        double[] values = {0.125, 2};
        Var constant = Var.constant(values);
        values[0] = 9;
        assertEquals(Var.constant(0.125, 2), constant);
    }
}
