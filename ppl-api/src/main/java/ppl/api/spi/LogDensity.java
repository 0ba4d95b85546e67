package ppl.api.spi;

import java.util.List;

/**
 * A log-density over {@link #dimension()} real coordinates, natural logarithm, up to a constant, all Jacobians of
 * transforms included. It is safe to call from several threads only through callers of their own.
 */
public interface LogDensity {

    /** The number of coordinates. */
    int dimension();

    /** The variables that the coordinates stand for, in order, without gaps. */
    List<Block> blocks();

    /** A caller with a workspace of its own, for one thread at a time; it allocates nothing per call. */
    Evaluator evaluator();

    /** Evaluates a log-density. */
    interface Evaluator {
        /** The log-density at a point; -infinity outside the support, NaN where it is not defined. */
        double logp(double[] point);

        /** The log-density at a point and its gradient, which is written to {@code gradient}. */
        double logpAndGradient(double[] point, double[] gradient);
    }
}
