package ppl.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ppl.api.inference.Coord;

/**
 * A named axis of a model: what it runs over and how its positions are labelled.
 *
 * @param name the name, as it appears in results
 * @param coord the labels, one per position
 */
public record Dim(String name, Coord coord) {

    /**
     * Checks the name, and that each label names one position.
     *
     * @throws ModelException with code NAME if the name is blank or reserved, or cannot be written to a file; with code DIM if two
     *     positions have one label
     */
    public Dim {
        Names.require("dim", name);
        requireDistinct(name, coord);
    }

    private static void requireDistinct(String name, Coord coord) {
        Map<Object, Integer> first = HashMap.newHashMap(coord.size());
        for (int i = 0; i < coord.size(); i++) {
            Integer before = first.putIfAbsent(coord.value(i), i);
            if (before != null) {
                throw new ModelException(
                        ModelCode.DIM,
                        "dim '" + name + "' has the label '" + coord.label(i) + "' at positions "
                                + before + " and " + i
                                + ": labels name positions, so make them distinct; or number the positions"
                                + " with m.dim(\"" + name + "\", " + coord.size() + ")");
            }
        }
    }

    /** The number of positions. */
    public int size() {
        return coord.size();
    }

    @Override
    public String toString() {
        return name + "[" + size() + "]";
    }

    static int[] sizes(List<Dim> dims) {
        return dims.stream().mapToInt(Dim::size).toArray();
    }

    static List<String> names(List<Dim> dims) {
        return dims.stream().map(Dim::name).toList();
    }
}
