package ppl.api.sample;

import static ppl.api.inference.Dataset.CHAIN;
import static ppl.api.inference.MetricNotes.COORDINATE;
import static ppl.api.inference.MetricNotes.DIRECTION;
import static ppl.api.inference.MetricNotes.DIRECTIONS;
import static ppl.api.inference.MetricNotes.SCALE;
import static ppl.api.inference.MetricNotes.VARIANCES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.spi.CovarianceEstimate;

/**
 * What the chains of a run have learnt of the covariance of their coordinates, as results hold it.
 *
 * @param elements what each coordinate moves, as {@code x[2, 0]}
 * @param chains an estimate for each chain of the run
 */
record LearntMetrics(List<String> elements, List<CovarianceEstimate> chains) {

    LearntMetrics {
        elements = List.copyOf(elements);
        chains = List.copyOf(chains);
    }

    /**
     * Reads what a result holds.
     *
     * @throws SamplingException with code OPTION if it holds none, or a damaged one
     */
    static LearntMetrics of(InferenceData fit) {
        Dataset statistics = fit.find(Group.SAMPLE_STATS).orElse(Dataset.empty());
        if (!statistics.contains(SCALE)) {
            throw new SamplingException(
                    SamplingCode.OPTION,
                    "option metric is a result without '" + SCALE
                            + "' in its group sample_stats: it comes from a run whose warm-up learnt no metric or was not finished, from other"
                            + " software, or from runs that were joined; give the result of one run with nuts, or the name of a metric");
        }
        Coord coord = statistics.coord(COORDINATE);
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < coord.size(); i++) {
            elements.add(coord.label(i));
        }
        double[] scales = statistics.get(SCALE).toDoubles();
        int n = elements.size();
        boolean directed = statistics.contains(DIRECTIONS);
        double[] variances = directed ? statistics.get(VARIANCES).toDoubles() : new double[0];
        double[] directions = directed ? statistics.get(DIRECTIONS).toDoubles() : new double[0];
        int most = directed ? statistics.coord(DIRECTION).size() : 0;
        List<CovarianceEstimate> chains = new ArrayList<>();
        for (int c = 0; c < statistics.coord(CHAIN).size(); c++) {
            double[] along = Arrays.stream(variances, c * most, (c + 1) * most)
                    .takeWhile(v -> !Double.isNaN(v))
                    .toArray();
            double[][] own = new double[along.length][];
            for (int k = 0; k < own.length; k++) {
                own[k] = Arrays.copyOfRange(directions, (c * most + k) * n, (c * most + k + 1) * n);
            }
            chains.add(estimate(Arrays.copyOfRange(scales, c * n, (c + 1) * n), own, along));
        }
        return new LearntMetrics(elements, chains);
    }

    private static CovarianceEstimate estimate(double[] scale, double[][] directions, double[] variances) {
        try {
            return new CovarianceEstimate(scale, directions, variances);
        } catch (IllegalArgumentException e) {
            throw new SamplingException(
                    SamplingCode.OPTION,
                    "option metric is a result whose metric is damaged: " + e.getMessage(),
                    e,
                    null);
        }
    }

    /** Writes it, with the chains in the order of the results. */
    void addTo(Dataset.Builder statistics) {
        int n = elements.size();
        int most = chains.stream().mapToInt(CovarianceEstimate::rank).max().orElse(0);
        double[] scales = new double[chains.size() * n];
        double[] variances = new double[chains.size() * most];
        double[] directions = new double[Math.multiplyExact(variances.length, n)];
        Arrays.fill(variances, Double.NaN);
        Arrays.fill(directions, Double.NaN);
        for (int c = 0; c < chains.size(); c++) {
            CovarianceEstimate chain = chains.get(c);
            System.arraycopy(chain.scale(), 0, scales, c * n, n);
            System.arraycopy(chain.variances(), 0, variances, c * most, chain.rank());
            double[][] own = chain.directions();
            for (int k = 0; k < own.length; k++) {
                System.arraycopy(own[k], 0, directions, (c * most + k) * n, n);
            }
        }
        statistics
                .coord(COORDINATE, Coord.of(elements))
                .variable(SCALE, List.of(CHAIN, COORDINATE), new int[] {chains.size(), n}, scales);
        if (most > 0) {
            statistics
                    .coord(DIRECTION, Coord.range(most))
                    .variable(VARIANCES, List.of(CHAIN, DIRECTION), new int[] {chains.size(), most}, variances)
                    .variable(
                            DIRECTIONS,
                            List.of(CHAIN, DIRECTION, COORDINATE),
                            new int[] {chains.size(), most, n},
                            directions);
        }
    }

    /**
     * The estimate for a chain of another run; if that has more chains, they share.
     *
     * @param others what each of its coordinates moves
     * @throws SamplingException with code OPTION if these are others
     */
    CovarianceEstimate of(int chain, List<String> others) {
        if (!elements.equals(others)) {
            int at = 0;
            while (at < Math.min(elements.size(), others.size())
                    && elements.get(at).equals(others.get(at))) {
                at++;
            }
            throw new SamplingException(
                    SamplingCode.OPTION,
                    "option metric is a result of another model: the coordinates are " + elements.size()
                            + " there and " + others.size() + " here, and coordinate " + at + " is "
                            + at(elements, at) + " there and " + at(others, at)
                            + " here; give a result of this model, or the name of a metric");
        }
        return chains.get(chain % chains.size());
    }

    private static String at(List<String> names, int place) {
        return place < names.size() ? "'" + names.get(place) + "'" : "absent";
    }
}
