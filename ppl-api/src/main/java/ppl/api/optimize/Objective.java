package ppl.api.optimize;

/** A function to minimise, with its gradient. Where it is not finite, a search turns back. */
public interface Objective {

    /** The number of coordinates. */
    int dimension();

    /**
     * The value at a point.
     *
     * @param at the point, which must not be changed
     * @param gradient receives the gradient
     */
    double valueAndGradient(double[] at, double[] gradient);
}
