package ppl.api.sample;

import java.util.List;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * A variable of the posterior group of results.
 *
 * @param name its name
 * @param dims the names of its axes
 * @param node its node in the model
 * @param computed whether the model only computes it
 */
record PosteriorVariable(String name, List<String> dims, Var node, boolean computed) {

    TensorType type() {
        return node.type();
    }

    int size() {
        return type().shape().elements();
    }
}
