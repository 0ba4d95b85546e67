package ppl.api.spi;

import java.util.List;

/**
 * A log-density over {@link #dimension()} real coordinates: the natural logarithm, up to a constant, with the Jacobians of all
 * transforms. Each thread needs an evaluator of its own.
 *
 * <p><b>Errors.</b> After {@link #close} every call throws an exception that says so. A call that is under way on another thread
 * either returns the right numbers or throws that exception.
 */
public interface LogDensity extends AutoCloseable {

    /** The number of coordinates. */
    int dimension();

    /** The variables that the coordinates stand for, in order, without gaps. Of those that are separable evaluators tell the parts. */
    List<Block> blocks();

    /** An evaluator with a workspace of its own, for one thread at a time. Its calls allocate nothing. */
    Evaluator evaluator();

    /** Releases the compiled code, if there is any. Closing twice is harmless. */
    @Override
    default void close() {}

    /** Evaluates a log-density. */
    interface Evaluator {
        /** The log-density at a point; -infinity outside the support, NaN where it is not defined. */
        double logp(double[] point);

        /** The log-density at a point and its gradient, which is written to {@code gradient}. */
        double logpAndGradient(double[] point, double[] gradient);

        /**
         * What the log-density is made of, for each coordinate of a separable block: see {@link ChainNeed#PARTS}.
         *
         * @param block by its number in {@link LogDensity#blocks}
         * @param parts receives a number for each coordinate of the block
         * @throws IllegalArgumentException if the block is not {@linkplain Block#separable separable}
         */
        default void parts(int block, double[] point, double[] parts) {
            throw new IllegalArgumentException(
                    "block " + block + " is not separable: there are no parts of this density, ask for its value");
        }

        /**
         * The log-densities at several points. In STRICT mode they have the same bits as single calls. A backend may be faster
         * at many points in one call, so ask for as many as there are.
         *
         * @param points the points one after the other
         * @param logp receives a log-density for each point
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
         * @param logp receives a log-density for each point
         * @param gradients receives the gradients one after the other
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
