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
 * @param dims the dims by their names without prefix, in the other model
 */
public record Submodel(String prefix, Map<String, Var> nodes, Map<String, Dim> dims) {

    /** Copies the nodes and dims. */
    public Submodel {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        dims = Collections.unmodifiableMap(new LinkedHashMap<>(dims));
    }

    /**
     * A dim of the part, for other variables along it.
     *
     * {@snippet :
     * Model part = Model.build(b -> b.sample("x", normal(0, 1), b.dim("c", 3)));
     * Model all = Model.build(m -> {
     *     Submodel u = m.include("u", part);
     *     m.sample("z", normal(u.get("x"), 1), u.dim("c"));
     * });
     * }
     *
     * @param name its name without prefix
     * @throws ModelException with code NAME if it has none of this name
     */
    public Dim dim(String name) {
        Dim dim = dims.get(name);
        if (dim == null) {
            throw new ModelException(
                    ModelCode.NAME,
                    "the part '" + prefix + "' of the model has no dim '" + name + "'; it has " + dims.keySet()
                            + ": correct the name, which has no prefix here");
        }
        return dim;
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
