package ppl.graph.random;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** How to draw: what the graph must know of a distribution family. Its density lives in the law-derivation module. */
public interface RandomFamily {

    /** The family's name, for printing. */
    String name();

    /**
     * The type of a draw.
     *
     * @param parameters the family's parameters
     * @param batch shape of independent repetitions; the shape of a draw is this followed by the event's axes
     */
    TensorType type(List<Var> parameters, Shape batch);

    /** Bounds of a draw. */
    default Interval range(List<Var> parameters) {
        return Interval.ALL;
    }

    /** The constraints on the parameters, without those that are certain to hold. */
    default List<ParameterCheck> checks(List<Var> parameters) {
        return List.of();
    }

    /** Why nothing can be drawn from it, and what to do, as a sentence; null if draws can be. */
    default @Nullable String whyNoDraws() {
        return null;
    }

    /**
     * This family with events of another shape, where that shape is a choice of the family and not of its parameters: such as the length
     * of a random walk.
     *
     * @param event the shape of an event
     * @return null if it has none of that shape, or the shape is that of its parameters
     */
    default @Nullable RandomFamily ofEvents(Shape event) {
        return null;
    }

    /**
     * The draw as a graph over random bits: of type {@link #type}, the same on every backend for the same key. Of a tensor of keys
     * the result has its axes first, and what belongs to each key is what that key alone gives.
     */
    Var draw(KeyVar key, List<Var> parameters, Shape batch);
}
