package ppl.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names in a model that is being built, and what bears each: names are taken once, and none when the model is built. */
final class ModelNames {

    private final Map<String, String> names = new HashMap<>();
    private boolean closed;

    /** Takes no more names. */
    void close() {
        closed = true;
    }

    /** Reserves the names that results give to axes without dims. */
    void claimAxes(String name, int rank, List<Dim> dims) {
        for (int a = 0; a < rank && dims.isEmpty(); a++) {
            claim(Model.axis(name, a), "the unnamed axis " + a + " of '" + name + "'");
        }
    }

    /**
     * Reserves a name.
     *
     * @param kind what bears it: {@code random variable}
     * @throws ModelException with code NAME if it is no name, or taken; with code BUILT if the model is built
     */
    void claim(String name, String kind) {
        if (closed) {
            throw new ModelException(
                    ModelCode.BUILT,
                    "the model is built: " + (kind.startsWith("the ") ? kind : "the " + kind) + " '" + name
                            + "' must be added inside Model.build");
        }
        Names.require(kind, name);
        String other = names.putIfAbsent(name, kind);
        if (other != null) {
            throw new ModelException(
                    ModelCode.NAME,
                    "the name '" + name + "' is used twice: for " + article(other) + " and for " + article(kind)
                            + "; give each its own");
        }
    }

    private static String article(String kind) {
        return kind.startsWith("the ") ? kind : "a " + kind;
    }
}
