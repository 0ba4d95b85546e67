package ppl.api.predictive;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
 * @param keys the keys of all draws
 * @param shared inputs that are one number for all draws
 * @param chosen the draws that are computed, counted chain after chain; null for all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed
record DrawInputs(
        Map<Var, Variable> variables, KeyInputs key, DrawKeys keys, Map<Var, Long> shared, int @Nullable [] chosen) {

    DrawInputs(Map<Var, Variable> variables, KeyInputs key, DrawKeys keys) {
        this(variables, key, keys, Map.of(), null);
    }

    /**
     * Those of a posterior.
     *
     * @param needed whether an input of the graph is
     * @throws ppl.api.diagnostics.ResultException with code MISMATCH if the posterior lacks one
     */
    static DrawInputs of(PosteriorGraph graph, Predicate<Var> needed, GivenPosterior given, long seed) {
        Map<Var, Variable> values = new IdentityHashMap<>();
        graph.inputs().forEach((name, input) -> {
            if (needed.test(input)) {
                values.put(input, given.get(name));
            }
        });
        return new DrawInputs(values, graph.key(), DrawKeys.of(seed, given.posterior()));
    }

    /** These, and others that are one number for all draws. */
    DrawInputs with(Map<Var, Long> others) {
        return new DrawInputs(variables, key, keys, others, chosen);
    }

    /** Some of all draws, counted chain after chain. */
    DrawInputs of(int... draws) {
        return new DrawInputs(variables, key, keys, shared, draws);
    }

    /** How many draws are computed. */
    int count() {
        return chosen == null ? keys.count() : chosen.length;
    }

    private int draw(int row) {
        return chosen == null ? row : chosen[row];
    }

    /** Names a draw that is computed, for messages. */
    String label(int row) {
        return "draw " + keys.draws().label(draw(row) % keys.draws().size()) + " of chain "
                + keys.chains().label(draw(row) / keys.draws().size());
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
                int draw = draw(from + r);
                ((long[]) into)[r] = input == key.chain() ? keys.chain(draw) : keys.draw(draw);
            }
        } else {
            Variable values = Objects.requireNonNull(variables.get(input), "each input is a variable or the key");
            if (chosen == null) {
                copy(values, from * size, into, 0, count * size);
            } else {
                for (int r = 0; r < count; r++) {
                    copy(values, draw(from + r) * size, into, r * size, size);
                }
            }
        }
        for (int r = count; r < rows; r++) {
            System.arraycopy(into, (count - 1) * size, into, r * size, size);
        }
    }

    private static void copy(Variable values, int from, Object into, int to, int count) {
        switch (into) {
            case double[] reals -> values.copyDoubles(from, reals, to, count);
            case long[] wholes -> values.copyLongs(from, wholes, to, count);
            case boolean[] flags -> {
                double[] numbers = new double[count];
                values.copyDoubles(from, numbers, 0, count);
                for (int i = 0; i < count; i++) {
                    flags[to + i] = numbers[i] != 0;
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
