package ppl.aeppl.law;

import java.util.function.Function;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * Lower Cholesky factors of correlation matrices, along the last two axes: lower triangular, rows of length 1, nothing negative on the
 * diagonal.
 *
 * <p><b>Numerics:</b> sums of squares within {@value #TOLERANCE} of 1 count as 1, and what is above the diagonal must be 0. The measure of a
 * density on it is the volume of the elements below the diagonal.
 */
public record CorrelationCholesky() implements Support {

    /** By how much the sum of squares of a row may differ from 1. */
    public static final double TOLERANCE = 1e-9;

    @Override
    public int eventRank() {
        return 2;
    }

    @Override
    public Var contains(Var x) {
        Var rows = Functions.all(x.square().sum(-1).minus(1).abs().le(TOLERANCE), -1);
        return Functions.and(rows, Triangle.isLower(x, true));
    }

    @Override
    public Interval bounds() {
        return new Interval(-1, 1);
    }

    @Override
    public Bijector bijector() {
        return new PartialCorrelations();
    }

    @Override
    public String remedy() {
        return "give the lower Cholesky factor of a matrix with ones on its diagonal";
    }

    @Override
    public String describe(Function<Var, String> end) {
        return "{Cholesky factors of correlations}";
    }

    @Override
    public String toString() {
        return describe(Var::label);
    }
}
