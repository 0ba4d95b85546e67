package ppl.sampler.nuts.metric;

import java.util.Locale;

/** What warm-up may learn of a posterior's shape. */
public enum MetricKind {
    /** Variances, and directions too where held-out draws say that trajectories become shorter by them. */
    AUTO,
    /** A variance for each coordinate. */
    DIAGONAL,
    /** Variances, and the directions in which the posterior is then still far from round. */
    LOW_RANK,
    /** Every correlation. */
    DENSE,
    /** Nothing: the metric that the user gives stays. */
    KEPT,
    /** Nothing: the unit metric stays. */
    UNIT;

    /** The name as an option. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether warm-up leaves the first metric as it is. */
    public boolean stays() {
        return this == KEPT || this == UNIT;
    }
}
