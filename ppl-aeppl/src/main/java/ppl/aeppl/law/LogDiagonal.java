package ppl.aeppl.law;

import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** From the elements of a lower triangle, row after row, with the logs of those on the diagonal: onto Cholesky factors of covariances. */
public record LogDiagonal() implements Bijector {

    @Override
    public String name() {
        return "covariancecholesky";
    }

    @Override
    public Support image() {
        return new CovarianceCholesky();
    }

    @Override
    public TensorType unconstrained(TensorType draw) {
        return Triangle.of(this, draw, true).vectors(draw);
    }

    private static Triangle of(Var u) {
        return Triangle.ofElements(u.shape().size(-1), true);
    }

    @Override
    public Value forward(Var u) {
        Triangle t = of(u);
        Var x = t.matrices(u);
        Var on = Functions.broadcastTo(t.identity().gt(0), x.shape());
        Var y = Functions.where(on, Functions.where(on, x, Var.constant(0.0)).exp(), x);
        return new Value(y, true, null, null);
    }

    @Override
    public Var inverse(Var x) {
        Triangle t = Triangle.of(this, x.type(), true);
        Var on = Functions.broadcastTo(t.identity().gt(0), x.shape());
        Var logs = Functions.where(on, x, Var.constant(1.0)).log();
        return t.vectors(Functions.where(on, logs, x));
    }

    /** The sum of the logs on the diagonal. */
    @Override
    public LogTerms logJacobian(Var u) {
        Triangle t = of(u);
        Shape batch = u.shape().slice(0, u.rank() - 1);
        return LogTerms.zero(batch).plus(t.matrices(u).times(t.identity()).sum(-1, -2));
    }
}
