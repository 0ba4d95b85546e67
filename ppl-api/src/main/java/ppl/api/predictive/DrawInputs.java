package ppl.api.predictive;

import java.util.Map;
import java.util.Objects;
import ppl.api.inference.Variable;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * What the inputs of a graph of one draw hold for each draw.
 *
 * @param variables for each input its values, with dims chain and draw first
 * @param key the inputs that hold the key of the draw
 * @param keys the keys
 * @param shared inputs that are one number for all draws
 */
record DrawInputs(Map<Var, Variable> variables, KeyInputs key, DrawKeys keys, Map<Var, Long> shared) {

    DrawInputs(Map<Var, Variable> variables, KeyInputs key, DrawKeys keys) {
        this(variables, key, keys, Map.of());
    }

    /** These, and others that are one number for all draws. */
    DrawInputs with(Map<Var, Long> others) {
        return new DrawInputs(variables, key, keys, others);
    }

    /** An array for some draws of an input. */
    static Object allocate(TensorType type, int rows) {
        return Tensor.allocate(type.dtype(), Shape.of(rows).concat(type.shape()).elements());
    }

    /**
     * Writes the values of draws, and those of the last one once more for each row that is left.
     *
     * @param into of float64, int64 or bool
     * @param from the first draw
     * @param count how many, at least 1
     */
    void fill(Var input, Object into, int rows, int from, int count) {
        if (shared.containsKey(input)) {
            ((long[]) into)[0] = Objects.requireNonNull(shared.get(input));
            return;
        }
        int size = input.shape().elements();
        if (input == key.chain() || input == key.draw()) {
            for (int r = 0; r < count; r++) {
                ((long[]) into)[r] = input == key.chain() ? keys.chain(from + r) : keys.draw(from + r);
            }
        } else {
            Variable values = Objects.requireNonNull(variables.get(input), "each input is a variable or the key");
            copy(values, into, from * size, count * size);
        }
        for (int r = count; r < rows; r++) {
            System.arraycopy(into, (count - 1) * size, into, r * size, size);
        }
    }

    private static void copy(Variable values, Object into, int from, int count) {
        switch (into) {
            case double[] reals -> values.copyDoubles(from, reals, 0, count);
            case long[] wholes -> values.copyLongs(from, wholes, 0, count);
            case boolean[] flags -> {
                double[] numbers = new double[count];
                values.copyDoubles(from, numbers, 0, count);
                for (int i = 0; i < count; i++) {
                    flags[i] = numbers[i] != 0;
                }
            }
            default -> throw new AssertionError("inputs are " + DType.F64 + ", " + DType.I64 + " or " + DType.BOOL);
        }
    }

    /** The value of an input at one draw. */
    Tensor at(Var input, int row) {
        Object value = allocate(input.type(), 1);
        fill(input, value, 1, row, 1);
        return Tensor.wrap(value, input.shape().sizes());
    }
}
