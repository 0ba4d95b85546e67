package ppl.api.picture;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ppl.api.Dim;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;

/** What the frame is called in which variables along the same axes stand. */
final class Plates {

    private Plates() {}

    /** The dims with their sizes; of axes without dims only the sizes, of one whose size a run tells a question mark. */
    static String label(Var node, List<Dim> dims) {
        if (!dims.isEmpty()) {
            return dims.stream().map(d -> d.name() + " (" + d.size() + ")").collect(Collectors.joining(" × "));
        }
        return IntStream.range(0, node.rank())
                .mapToObj(a -> node.shape().extent(a) instanceof Extent.Known
                        ? "" + node.shape().size(a)
                        : "?")
                .collect(Collectors.joining(" × "));
    }
}
