package ppl.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomFamily;

/**
 * A random draw: a family, its parameters as inputs, and an identity. Two draws of the same law at different sites
 * are different variables and never merge.
 */
public record RandomOp(RandomFamily family, Site site, Shape batch) implements Op {

    /**
     * The identity of a random draw. Sites are equal only to themselves. The name, not the order of creation, decides the
     * random stream of the draw, so that adding a variable does not change the draws of the others.
     */
    public static final class Site {

        private final String name;

        private Site(String name) {
            this.name = name;
        }

        /** A new identity with a name; the name need not be unique. */
        public static Site named(String name) {
            return new Site(name);
        }

        /** The name. */
        public String name() {
            return name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Override
    public String name() {
        return family.name();
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return family.type(inputs, batch);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return family.range(inputs);
    }

    /**
     * The draw of a key.
     *
     * @param key one key
     * @throws GraphException with code CONTRACT if the family draws something of another type or shape than it says
     */
    public Var draw(KeyVar key, List<Var> inputs) {
        TensorType type = infer(inputs);
        Var drawn = family.draw(key, inputs, batch);
        if (drawn == null || drawn.dtype() != type.dtype() || !mayBe(drawn.shape(), type.shape())) {
            throw new GraphException(
                    GraphCode.CONTRACT,
                    "the family " + name() + " says that its draws are " + type + ", but its draw(...) gives "
                            + (drawn == null ? "null" : drawn.type()) + ": correct one of them");
        }
        return drawn;
    }

    private static boolean mayBe(Shape shape, Shape other) {
        boolean same = shape.rank() == other.rank();
        for (int a = 0; same && a < shape.rank(); a++) {
            same = !(shape.extent(a) instanceof Extent.Known && other.extent(a) instanceof Extent.Known)
                    || shape.extent(a).equals(other.extent(a));
        }
        return same;
    }

    /** All parameters: which of them a draw uses is the family's to know. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Source.allOf(operands);
    }

    /** A draw has no derivative by itself: give it a value or derive its log-density first. */
    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Arrays.asList(new Var[inputs.size()]);
    }

    @Override
    public List<Shape> shapes() {
        return List.of(batch);
    }

    @Override
    public Op withShapes(List<Shape> shapes) {
        return new RandomOp(family, site, shapes.getFirst());
    }
}
