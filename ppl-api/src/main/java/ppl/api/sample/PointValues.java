package ppl.api.sample;

import java.util.List;
import ppl.aeppl.joint.JointDensity;
import ppl.api.Model;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * The nodes of a model at a point.
 *
 * @param model whose nodes they are
 * @param joint its log-density, of which the point has the values of all variables
 * @param evaluation of nodes that are functions of the point
 */
record PointValues(Model model, JointDensity joint, Evaluation evaluation) {

    /** Computes nodes. */
    interface Evaluation {
        List<Tensor> of(List<Var> nodes);
    }

    /** The values of functions of the point, such as factors. */
    List<Tensor> evaluate(List<Var> nodes) {
        return evaluation.of(nodes);
    }

    /** The values of nodes of the model. */
    List<Tensor> valuesOf(List<Var> nodes) {
        return evaluation.of(joint.valuesOf(nodes));
    }
}
