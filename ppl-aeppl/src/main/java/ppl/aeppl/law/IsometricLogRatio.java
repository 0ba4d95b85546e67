package ppl.aeppl.law;

import java.util.List;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.logistic.LogSumExp;

/**
 * {@code x = softmax(V' u)}: from n − 1 coordinates onto the simplex of n components, where the rows of V are orthonormal and sum to
 * 0. All components are treated alike but for a rotation of the coordinates, and equal components are at the origin; the stick-breaking
 * map, which takes one component after the other, has neither.
 *
 * <p><b>Numerics:</b> components are known by their logs, to an ulp of the greatest coordinate, however small they are.
 *
 * <p><b>Source:</b> Egozcue, Pawlowsky-Glahn, Mateu-Figueras, Barceló-Vidal, "Isometric logratio transformations for compositional
 * data analysis", Mathematical Geology 35 (2003), with Helmert's basis.
 */
public record IsometricLogRatio() implements Bijector {

    @Override
    public String name() {
        return "ilr";
    }

    @Override
    public Support image() {
        return new Simplex();
    }

    @Override
    public TensorType unconstrained(TensorType draw) {
        int last = draw.shape().rank() - 1;
        if (last < 0 || !(draw.shape().extent(last) instanceof Extent.Known(int components)) || components < 2) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the map '" + name() + "' makes vectors of two components or more, as many as are known"
                            + " when the graph is built, but a draw is " + draw
                            + "; give its last axis a known length of at least 2");
        }
        return draw.with(draw.shape().with(last, Extent.of(components - 1)));
    }

    @Override
    public Value forward(Var u) {
        Var logs = logs(u);
        return new Value(logs.exp(), true, new Value.Distance(Var.constant(0.0), logs), null);
    }

    private static Var logs(Var u) {
        Var scores = Functions.dot(u, Var.constant(Helmert.basis(u.shape().size(-1))));
        return scores.minus(Functions.expandDims(logSum(scores), -1));
    }

    private static Var logSum(Var scores) {
        return LogSumExp.of(scores, List.of(scores.rank() - 1));
    }

    @Override
    public Var inverse(Var x) {
        return Functions.dot(
                x.log(), Var.constant(Helmert.basis(x.shape().size(-1) - 1)).transpose());
    }

    /**
     * {@code log(n) / 2 + sum(log x)}: the determinant of softmax by n − 1 of its scores is the product of all components, and that
     * of these scores by u the root of n.
     */
    @Override
    public LogTerms logJacobian(Var u) {
        Var components = Var.constant(u.shape().size(-1) + 1.0);
        return LogTerms.zero(u.shape().slice(0, u.rank() - 1))
                .plus(logs(u).sum(-1))
                .plus(0.5, components.log());
    }
}
