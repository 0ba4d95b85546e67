package ppl.sampler.nuts.stepsize;

import ppl.api.spi.StateArchive;
import ppl.graph.random.HostNumbers;

/**
 * Finds the step size at which the mean acceptance rate is the one wanted, by stochastic approximation on its
 * logarithm.
 *
 * <p>Source: Hoffman and Gelman, "The No-U-Turn Sampler", JMLR 15, 2014, section 3.2, with their γ, t₀ and κ; Nesterov,
 * "Primal-dual subgradient methods for convex problems", 2009.
 */
public final class DualAveraging {

    private static final double GAMMA = 0.05;
    private static final double T0 = 10;

    /** Before so many iterations the average is mostly the first guess times ten. */
    private static final int LEAST_ITERATIONS = 10;

    private final double target;

    /** The point to which the log step size is drawn: ten times the first step size, since larger ones cost less. */
    private double mu;

    private double meanGap;
    private double logStep;
    private double logAverage;
    private double first;
    private int count;

    /** Aims at a mean acceptance rate. */
    public DualAveraging(double target) {
        this.target = target;
    }

    /** Starts again from a step size. */
    public void restart(double stepSize) {
        first = stepSize;
        mu = HostNumbers.log(10 * stepSize);
        logStep = HostNumbers.log(stepSize);
        logAverage = logStep;
        meanGap = 0;
        count = 0;
    }

    /** The same without a limit. */
    public void learn(double acceptance) {
        learn(acceptance, Double.POSITIVE_INFINITY);
    }

    /**
     * Takes the acceptance rate of an iteration made with {@link #stepSize}; NaN counts as 0.
     *
     * @param longest the greatest step size that is wanted. Where it would be exceeded, the rates before count as if they had led just there, so
     *     that the first bad ones make steps shorter
     */
    public void learn(double acceptance, double longest) {
        double rate = acceptance >= 0 ? acceptance : 0;
        count++;
        double weight = 1 / (count + T0);
        meanGap = (1 - weight) * meanGap + weight * (target - rate);
        double root = Math.sqrt(count);
        logStep = mu - root / GAMMA * meanGap;
        if (longest < Double.POSITIVE_INFINITY && logStep > HostNumbers.log(longest)) {
            logStep = HostNumbers.log(longest);
            meanGap = (mu - logStep) * GAMMA / root;
        }
        // count^-0.75 by square roots, which are exactly specified
        double fade = 1 / (root * Math.sqrt(root));
        logAverage = fade * logStep + (1 - fade) * logAverage;
    }

    /** The step size to try next. */
    public double stepSize() {
        return HostNumbers.exp(logStep);
    }

    /** The average to stay with when adaptation is over; the step size started from, if that was just now. */
    public double average() {
        return count < LEAST_ITERATIONS ? first : HostNumbers.exp(logAverage);
    }

    /** Names its fields, to save or to restore them. */
    public void archive(StateArchive fields) {
        mu = fields.real(mu);
        meanGap = fields.real(meanGap);
        logStep = fields.real(logStep);
        logAverage = fields.real(logAverage);
        first = fields.real(first);
        count = fields.integer(count);
    }
}
