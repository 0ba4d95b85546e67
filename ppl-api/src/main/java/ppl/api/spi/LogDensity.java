package ppl.api.spi;

import java.util.List;

/**
 * A log-density over {@link #dimension()} real coordinates, natural logarithm, up to a constant, all Jacobians of
 * transforms included. It is safe to call from several threads only through callers of their own.
 *
 * <p>Errors: after {@link #close} every call is refused with an exception that says so. One that is under way on another
 * thread ends with the numbers that it would have had, or with that refusal.
 */
public interface LogDensity extends AutoCloseable {

    /** The number of coordinates. */
    int dimension();

    /** The variables that the coordinates stand for, in order, without gaps. */
    List<Block> blocks();

    /** A caller with a workspace of its own, for one thread at a time; it allocates nothing per call. */
    Evaluator evaluator();

    /** Releases what it was compiled to, if it was compiled. Closing twice is harmless. */
    @Override
    default void close() {}

    /** Evaluates a log-density. */
    interface Evaluator {
        /** The log-density at a point; -infinity outside the support, NaN where it is not defined. */
        double logp(double[] point);

        /** The log-density at a point and its gradient, which is written to {@code gradient}. */
        double logpAndGradient(double[] point, double[] gradient);

        /**
         * The log-densities at several points, to the bit those of single calls where the backend is STRICT. Backends
         * may be faster at it than at single calls: ask for as many points at a time as there are.
         *
         * @param points the points one after the other
         * @param logp as many log-densities as points, written
         */
        default void logp(double[] points, double[] logp) {
            double[] point = new double[logp.length == 0 ? 0 : points.length / logp.length];
            for (int i = 0; i < logp.length; i++) {
                System.arraycopy(points, i * point.length, point, 0, point.length);
                logp[i] = logp(point);
            }
        }

        /**
         * The log-densities at several points with their gradients.
         *
         * @param points the points one after the other
         * @param logp as many log-densities as points, written
         * @param gradients the gradients one after the other, written
         */
        default void logpAndGradient(double[] points, double[] logp, double[] gradients) {
            double[] point = new double[logp.length == 0 ? 0 : points.length / logp.length];
            double[] gradient = new double[point.length];
            for (int i = 0; i < logp.length; i++) {
                System.arraycopy(points, i * point.length, point, 0, point.length);
                logp[i] = logpAndGradient(point, gradient);
                System.arraycopy(gradient, 0, gradients, i * point.length, point.length);
            }
        }
    }
}
