package ppl.sampler.rw.adapt;

import ppl.api.spi.StateArchive;
import ppl.graph.random.HostNumbers;

/**
 * Tunes the scale of a proposal to an acceptance rate by stochastic approximation on its logarithm, with gains
 * n^(−5/8).
 *
 * <p>Source: Robbins and Monro, "A stochastic approximation method", 1951; Andrieu and Thoms, "A tutorial on adaptive
 * MCMC", Statistics and Computing 18, 2008, section 5.1. Target rates: Gelman, Roberts and Gilks, "Efficient Metropolis
 * jumping rules", Bayesian Statistics 5, 1996.
 */
public final class ScaleTuning {

    private static final double[] OPTIMAL = {0.44, 0.35, 0.316, 0.279, 0.275, 0.266};
    private static final double OPTIMAL_MANY = 0.234;
    /** The logarithm never leaves ±this, so that a scale is always a positive finite number. */
    private static final double FARTHEST = 100;

    private final double target;
    private double logScale;
    private double scale;
    private int count;

    /** Starts from a scale. */
    public ScaleTuning(double target, double scale) {
        this.target = target;
        this.scale = scale;
        logScale = HostNumbers.log(scale);
    }

    /** The best acceptance rate for a normal target of so many coordinates. */
    public static double optimalRate(int dimension) {
        return dimension <= OPTIMAL.length ? OPTIMAL[dimension - 1] : OPTIMAL_MANY;
    }

    /** The best first scale for a normal target whose shape is known. */
    public static double optimalScale(int dimension) {
        return 2.38 / Math.sqrt(dimension);
    }

    /** The current scale. */
    public double scale() {
        return scale;
    }

    /** Takes the acceptance probability of a proposal with the current scale. */
    public void learn(double acceptance) {
        count++;
        double root = Math.sqrt(count);
        double gain = 1 / (root * Math.sqrt(Math.sqrt(root)));
        logScale = Math.clamp(logScale + gain * (acceptance - target), -FARTHEST, FARTHEST);
        scale = HostNumbers.exp(logScale);
    }

    /** Names its fields, to save or to restore them. */
    public void archive(StateArchive fields) {
        logScale = fields.real(logScale);
        scale = fields.real(scale);
        count = fields.integer(count);
    }
}
