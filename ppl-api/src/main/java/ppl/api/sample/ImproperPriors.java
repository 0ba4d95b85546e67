package ppl.api.sample;

import java.util.List;
import ppl.aeppl.joint.FreeVariable;
import ppl.aeppl.joint.JointDensity;
import ppl.graph.Graph;
import ppl.graph.op.RandomOp;

/** Finds variables whose posterior is certainly improper: those with an improper prior on which nothing else depends. */
final class ImproperPriors {
    private ImproperPriors() {}

    /** Refuses them: chains would drift for ever, and their draws would have no meaning. */
    static void requireUse(JointDensity joint) {
        for (FreeVariable v : joint.free()) {
            boolean improper =
                    v.node().op() instanceof RandomOp draw && draw.family().whyNoDraws() != null;
            if (improper && !isUsed(v, joint)) {
                throw new SamplingException(
                        SamplingCode.MODEL,
                        "'" + v.name() + "' has the improper prior "
                                + v.law().describe()
                                + " and nothing else in the density depends on it, so it has no posterior: observe a variable that depends on"
                                + " it, or give it a proper prior");
            }
        }
    }

    private static boolean isUsed(FreeVariable v, JointDensity joint) {
        return joint.factors().stream()
                .filter(f -> !f.name().equals(v.name()))
                .anyMatch(f -> Graph.order(List.of(f.total())).contains(v.unconstrained()));
    }
}
