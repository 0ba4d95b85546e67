package ppl.sampler.nuts;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.CovarianceEstimate;
import ppl.api.spi.OptionReader;
import ppl.sampler.nuts.metric.DenseMetric;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.Metric;
import ppl.sampler.nuts.metric.MetricKind;

/** The options {@code metric} and {@code inverse_mass_matrix}. */
final class MetricOption {

    static final String METRIC = "metric";
    static final String MATRIX = "inverse_mass_matrix";

    private static final MetricKind[] KINDS = MetricKind.values();

    private MetricOption() {}

    /**
     * What may be learnt: as the option says, or else the name of an {@code init} that means a metric.
     *
     * @throws IllegalArgumentException if the two contradict each other, or the adaptation cannot learn it
     */
    static MetricKind kind(OptionReader reader) {
        MetricKind kind = kindOf(
                reader.word(METRIC, Arrays.stream(KINDS).map(MetricKind::word).toArray(String[]::new)));
        MetricKind named = InitName.metric(reader);
        if (named != MetricKind.AUTO) {
            reader.refuse(
                    METRIC,
                    Arrays.stream(KINDS)
                            .filter(k -> k != named)
                            .map(MetricKind::word)
                            .toList(),
                    "option init asks for a " + named.word() + " metric: leave one of them out");
            kind = named;
        }
        if (reader.word(NutsOptions.ADAPTATION, "fisher", "stan").equals("stan")) {
            if (kind == MetricKind.LOW_RANK || kind == MetricKind.DENSE) {
                reader.refuse(
                        NutsOptions.ADAPTATION,
                        List.of("stan"),
                        "that learns a diagonal metric, and a " + kind.word()
                                + " one is asked for: leave it out, or take the metric diagonal");
            }
            return kind == MetricKind.AUTO ? MetricKind.DIAGONAL : kind;
        }
        return kind;
    }

    private static MetricKind kindOf(String word) {
        for (MetricKind kind : KINDS) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalStateException("no metric is called " + word);
    }

    /**
     * The metric that the user gives, if any: a matrix, or what an earlier run has learnt.
     *
     * @throws IllegalArgumentException if it does not fit the coordinates or the kind
     */
    static @Nullable Metric given(OptionReader reader, MetricKind kind, ChainSpec spec) {
        int dimension = spec.dimension();
        CovarianceEstimate covariance = spec.covariance();
        if (!reader.has(MATRIX)) {
            if (covariance == null && kind == MetricKind.KEPT) {
                reader.refuse(METRIC, List.of("kept"), "there is none to keep: give one as " + MATRIX);
            }
            return covariance == null || kind == MetricKind.UNIT ? null : Metric.of(covariance);
        }
        if (covariance != null) {
            throw new IllegalArgumentException("nuts: the metric of an earlier run and option " + MATRIX
                    + " are both given: leave one of them out.");
        }
        if (kind == MetricKind.UNIT) {
            reader.refuse(METRIC, List.of("unit"), MATRIX + " gives another: leave one of them out, or take kept");
        }
        if (reader.isMatrix(MATRIX)) {
            try {
                return DenseMetric.of(reader.covariance(MATRIX, dimension));
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("nuts: option " + MATRIX + " is " + e.getMessage() + ".", e);
            }
        }
        double[] variances = reader.positives(MATRIX, dimension);
        DiagonalMetric metric = new DiagonalMetric(dimension);
        for (int i = 0; i < dimension; i++) {
            metric.variance(i, variances[i]);
        }
        return metric;
    }
}
