package ppl.graph.op;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.op.Op.Source;

/**
 * Embeds a tensor in zeros: the inverse of {@link Slice} with the same starts and steps. Element {@code i} of axis
 * {@code a} goes to {@code starts[a] + i * steps[a]}.
 */
public record Pad(Shape to, List<Integer> starts, List<Integer> steps) implements Prim {

    /** Copies the lists. */
    public Pad {
        starts = List.copyOf(starts);
        steps = List.copyOf(steps);
    }

    @Override
    public String name() {
        return "pad";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = Check.only(name(), inputs);
        Var target = Creation.zeros(x.type().with(to));
        sliceBack(x).infer(List.of(target)); // the region must exist in the target
        return x.type().with(to);
    }

    private Slice sliceBack(Var x) {
        int[] sizes = x.shape().sizes();
        return new Slice(starts, java.util.Arrays.stream(sizes).boxed().toList(), steps);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return inputs.getFirst().range().union(new Interval(0, 0));
    }

    /** None where the result is 0. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        Shape from = operands.getFirst().type().shape();
        int[] position = type.shape().position(element);
        for (int a = 0; a < position.length; a++) {
            int distance = position[a] - starts.get(a);
            position[a] = distance / steps.get(a);
            if (distance % steps.get(a) != 0 || position[a] < 0 || position[a] >= from.size(a)) {
                return Stream.of();
            }
        }
        return Stream.of(new Source(0, from.element(position)));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return List.of(Var.of(sliceBack(inputs.getFirst()), cotangent));
    }

    @Override
    public List<Shape> shapes() {
        return List.of(to);
    }

    @Override
    public Op withShapes(List<Shape> shapes) {
        return new Pad(shapes.getFirst(), starts, steps);
    }
}
