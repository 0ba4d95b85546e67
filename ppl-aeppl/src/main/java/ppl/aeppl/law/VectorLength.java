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
        int last = draw.shape().rank() - 1;
        if (last < 0 || !(draw.shape().extent(last) instanceof Extent.Known(int n)) || n < least) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the map '" + map.name() + "' makes vectors of length " + least
                            + " or more, known when the graph is" + " built, but a draw is " + draw
                            + "; give its last axis a known length of at least " + least);
        }
        return n;
    }
}
