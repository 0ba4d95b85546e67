package ppl.api;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ppl.api.inference.Coord;
import ppl.graph.Shape;

/** What elements of a variable are called where they stand in a row of their own: by the labels of their places. */
final class ElementLabels {

    private ElementLabels() {}

    /**
     * The labels of elements: those of the dim where there is one axis, else those of all axes, as {@code 2020, north}.
     *
     * @param batch the shape of the axes along which elements are counted, which come first
     * @param positions of the elements, row-major
     */
    static Coord of(Model.Observed variable, Shape batch, int[] positions) {
        List<Coord> axes = IntStream.range(0, batch.rank())
                .mapToObj(a -> variable.dims().isEmpty()
                        ? Coord.range(batch.size(a))
                        : variable.dims().get(a).coord())
                .toList();
        if (axes.size() == 1) {
            return axes.getFirst().select(positions);
        }
        if (axes.isEmpty()) {
            return Coord.of(numbers(positions));
        }
        List<String> labels = Arrays.stream(positions)
                .mapToObj(p -> label(axes, batch.position(p)))
                .toList();
        // Labels may have commas in them.
        return new HashSet<>(labels).size() == labels.size() ? Coord.of(labels) : Coord.of(numbers(positions));
    }

    private static String label(List<Coord> axes, int[] at) {
        return IntStream.range(0, at.length)
                .mapToObj(a -> axes.get(a).label(at[a]))
                .collect(Collectors.joining(", "));
    }

    private static long[] numbers(int[] positions) {
        return Arrays.stream(positions).asLongStream().toArray();
    }
}
