package ppl.graph.op;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;

/**
 * Regular sub-arrays: along axis {@code a}, elements {@code starts[a] + i * steps[a]} for {@code i < sizes[a]}. Steps
 * may be negative, not 0. Every element must exist.
 */
public record Slice(List<Integer> starts, List<Integer> sizes, List<Integer> steps) implements Prim {

    /** Copies the lists. */
    public Slice {
        starts = List.copyOf(starts);
        sizes = List.copyOf(sizes);
        steps = List.copyOf(steps);
    }

    @Override
    public String name() {
        return "slice";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = Check.only(name(), inputs);
        if (starts.size() != x.rank() || sizes.size() != x.rank() || steps.size() != x.rank()) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "slice of " + x.describe() + " needs a start, size and step for each of its " + x.rank() + " axes");
        }
        for (int a = 0; a < x.rank(); a++) {
            checkAxis(x, a);
        }
        return x.type().with(Shape.of(sizes.stream().mapToInt(i -> i).toArray()));
    }

    private void checkAxis(Var x, int a) {
        int n = x.shape().size(a);
        int first = starts.get(a);
        long last = first + (long) (sizes.get(a) - 1) * steps.get(a);
        boolean outside = sizes.get(a) > 0 && (first < 0 || first >= n || last < 0 || last >= n);
        if (outside || steps.get(a) == 0) {
            throw new GraphException(
                    GraphCode.INDEX,
                    "slice of " + x.describe() + " leaves axis " + a + ": elements " + first + " to " + last
                            + " in steps of " + steps.get(a) + " of " + n);
        }
    }

    @Override
    public Interval range(List<Var> inputs) {
        return inputs.getFirst().range();
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        int[] position = type.shape().position(element);
        for (int a = 0; a < position.length; a++) {
            position[a] = starts.get(a) + position[a] * steps.get(a);
        }
        return Stream.of(new Source(0, operands.getFirst().type().shape().element(position)));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return List.of(Var.of(new Pad(inputs.getFirst().shape(), starts, steps), cotangent));
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        Var x = inputs.getFirst();
        boolean whole = IntStream.range(0, x.rank())
                .allMatch(a -> starts.get(a) == 0
                        && (steps.get(a) == 1 || sizes.get(a) <= 1)
                        && x.shape().extent(a).is(sizes.get(a)));
        return whole ? x : null;
    }

    /** The shape of the result. */
    public Shape shape() {
        return Shape.of(sizes.stream().mapToInt(i -> i).toArray());
    }
}
