package ppl.aeppl.law;

import ppl.graph.Functions;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * {@code x = V' u}: from n − 1 coordinates onto vectors of n elements with sum 0, where the rows of V are orthonormal and sum to 0. A
 * rotation, so that volumes stay as they are.
 */
public record Plane() implements Bijector {

    @Override
    public String name() {
        return "sumtozero";
    }

    @Override
    public Support image() {
        return new SumToZero();
    }

    @Override
    public TensorType unconstrained(TensorType draw) {
        int n = VectorLength.of(this, draw, 2);
        return draw.with(draw.shape().with(draw.shape().rank() - 1, Extent.of(n - 1)));
    }

    @Override
    public Value forward(Var u) {
        Var x = Functions.dot(u, Var.constant(Helmert.basis(u.shape().size(-1))));
        return new Value(x, true, null, null);
    }

    @Override
    public Var inverse(Var x) {
        return Functions.dot(
                x, Var.constant(Helmert.basis(x.shape().size(-1) - 1)).transpose());
    }

    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape().slice(0, u.rank() - 1));
    }
}
