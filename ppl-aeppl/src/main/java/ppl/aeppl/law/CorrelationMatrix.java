package ppl.aeppl.law;

import java.util.function.Function;
import ppl.aeppl.numeric.Pivots;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * Correlation matrices, along the last two axes: symmetric, positive definite, ones on the diagonal.
 *
 * <p><b>Numerics:</b> halves that differ by no more than {@value #TOLERANCE} count as equal, and so does the diagonal as 1; definite is the
 * matrix that the elements below the diagonal make. The measure of a density on it is their volume.
 */
public record CorrelationMatrix() implements Support {

    /** By how much the halves may differ, and the diagonal from 1. */
    public static final double TOLERANCE = 1e-9;

    @Override
    public int eventRank() {
        return 2;
    }

    @Override
    public Var contains(Var x) {
        Var symmetric = x.minus(Functions.matrixTranspose(x)).abs().le(TOLERANCE);
        Var whole = Functions.diagonal(x).minus(1).abs().le(TOLERANCE);
        Var definite = Pivots.of(fromLower(x)).gt(0);
        return Functions.and(
                Functions.all(symmetric, -1, -2), Functions.and(Functions.all(whole, -1), Functions.all(definite, -1)));
    }

    /** The matrices that the elements below the diagonal make. */
    public static Var fromLower(Var x) {
        Var one = Functions.eye(x.shape().size(-1));
        Var lower = Functions.where(one.gt(0), Var.constant(0.0), Functions.tril(x));
        return lower.plus(Functions.matrixTranspose(lower)).plus(one);
    }

    @Override
    public Interval bounds() {
        return new Interval(-1, 1);
    }

    @Override
    public Bijector bijector() {
        return new PartialCorrelations().then(new FactorProduct(), this);
    }

    @Override
    public String remedy() {
        return "give a symmetric, positive definite matrix with ones on its diagonal";
    }

    @Override
    public String describe(Function<Var, String> end) {
        return "{correlation matrices}";
    }

    @Override
    public String toString() {
        return describe(Var::label);
    }
}
