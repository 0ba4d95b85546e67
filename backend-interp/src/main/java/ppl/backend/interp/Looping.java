package ppl.backend.interp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;
import ppl.graph.op.MultiOp.Projection;

/**
 * Runs a body once for each step.
 *
 * @param loop what is run
 * @param step its step
 * @param goOn its condition; null if it makes all steps
 * @param parts the results that are used
 * @param types their types
 * @param results their places among the values of the program around
 */
record Looping(
        Loop loop,
        Interpretation step,
        @Nullable Interpretation goOn,
        List<Part> parts,
        List<TensorType> types,
        int[] results)
        implements Bodied {

    static Looping of(Loop loop, List<Var> used, int[] results) {
        return new Looping(
                loop,
                Bodied.interpretation(loop.step(), loop.step().results()),
                loop.goOn() == null
                        ? null
                        : Bodied.interpretation(loop.goOn(), loop.goOn().results()),
                used.stream()
                        .map(y -> loop.parts().get(((Projection) y.op()).index()))
                        .toList(),
                used.stream().map(Var::type).toList(),
                results);
    }

    @Override
    public void run(List<Tensor> operands, @Nullable Tensor[] values) {
        List<Rows> stacks = types.stream().map(Rows::new).toList();
        long rows = operands.get(0).longAt(0);
        int steps = (int) Math.max(0, Math.min(operands.get(1).longAt(0), rows));
        List<Tensor> sequences = loop.sequences(operands);
        List<Tensor> states = loop.first(operands);
        int made = 0;
        while (made < steps) {
            int row = loop.backward() ? steps - 1 - made : made;
            List<Tensor> given = new ArrayList<>(List.of(Tensor.scalar((long) row)));
            sequences.forEach(x -> given.add(Rows.element(x, row)));
            given.addAll(states);
            given.addAll(loop.others(operands));
            if (goOn != null && !goOn.values(given).getFirst().booleanAt(0)) {
                break;
            }
            List<Tensor> left = step.values(given);
            for (int p = 0; p < results.length; p++) {
                switch (parts.get(p)) {
                    case Part.Stack(int j) -> stacks.get(p).put(row, left.get(loop.states() + j));
                    case Part.Before(int k) -> stacks.get(p).put(row, states.get(k));
                    case Part.Made _, Part.Last _ -> {}
                }
            }
            states = left.subList(0, loop.states());
            made++;
        }
        for (int p = 0; p < results.length; p++) {
            values[results[p]] = switch (parts.get(p)) {
                case Part.Made _ -> Tensor.scalar((long) made);
                case Part.Last(int k) -> states.get(k);
                case Part.Stack _, Part.Before _ -> stacks.get(p).tensor();
            };
        }
    }

    /** A tensor that is written row by row and holds zeros before. */
    private static final class Rows {
        private final int[] sizes;
        private final Object array;

        Rows(TensorType type) {
            this.sizes = type.shape().sizes();
            this.array = Tensor.allocate(type.dtype(), type.shape().elements());
        }

        void put(int row, Tensor element) {
            System.arraycopy(element.array(), 0, array, row * element.length(), element.length());
        }

        Tensor tensor() {
            return Tensor.wrap(array, sizes);
        }

        static Tensor element(Tensor sequence, int row) {
            int[] sizes = Arrays.copyOfRange(sequence.sizes(), 1, sequence.sizes().length);
            int length = sizes.length == 0 ? 1 : Arrays.stream(sizes).reduce(1, Math::multiplyExact);
            Object array = Tensor.allocate(sequence.dtype(), length);
            System.arraycopy(sequence.array(), row * length, array, 0, length);
            return Tensor.wrap(array, sizes);
        }
    }
}
