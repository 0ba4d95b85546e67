package ppl.api.inference;

import java.util.Set;

/**
 * The variables of {@code sample_stats} that say what warm-up has learnt of the posterior's covariance C, chain by chain, in unconstrained space:
 * C = S (I + U (Λ − I) Uᵀ) S. A chain with fewer directions than others has NaN in the place of the others' last ones.
 */
public final class MetricNotes {
    /** The diagonal of S, by chain and coordinate; 1 for a coordinate of a sampler that learns no covariance. */
    public static final String SCALE = "metric_scale";
    /** The columns of U, orthonormal, by chain, direction and coordinate. Absent if no chain has directions. */
    public static final String DIRECTIONS = "metric_directions";
    /** The diagonal of Λ, by chain and direction. Absent if no chain has directions. */
    public static final String VARIANCES = "metric_variances";
    /** The axis of the coordinates of the unconstrained vector, by nutpie's name; its labels are elements of variables. */
    public static final String COORDINATE = "unconstrained_parameter";
    /** The axis of the directions. */
    public static final String DIRECTION = "metric_direction";

    private static final Set<String> NAMES = Set.of(SCALE, DIRECTIONS, VARIANCES);

    private MetricNotes() {}

    /** The other variables: joined runs have learnt several metrics. */
    static Dataset without(Dataset statistics) {
        if (NAMES.stream().noneMatch(statistics::contains)) {
            return statistics;
        }
        Dataset.Builder others = Dataset.builder();
        statistics.variables().stream().filter(v -> !NAMES.contains(v.name())).forEach(v -> {
            v.dims().forEach(d -> others.coord(d, statistics.coord(d)));
            others.add(v);
        });
        statistics.attributes().forEach(others::attribute);
        return others.build();
    }
}
