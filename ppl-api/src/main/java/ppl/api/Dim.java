package ppl.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.api.inference.Coord;

/**
 * A named axis of a model and the labels of its positions.
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
        if (coord instanceof Coord.Longs && isAscending(coord)) {
            return; // a table of millions of numbers that need none would be most of a model
        }
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

    private static boolean isAscending(Coord coord) {
        for (int i = 1; i < coord.size(); i++) {
            if ((Long) coord.value(i - 1) >= (Long) coord.value(i)) {
                return false;
            }
        }
        return true;
    }

    /** True if the positions are numbered from 0 and have no other labels. */
    public boolean isNumbered() {
        return coord.equals(Coord.range(size()));
    }

    /** The number of positions. */
    public int size() {
        return coord.size();
    }

    /**
     * The position of each of these labels: the index by which {@code Var.get} takes for every row the element of its group.
     *
     * {@snippet :
     * Model radon = Model.build(m -> {
     *     Dim county = m.dim("county", "AITKIN", "ANOKA");
     *     int[] countyOf = county.positions(List.of("ANOKA", "AITKIN", "ANOKA")); // 1, 0, 1
     *     Var level = m.sample("level", normal(0, 1), county);
     *     m.observe("log_radon", normal(level.get(countyOf), 1), data);
     * });
     * }
     *
     * @throws ModelException with code DIM if one is not a label of this dim
     */
    public int[] positions(List<String> labels) {
        Map<String, Integer> positions = HashMap.newHashMap(size());
        for (int i = 0; i < size(); i++) {
            positions.put(coord.label(i), i);
        }
        int[] found = new int[labels.size()];
        for (int row = 0; row < found.length; row++) {
            Integer position = positions.get(labels.get(row));
            if (position == null) {
                throw new ModelException(
                        ModelCode.DIM,
                        "'" + labels.get(row) + "' in row " + row + " is not a label of dim '" + name + "', which has "
                                + coord + ": correct it, or make the dim with all labels that occur");
            }
            found[row] = position;
        }
        return found;
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

    static void requireSize(String name, int size) {
        if (size < 0) {
            throw new ModelException(ModelCode.DIM, "dim '" + name + "' cannot have the negative size " + size);
        }
    }

    static void requireLabels(String name, @Nullable List<String> labels) {
        if (labels == null) {
            throw new ModelException(
                    ModelCode.DIM, "the labels of dim '" + name + "' are null: give each position a label of its own");
        }
        int missing = 0;
        for (String label : labels) { // List.of does not take indexOf(null)
            if (label == null) {
                throw new ModelException(
                        ModelCode.DIM,
                        "dim '" + name + "' has no label at position " + missing
                                + ", it is null: give each position a label of its own");
            }
            missing++;
        }
    }
}
