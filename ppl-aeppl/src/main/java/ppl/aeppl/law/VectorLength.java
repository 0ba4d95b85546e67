package ppl.aeppl.law;

import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;

/** The length of the vectors that a map makes, which must be known when the graph is built. */
final class VectorLength {

    private VectorLength() {}

    /**
     * That of the last axis.
     *
     * @param least the shortest vectors that the map makes
     * @throws GraphException with code SHAPE if it is not known, or less
     */
    static int of(Bijector map, TensorType draw, int least) {
        return of(map, draw, 1, least);
    }

    /**
     * That of another axis of an event.
     *
     * @param fromEnd 1 for the last axis, 2 for the one before it
     * @param least the shortest lines that the map makes
     * @throws GraphException with code SHAPE if it is not known, or less
     */
    static int of(Bijector map, TensorType draw, int fromEnd, int least) {
        int axis = draw.shape().rank() - fromEnd;
        if (axis < 0 || !(draw.shape().extent(axis) instanceof Extent.Known(int n)) || n < least) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the map '" + map.name() + "' makes vectors of length " + least
                            + " or more, known when the graph is" + " built, but a draw is " + draw
                            + "; give its last " + (fromEnd == 1 ? "axis" : fromEnd + " axes")
                            + " a known length of at least " + least);
        }
        return n;
    }
}
