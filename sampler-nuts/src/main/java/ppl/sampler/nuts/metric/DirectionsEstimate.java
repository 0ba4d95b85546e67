package ppl.sampler.nuts.metric;

import ppl.api.spi.StateArchive;

/**
 * Estimates, beside the scales of {@link FisherEstimate}, the directions in which the posterior is then still far from round. It
 * decomposes what it has seen whenever there are half as many draws more than last time, and between these times keeps the metric.
 *
 * <p>A metric that is chosen by itself takes directions only where they are seen to help. Half of the draws propose them, and on the other half
 * the leapfrogs of a trajectory with and without them are compared. Directions that come from noise, or from scales that differ from
 * place to place as in a funnel, do not help there; those of correlated coefficients do, by the root of the posterior's condition number.
 *
 * <p>Where a normal law with this metric then explains nearly all of the gradients, trajectories may follow its {@linkplain Rotation rotation}.
 *
 * <p>Source: the estimate is that of nuts-rs 0.18, the sampler of nutpie; when to take it is ours.
 */
final class DirectionsEstimate implements Estimate {

    /** Fewer draws say nothing of directions. */
    private static final int LEAST = 10;

    private static final double GROWTH = 1.5;

    /** Variances between this and its inverse cost more than they give. */
    private static final double CUTOFF = 2;

    /**
     * By so much a trajectory must become shorter, since the comparison is noisy. Directions in use stay as long as they help at all: were they kept
     * until they harm, a chain would keep what it has learnt in a bad place.
     */
    private static final double GAIN = 1.3;

    /** A normal law must explain so much of the force, and less is enough where it is in use already. */
    private static final double NORMAL = 0.95;

    private static final double STILL_NORMAL = 0.85;

    private final MetricKind kind;

    /** Of a direction, as a share of a leapfrog without. */
    private final double cost;

    private final boolean rotates;
    private final int dimension;
    private final FisherEstimate scales;
    private final DrawStore store;
    private int decomposedAt;

    DirectionsEstimate(MetricKind kind, int dimension, boolean rotates, double cost) {
        this.kind = kind;
        this.cost = cost;
        this.rotates = rotates;
        this.dimension = dimension;
        scales = new FisherEstimate(dimension);
        store = new DrawStore(dimension);
    }

    @Override
    public void clear() {
        scales.clear();
        store.clear();
        decomposedAt = 0;
    }

    @Override
    public void add(double[] draw, double[] gradient) {
        scales.add(draw, gradient);
        store.add(draw, gradient);
    }

    @Override
    public int count() {
        return scales.count();
    }

    @Override
    public Flow flow(DiagonalMetric diagonal, Flow before) {
        scales.writeTo(diagonal);
        int count = scales.count();
        if (dimension < 2) {
            return diagonal;
        }
        if (count < LEAST || count < GROWTH * decomposedAt) {
            return before;
        }
        decomposedAt = count;
        double[] scale = diagonal.scale().clone();
        ScaledDraws all = ScaledDraws.of(store, 0, store.count(), scale);
        if (!all.areModerate()) {
            return diagonal;
        }
        Metric metric =
                switch (kind) {
                    case DENSE -> Spectrum.of(all, Subspace.all()).dense();
                    case LOW_RANK -> lowRank(spectrum(all));
                    default -> chosen(diagonal, scale, before.metric(), all);
                };
        return rotates && metric instanceof InvertibleMetric m && isNormal(m, scale, before)
                ? new Rotation(m, new Likeness(m, store).centre(0, store.count()))
                : metric;
    }

    private Spectrum spectrum(ScaledDraws seen) {
        return Spectrum.of(seen, Subspace.of(seen.draws(), seen.gradients(), dimension));
    }

    private static LowRankMetric lowRank(Spectrum spectrum) {
        return spectrum.first(spectrum.worthwhile(CUTOFF, 0)).lowRank();
    }

    /**
     * The directions of all draws that are worth it: as many of the first ones as make trajectories shortest, where the older half of the draws
     * proposes directions and the newer half judges. If it wants all of them, later draws may know of more. Each change between some
     * and none begins the search for a step size anew, so some stay as long as they help at all.
     */
    private Metric chosen(DiagonalMetric diagonal, double[] scale, Metric before, ScaledDraws all) {
        int half = store.count() / 2;
        Spectrum proposed = spectrum(ScaledDraws.of(store, 0, half, scale));
        int most = proposed.worthwhile(CUTOFF, cost);
        ScaledDraws unseen = ScaledDraws.of(store, half, store.count(), scale);
        double none = unseen.effort();
        double least = Double.POSITIVE_INFINITY;
        int rank = 0;
        for (int from = 0; from < most; ) {
            int to = Math.min(most, Math.max(1, 2 * from));
            proposed.whiten(unseen, from, to);
            double effort = unseen.effort() * (1 + cost * to);
            if (effort < least) {
                least = effort;
                rank = to;
            }
            from = to;
        }
        if (!(none > (before.rank() > 0 ? 1 : GAIN) * least)) {
            return diagonal;
        }
        Spectrum whole = spectrum(all);
        int worthwhile = whole.worthwhile(CUTOFF, cost);
        int taken = rank == most ? worthwhile : Math.min(rank, worthwhile);
        return taken == 0 ? diagonal : whole.first(taken).lowRank();
    }

    /**
     * Whether a normal law explains nearly all of the force, where the older half of the draws proposes the law and the newer half judges. For
     * other posteriors the steps of a leapfrog may be longer.
     */
    private boolean isNormal(InvertibleMetric metric, double[] scale, Flow before) {
        int count = store.count();
        int half = count / 2;
        if (half < LEAST) {
            return false;
        }
        InvertibleMetric proposed = metric.rank() == 0
                ? metric
                : spectrum(ScaledDraws.of(store, 0, half, scale))
                        .first(metric.rank())
                        .lowRank();
        Likeness halves = new Likeness(proposed, store);
        double explained = halves.explained(halves.centre(0, half), half, count);
        return explained > (before instanceof Rotation ? STILL_NORMAL : NORMAL);
    }

    @Override
    public void archive(StateArchive fields) {
        decomposedAt = fields.integer(decomposedAt);
        scales.archive(fields);
        store.archive(fields);
    }
}
