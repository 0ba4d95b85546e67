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

    /**
     * A decomposition costs as much as many leapfrogs, so it is made only where the {@linkplain ScaledDraws#promise promise} is as great as this:
     * that of correlated coefficients is above it from a few dozen draws on, that of noise seldom. Fewer draws than coordinates promise more than they
     * hold, by the root of the ratio.
     */
    private static final double PROMISE = 2;

    /** With fewer coordinates, steps of a leapfrog are longer than those of a rotation may be. */
    private static final int LEAST_ROTATED = 7;

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
        this.rotates = rotates && dimension >= LEAST_ROTATED;
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
        ScaledDraws older = ScaledDraws.of(store, 0, store.count() / 2, scale);
        ScaledDraws newer = ScaledDraws.of(store, store.count() / 2, store.count(), scale);
        if (!older.areModerate() || !newer.areModerate()) {
            return diagonal;
        }
        Metric metric =
                switch (kind) {
                    case DENSE -> Spectrum.of(all(scale), Subspace.all()).dense();
                    case LOW_RANK -> lowRank(spectrum(all(scale)));
                    default -> chosen(diagonal, before.metric(), older, newer);
                };
        return rotates && metric instanceof InvertibleMetric m && isNormal(m, older, before)
                ? new Rotation(m, new Likeness(m, store).centre(0, store.count()))
                : metric;
    }

    private ScaledDraws all(double[] scale) {
        return ScaledDraws.of(store, 0, store.count(), scale);
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
    private Metric chosen(DiagonalMetric diagonal, Metric before, ScaledDraws older, ScaledDraws newer) {
        if (before.rank() == 0 && !(newer.promise(older) >= leastPromise())) {
            return diagonal;
        }
        Spectrum proposed = spectrum(older);
        int most = proposed.worthwhile(CUTOFF, cost);
        double none = newer.effort();
        double least = Double.POSITIVE_INFINITY;
        int rank = 0;
        for (int from = 0; from < most; ) {
            int to = Math.min(most, Math.max(1, 2 * from));
            proposed.whiten(newer, from, to);
            double effort = newer.effort() * (1 + cost * to);
            if (effort < least) {
                least = effort;
                rank = to;
            }
            from = to;
        }
        if (!(none > (before.rank() > 0 ? 1 : GAIN) * least)) {
            return diagonal;
        }
        Spectrum whole = spectrum(all(older.scale()));
        int worthwhile = whole.worthwhile(CUTOFF, cost);
        int taken = rank == most ? worthwhile : Math.min(rank, worthwhile);
        return taken == 0 ? diagonal : whole.first(taken).lowRank();
    }

    private double leastPromise() {
        return PROMISE * Math.sqrt(Math.max(1, (double) dimension / store.count()));
    }

    /**
     * Whether a normal law explains nearly all of the force, where the older half of the draws proposes the law and the newer half judges. For
     * other posteriors the steps of a leapfrog may be longer.
     */
    private boolean isNormal(InvertibleMetric metric, ScaledDraws older, Flow before) {
        int count = store.count();
        int half = count / 2;
        if (half < LEAST) {
            return false;
        }
        InvertibleMetric proposed = metric.rank() == 0
                ? metric
                : spectrum(older).first(metric.rank()).lowRank();
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
