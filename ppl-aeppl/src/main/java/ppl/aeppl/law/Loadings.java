package ppl.aeppl.law;

import java.util.Arrays;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * How a tensor depends on the standardised elements of one draw, as factor analysis calls it: a weight for each pair of an element of the
 * tensor and an element of the draw on which it depends.
 */
sealed interface Loadings {

    /** The draw. */
    Var draw();

    /** The weights, broadcastable. */
    Var weights();

    /**
     * Each element depends on the element of the draw at its own place, and on no other.
     *
     * @param weights broadcastable to the tensor
     */
    record OwnElement(Var draw, Var weights) implements Loadings {}

    /**
     * Each element depends on {@code width} elements of the draw; on one that is named twice by the sum of both weights.
     *
     * @param positions for each element of the tensor, row-major, the {@code width} elements of the draw, by their row-major number; −1
     *     for none
     * @param weights broadcastable to the shape of the tensor, followed by {@code width}
     */
    record Listed(Var draw, int width, int[] positions, Var weights) implements Loadings {

        /** Whether both depend on the same elements in the same order. */
        boolean matches(Listed other) {
            return draw == other.draw && width == other.width && Arrays.equals(positions, other.positions);
        }
    }

    /** These for a tensor of known shape, with their elements listed. */
    default Listed listed(Shape shape) {
        return switch (this) {
            case Listed listed -> listed;
            case OwnElement(Var draw, Var weights) ->
                new Listed(
                        draw,
                        1,
                        IntStream.range(0, shape.elements()).toArray(),
                        Functions.expandDims(ranked(weights, shape.rank()), -1));
        };
    }

    /** These times a factor, broadcastable to the tensor. */
    default Loadings times(Var factor) {
        return switch (this) {
            case OwnElement(Var draw, Var weights) -> new OwnElement(draw, weights.times(factor));
            case Listed(Var draw, int width, int[] positions, Var weights) ->
                new Listed(draw, width, positions, weights.times(Functions.expandDims(factor, -1)));
        };
    }

    /** With weights without signs. */
    default Loadings absolute() {
        return switch (this) {
            case OwnElement(Var draw, Var weights) -> new OwnElement(draw, weights.abs());
            case Listed(Var draw, int width, int[] positions, Var weights) ->
                new Listed(draw, width, positions, weights.abs());
        };
    }

    /** With leading axes of length 1, so that it has as many as asked for. */
    static Var ranked(Var x, int rank) {
        Var ranked = x;
        while (ranked.rank() < rank) {
            ranked = Functions.expandDims(ranked, 0);
        }
        return ranked;
    }

    /** A constant of row-major numbers. */
    static Var numbers(int[] values, int... sizes) {
        return Var.constant(Tensor.of(IntStream.of(values).asLongStream().toArray(), sizes));
    }
}
