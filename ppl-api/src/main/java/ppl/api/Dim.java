package ppl.api;

import java.util.List;
import ppl.api.inference.Coord;

/**
 * A named axis of a model: what it runs over and how its positions are labelled.
 *
 * @param name the name, as it appears in results
 * @param coord the labels, one per position
 */
public record Dim(String name, Coord coord) {

    /** Checks the name. */
    public Dim {
        if (name.isBlank() || name.equals("chain") || name.equals("draw")) {
            throw new ModelException(
                    "a dim cannot be called '" + name + "': choose a name that is not blank, 'chain' or " + "'draw'");
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
