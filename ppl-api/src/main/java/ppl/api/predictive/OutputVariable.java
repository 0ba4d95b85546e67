package ppl.api.predictive;

import java.util.List;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * A variable of results.
 *
 * @param name its name
 * @param dims the names of its axes
 * @param node its node in the model
 * @param computed whether the model only computes it
 */
public record OutputVariable(String name, List<String> dims, Var node, boolean computed) {

    /** Its type in the model. */
    public TensorType type() {
        return node.type();
    }

    /** The number of its elements. */
    public int size() {
        return type().shape().elements();
    }
}
