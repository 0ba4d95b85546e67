package ppl.api.sbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/**
 * The ranks of true values among draws of posteriors, and whether they are uniform.
 *
 * <p>Printed, it is a table. Of ranks as shares from 0 to 1 the mean is 0.5 and the standard deviation 0.289 if all is right. A mean above says that the
 * posterior is too low, a standard deviation above that it is too narrow, one below that it is too wide.
 */
public final class SbcResult {

    /** The group of {@link #data} with the ranks. */
    public static final Group RANKS = new Group("sbc_ranks");

    private static final String DATASET = "dataset";
    private static final String QUANTITY = "quantity";

    /**
     * The ranks of one quantity.
     *
     * @param name such as {@code a[AITKIN]}
     * @param histogram how many ranks are in each of the bins of equal size
     * @param mean the mean of the ranks as shares
     * @param sd their standard deviation
     * @param statistic χ² of the histogram, with one degree of freedom less than there are bins
     * @param pValue the probability of a greater statistic if ranks are uniform
     */
    public record Row(String name, int[] histogram, double mean, double sd, double statistic, double pValue) {}

    private final Sbc options;
    private final Map<String, int[]> ranks;
    private final List<Row> rows;
    private final int few;
    private final Dataset parameters;

    private SbcResult(Sbc options, Map<String, int[]> ranks, List<Row> rows, int few, Dataset parameters) {
        this.options = options;
        this.ranks = ranks;
        this.rows = rows;
        this.few = few;
        this.parameters = parameters;
    }

    static SbcResult of(Sbc options, List<String> names, int[][] ranks, int few, Dataset parameters) {
        int bins = RankTest.bins(options.draws(), options.datasets());
        Map<String, int[]> byName = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        for (int q = 0; q < ranks.length; q++) {
            byName.put(names.get(q), ranks[q]);
            int[] counts = RankTest.histogram(ranks[q], options.draws(), bins);
            double statistic = RankTest.statistic(counts, options.datasets());
            double[] shares = Arrays.stream(ranks[q])
                    .mapToDouble(r -> (r + 0.5) / (options.draws() + 1))
                    .toArray();
            double mean = Arrays.stream(shares).average().orElse(Double.NaN);
            double variance = Arrays.stream(shares)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElse(Double.NaN);
            rows.add(new Row(
                    names.get(q), counts, mean, Math.sqrt(variance), statistic, RankTest.pValue(statistic, bins)));
        }
        return new SbcResult(options, byName, List.copyOf(rows), few, parameters);
    }

    /** What was asked for. */
    public Sbc options() {
        return options;
    }

    /** A row for each quantity. */
    public List<Row> rows() {
        return rows;
    }

    /**
     * The row of a quantity.
     *
     * @throws ResultException with code ABSENT if there is no such quantity
     */
    public Row row(String name) {
        return rows.stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ResultException(
                        ResultCode.ABSENT, "no quantity '" + name + "' was ranked; those are: " + ranks.keySet()));
    }

    /**
     * The rank of the true value of a quantity in each data set, from 0 to the number of draws.
     *
     * @throws ResultException with code ABSENT if there is no such quantity
     */
    public int[] ranks(String name) {
        row(name);
        return Objects.requireNonNull(ranks.get(name)).clone();
    }

    /** The probability of a least p-value as small as the one found, if all ranks are uniform: that times the number of quantities, at most 1. */
    public double pValue() {
        double least = rows.stream().mapToDouble(Row::pValue).min().orElse(1);
        return Math.min(1, least * rows.size());
    }

    /** The data sets whose posterior had fewer effective draws than half of those compared: their ranks may be uneven for that. */
    public int fewEffective() {
        return few;
    }

    /** The true values in the group prior, and {@link #RANKS} by quantity and data set: to save and to plot. */
    public InferenceData data() {
        int datasets = options.datasets();
        long[] all = new long[rows.size() * datasets];
        double[] p = new double[rows.size()];
        for (int q = 0; q < rows.size(); q++) {
            int[] of = ranks(rows.get(q).name());
            for (int i = 0; i < datasets; i++) {
                all[q * datasets + i] = of[i];
            }
            p[q] = rows.get(q).pValue();
        }
        Dataset group = Dataset.builder()
                .coord(QUANTITY, Coord.of(rows.stream().map(Row::name).toList()))
                .coord(DATASET, Coord.range(datasets))
                .variable("rank", List.of(QUANTITY, DATASET), new int[] {rows.size(), datasets}, all)
                .variable("p_value", List.of(QUANTITY), new int[] {rows.size()}, p)
                .attribute("draws", (long) options.draws())
                .attribute("seed", options.seed())
                .attribute("inference_library", "ppl")
                .build();
        return InferenceData.of(Map.of(Group.PRIOR, parameters, RANKS, group));
    }

    /** The table. */
    @Override
    public String toString() {
        int bins = RankTest.bins(options.draws(), options.datasets());
        int width =
                Math.max(8, rows.stream().mapToInt(r -> r.name().length()).max().orElse(0));
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%d data sets, ranks among %d draws, %d bins%n%-" + width + "s   mean     sd    chi2        p",
                options.datasets(),
                options.draws(),
                bins,
                ""));
        for (Row row : rows) {
            out.append(String.format(
                    Locale.ROOT,
                    "%n%-" + width + "s  %5.3f  %5.3f  %6.1f  %7.2g",
                    row.name(),
                    row.mean(),
                    row.sd(),
                    row.statistic(),
                    row.pValue()));
        }
        out.append(
                String.format(Locale.ROOT, "%nThe least p of %d, times %d: %.2g", rows.size(), rows.size(), pValue()));
        if (few > 0) {
            out.append(String.format(
                    Locale.ROOT,
                    "%nFewer than %d effective draws in %d data sets: their ranks may be uneven for that alone",
                    (options.draws() + 1) / 2,
                    few));
        }
        return out.toString();
    }
}
