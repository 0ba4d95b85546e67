package ppl.sampler.nuts.metric;

import ppl.api.spi.StateArchive;

/**
 * The flow of a normal law with a given centre and the metric as its covariance: in scaled coordinates, offset y and momentum r turn around
 * each other. Kicks apply only what is left of the force, {@code f(q) + y}. Where the posterior is that law nothing is left, so steps of
 * any length keep the energy, and trajectories need steps only to turn. Any other posterior is sampled right too, with errors in
 * proportion to how far its gradient is from that of the law.
 *
 * <p>A step ε turns by the angle θ = 2 atan(ε / 2), whose sine and cosine are fractions of ε, so that no function is needed: the
 * same bits everywhere. Kicks last θ, computed as the fraction of polynomials nearest to it for small ε (within 1e-5 of it up to ε = 1.2).
 *
 * <p>Source: the exact-normal trajectory of nuts-rs 0.18, the sampler of nutpie; the parameter ε is ours, and so is when it is used.
 */
public final class Rotation implements Flow {

    /** Three steps of it are more than half a turn, so that a trajectory of two doublings has turned. */
    private static final double LONGEST = 1.2;

    private final InvertibleMetric metric;
    private final double[] centre;
    private final double[] fromCentre;

    /**
     * A flow.
     *
     * @param centre of the normal law, taken over
     */
    public Rotation(InvertibleMetric metric, double[] centre) {
        this.metric = metric;
        this.centre = centre;
        fromCentre = new double[centre.length];
    }

    @Override
    public Metric metric() {
        return metric;
    }

    @Override
    public void locate(double[] position, double[] offset) {
        for (int i = 0; i < position.length; i++) {
            fromCentre[i] = position[i] - centre[i];
        }
        metric.whiten(fromCentre, offset);
    }

    @Override
    public void force(double[] gradient, double[] offset, double[] out) {
        metric.force(gradient, out);
        for (int i = 0; i < out.length; i++) {
            out[i] += offset[i];
        }
    }

    /** The angle: atan(x) ≈ x (945 + 735 x² + 64 x⁴) / (945 + 1050 x² + 225 x⁴) with x = ε / 2, by Padé. */
    @Override
    public double time(double step) {
        double square = 0.25 * step * step;
        double upper = 945 + square * (735 + 64 * square);
        double lower = 945 + square * (1050 + 225 * square);
        return step * upper / lower;
    }

    @Override
    public void move(double step, double[] offset, double[] momentum, double[] position) {
        double square = 0.25 * step * step;
        double cos = (1 - square) / (1 + square);
        double sin = step / (1 + square);
        for (int i = 0; i < offset.length; i++) {
            double y = offset[i];
            double r = momentum[i];
            offset[i] = cos * y + sin * r;
            momentum[i] = cos * r - sin * y;
        }
        System.arraycopy(centre, 0, position, 0, centre.length);
        metric.drift(1, offset, position);
    }

    @Override
    public double longest() {
        return LONGEST;
    }

    /**
     * Saves how trajectories move, or restores it.
     *
     * @param flow to save
     * @param metric that of the flow, or the one just restored
     */
    public static Flow archived(StateArchive fields, Flow flow, Metric metric) {
        if (!fields.flag(flow instanceof Rotation)) {
            return metric;
        }
        double[] centre = flow instanceof Rotation r ? r.centre : new double[metric.dimension()];
        fields.reals(centre);
        return flow instanceof Rotation r && r.metric == metric ? r : new Rotation((InvertibleMetric) metric, centre);
    }
}
