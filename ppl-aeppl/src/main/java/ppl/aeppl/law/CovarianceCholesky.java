package ppl.aeppl.law;

import java.util.function.Function;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * Lower Cholesky factors of covariance matrices, along the last two axes: lower triangular, positive on the diagonal. The measure of a
 * density on it is the volume of the elements on and below the diagonal.
 */
public record CovarianceCholesky() implements Support {

    @Override
    public int eventRank() {
        return 2;
    }

    @Override
    public Var contains(Var x) {
        return Triangle.isLower(x, false);
    }

    @Override
    public Interval bounds() {
        return Interval.ALL;
    }

    @Override
    public Bijector bijector() {
        return new LogDiagonal();
    }

    @Override
    public String remedy() {
        return "give the lower Cholesky factor of a covariance matrix, with zeros above its diagonal";
    }

    @Override
    public String describe(Function<Var, String> end) {
        return "{Cholesky factors of covariances}";
    }

    @Override
    public String toString() {
        return describe(Var::label);
    }
}
