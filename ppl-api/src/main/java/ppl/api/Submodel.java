package ppl.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import ppl.graph.Var;

/**
 * A model that is part of another one ({@link ModelBuilder#include}, {@link ModelBuilder#within}), whose variables have a prefix there.
 *
 * @param prefix what comes before the names, with a dot between
 * @param nodes the variables and data by their names without prefix, in the other model
 */
public record Submodel(String prefix, Map<String, Var> nodes) {

    /** Copies the nodes. */
    public Submodel {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /**
     * A variable or data of the part.
     *
     * @param name its name without prefix
     * @throws ModelException with code NAME if it has none of this name
     */
    public Var get(String name) {
        Var node = nodes.get(name);
        if (node == null) {
            throw new ModelException(
                    ModelCode.NAME,
                    "the part '" + prefix + "' of the model has no variable '" + name + "'; it has " + nodes.keySet()
                            + ": correct the name, which has no prefix here");
        }
        return node;
    }
}
