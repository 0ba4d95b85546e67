package ppl.api.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.CredibleInterval;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Hdi;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/**
 * The mean of each group of observations, as a ring, over the interval of that mean in predicted data sets. Groups are those that whole
 * numbers in the constant data tell, such as {@code county_idx} along the observations.
 *
 * @param predicted the observations
 * @param index the group of each
 * @param labels the name of each group
 */
record GroupedMeans(Predicted predicted, Variable index, List<String> labels) {
    private static final int SETS = 400;
    private static final int MOST_SHOWN = 40;
    private static final int MOST_GROUPS = 2000;

    /** What follows the name of a dim in the name of an index into it. */
    private static final List<String> INDEX_NAMES = List.of("_idx", "_index", "_id", "");

    /** A group with at least one observation. */
    private record Row(String label, int size, double observed, CredibleInterval wide, CredibleInterval half) {
        /** How far the observed mean is from the middle of its interval, in half lengths: above 1 it is outside. */
        double surprise() {
            double off = Math.abs(observed - (wide.low() + wide.high()) / 2);
            // Predictions that are all the same, and right, are no surprise.
            return off == 0 ? 0 : off / ((wide.high() - wide.low()) / 2);
        }
    }

    /** Every way in which constant data group the observations of a vector. */
    static List<GroupedMeans> of(InferenceData data, Predicted predicted) {
        Variable observed = predicted.observed();
        Dataset constants = data.find(Group.CONSTANT_DATA).orElse(Dataset.empty());
        List<GroupedMeans> all = new ArrayList<>();
        for (Variable index : constants.variables()) {
            if (observed.rank() == 1
                    && index.dims().equals(observed.dims())
                    && index.size() == observed.size()
                    && index.dtype() == DataType.INT64) {
                List<String> labels = labels(index, data.posterior());
                if (labels != null) {
                    all.add(new GroupedMeans(predicted, index, labels));
                }
            }
        }
        return all;
    }

    /**
     * Names of the groups: labels of the dim that the index is named after, such as {@code county_idx} after {@code county}, otherwise
     * numbers; null if the numbers are no groups.
     */
    private static @Nullable List<String> labels(Variable index, Dataset posterior) {
        long[] groups = index.toLongs();
        long most = Arrays.stream(groups).max().orElse(-1);
        long different = Arrays.stream(groups).distinct().count();
        if (most >= MOST_GROUPS
                || Arrays.stream(groups).anyMatch(g -> g < 0)
                || different < 2
                || 2 * different > groups.length) {
            return null;
        }
        @Nullable Coord coord = null;
        for (String suffix : INDEX_NAMES) {
            if (coord == null && index.name().endsWith(suffix)) {
                coord = posterior
                        .coords()
                        .get(index.name().substring(0, index.name().length() - suffix.length()));
            }
        }
        @Nullable Coord named = coord != null && coord.size() > most ? coord : null;
        return IntStream.rangeClosed(0, (int) most)
                .mapToObj(g -> named == null ? Integer.toString(g) : named.label(g))
                .toList();
    }

    String name() {
        return predicted.name() + " by " + index.name();
    }

    /** The groups whose means are predicted worst, worst first. */
    String picture() {
        List<Row> rows = rows();
        long outside = rows.stream().filter(r -> r.surprise() > 1).count();
        List<Row> shown = rows.stream()
                .sorted(Comparator.comparingDouble(Row::surprise).reversed())
                .limit(MOST_SHOWN)
                .toList();
        double[] ends = shown.stream()
                .flatMapToDouble(r -> Arrays.stream(
                        new double[] {r.observed(), r.wide().low(), r.wide().high()}))
                .toArray();
        int longest = shown.stream().mapToInt(r -> named(r).length()).max().orElse(0);
        Canvas canvas = Canvas.open(
                        name() + " — means, " + outside + " of " + rows.size() + " outside 94%",
                        "Rings: means of groups of observations; bars: 50% and 94% of those of predicted data sets",
                        570,
                        48 + 16.0 * shown.size(),
                        Math.clamp(longest * 6.4 + 10, 50, 280),
                        Axis.over(ends).padded(0.03),
                        new Axis(shown.size() - 0.5, -0.5))
                .gridX();
        for (int i = 0; i < shown.size(); i++) {
            Row row = shown.get(i);
            canvas.nameAt(named(row), i)
                    .span("wide", row.wide().low(), row.wide().high(), i)
                    .span("half", row.half().low(), row.half().high(), i)
                    .ring(row.observed(), i);
        }
        return canvas.baseline().close();
    }

    private static String named(Row row) {
        return row.label() + " (" + row.size() + ")";
    }

    private List<Row> rows() {
        int[] groups = Arrays.stream(index.toLongs()).mapToInt(Math::toIntExact).toArray();
        int[] sizes = new int[labels.size()];
        Arrays.stream(groups).forEach(g -> sizes[g]++);
        double[] observed = means(predicted.real(), groups, sizes);
        List<double[]> sets =
                predicted.some(SETS).stream().map(s -> means(s, groups, sizes)).toList();
        List<Row> rows = new ArrayList<>();
        for (int g = 0; g < sizes.length; g++) {
            int group = g;
            if (sizes[g] > 0) {
                Draws draws = Draws.of(sets.stream().mapToDouble(s -> s[group]).toArray(), 1, sets.size());
                rows.add(new Row(
                        labels.get(g),
                        sizes[g],
                        observed[g],
                        Hdi.of(draws, Hdi.DEFAULT_PROBABILITY),
                        Hdi.of(draws, 0.5)));
            }
        }
        return rows;
    }

    private static double[] means(double[] values, int[] groups, int[] sizes) {
        double[] means = new double[sizes.length];
        for (int i = 0; i < values.length; i++) {
            means[groups[i]] += values[i];
        }
        for (int g = 0; g < means.length; g++) {
            means[g] /= sizes[g];
        }
        return means;
    }
}
