package ppl.graph.op;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;

/** A value given when the graph runs. Two inputs are the same if they have the same slot, whatever their names. */
public record Input(Slot slot, TensorType type, Interval bounds) implements Prim {

    /** The identity and the name of an input. */
    public static final class Slot {
        private final String name;

        /** A new identity. */
        public Slot(String name) {
            this.name = name;
        }

        /** The name. */
        public String name() {
            return name;
        }
    }

    @Override
    public String name() {
        return slot.name();
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return type;
    }

    @Override
    public Interval range(List<Var> inputs) {
        return bounds;
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Stream.of();
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return List.of();
    }

    @Override
    public List<Shape> shapes() {
        return List.of(type.shape());
    }

    @Override
    public Op withShapes(List<Shape> shapes) {
        return new Input(slot, type.with(shapes.getFirst()), bounds);
    }
}
