package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Draws of an expression of several elements against the law that was derived for it. Draws that have the same numbers where numbers are
 * drawn often (counts, atoms), and are copies of each other in the same places, are compared by themselves; the numbers that move freely
 * fall into boxes between quantiles: the share of draws in a box against the integral of the density over it, by a lattice that
 * fills the box.
 */
final class DrawnBoxes {

    /** Boxes along each axis, by the number of axes less one. */
    private static final int[] GRID = {24, 5, 3, 2, 2, 2};

    /** Points in all boxes together: a lattice is less even in more dimensions. */
    private static final int[] POINTS = {12_800, 12_800, 25_600, 100_000, 200_000, 400_000};

    private final CompiledCase of;
    private final double[][] draws;

    /** How often a number must be drawn to be compared by itself. */
    private final double often;

    /** How many times as many points. */
    private final int finer;

    private double statistic;
    private int cells;

    /** A comparison that is to be made. */
    DrawnBoxes(CompiledCase of, double[][] draws, int finer) {
        this.of = of;
        this.draws = draws;
        this.often = Math.min(20, draws.length / 1000.0);
        this.finer = finer;
    }

    /** Fails if draws are unlikely under the law, or impossible. */
    static void check(CompiledCase of) {
        double[][] draws = of.draws(CaseCheck.DRAWS);
        DrawnBoxes boxes = new DrawnBoxes(of, draws, 1);
        String wrong = boxes.whatIsWrong();
        assertTrue(boxes.cells > 0, "no draws are alike: there is nothing to compare");
        String still = wrong.isEmpty() ? "" : whatIsStillWrong(of, draws);
        assertTrue(still.isEmpty(), still);
    }

    /** Where a density jumps or is steep a lattice must be finer. */
    static String whatIsStillWrong(CompiledCase of, double[][] draws) {
        return new DrawnBoxes(of, draws, 32).whatIsWrong();
    }

    /** What is unlikely or impossible about the draws; empty if nothing is. */
    String whatIsWrong() {
        for (int i = 0; i < Math.min(draws.length, 1000); i++) {
            double logp = of.logp(draws[i]);
            if (!Double.isFinite(logp)) {
                return "the log-density of a draw, " + Arrays.toString(draws[i]) + ", is " + logp;
            }
        }
        Map<String, List<double[]>> alike = new TreeMap<>();
        List<Map<Double, Integer>> counts = counts(draws);
        for (double[] draw : draws) {
            alike.computeIfAbsent(pattern(draw, counts).toString(), _ -> new ArrayList<>())
                    .add(draw);
        }
        for (List<double[]> some : alike.values()) {
            if (some.size() >= 5) {
                compare(some, pattern(some.getFirst(), counts));
            }
        }
        boolean likely = statistic < cells + 6 * Math.sqrt(2.0 * cells) + 20;
        return likely ? "" : "chi² of " + statistic + " in " + cells + " cells: draws do not follow the law";
    }

    private static List<Map<Double, Integer>> counts(double[][] draws) {
        List<Map<Double, Integer>> counts = new ArrayList<>();
        for (int a = 0; a < draws[0].length; a++) {
            Map<Double, Integer> of = new HashMap<>();
            for (double[] draw : draws) {
                of.merge(draw[a], 1, Integer::sum);
            }
            counts.add(of);
        }
        return counts;
    }

    /**
     * What draws have in common.
     *
     * @param common the numbers that are drawn often; NaN for the others
     * @param copies for each number, the first that is equal to it in the same draw; itself if it is drawn often
     */
    private record Pattern(double[] common, int[] copies) {

        /** The numbers that move freely. */
        int[] axes() {
            return IntStream.range(0, common.length)
                    .filter(a -> Double.isNaN(common[a]) && copies[a] == a)
                    .toArray();
        }

        /** A draw of this pattern. */
        double[] with(double[] free) {
            double[] draw = common.clone();
            int[] axes = axes();
            for (int i = 0; i < axes.length; i++) {
                draw[axes[i]] = free[i];
            }
            for (int a = 0; a < draw.length; a++) {
                draw[a] = draw[copies[a]];
            }
            return draw;
        }

        @Override
        public String toString() {
            return Arrays.toString(common) + Arrays.toString(copies);
        }
    }

    private Pattern pattern(double[] draw, List<Map<Double, Integer>> counts) {
        double[] common = draw.clone();
        int[] copies = new int[draw.length];
        for (int a = 0; a < draw.length; a++) {
            boolean isOften = counts.get(a).get(draw[a]) >= often;
            common[a] = isOften ? draw[a] : Double.NaN;
            int first = 0;
            while (!isOften && draw[first] != draw[a]) {
                first++;
            }
            copies[a] = isOften ? a : first;
        }
        return new Pattern(common, copies);
    }

    private void compare(List<double[]> some, Pattern pattern) {
        int[] axes = pattern.axes();
        if (axes.length == 0) {
            cell(some.size(), Math.exp(of.logp(pattern.common())));
        } else if (some.size() >= 400) {
            if (axes.length == pattern.common().length) {
                slope(some.get(some.size() / 2));
            }
            double[][] ends = ends(some, axes);
            int boxes = (int) Math.round(Math.pow(ends[0].length - 1, axes.length));
            int points = POINTS[axes.length - 1] / boxes * (draws.length / 1000 * finer / 20);
            for (int b = 0; b < boxes; b++) {
                double[][] box = box(b, ends);
                cell(countIn(box, some, axes), integral(box, pattern, points));
            }
        }
    }

    /** Quantiles of each axis, without the outermost draws. */
    private static double[][] ends(List<double[]> draws, int[] axes) {
        int n = GRID[axes.length - 1];
        double[][] ends = new double[axes.length][n + 1];
        for (int i = 0; i < axes.length; i++) {
            int axis = axes[i];
            double[] sorted = draws.stream().mapToDouble(d -> d[axis]).sorted().toArray();
            for (int e = 0; e <= n; e++) {
                double level = 0.02 + 0.96 * e / n;
                ends[i][e] = sorted[(int) (level * (sorted.length - 1))];
            }
        }
        return ends;
    }

    private static double[][] box(int number, double[][] ends) {
        double[][] box = new double[ends.length][];
        int rest = number;
        for (int i = 0; i < ends.length; i++) {
            int n = ends[i].length - 1;
            box[i] = new double[] {ends[i][rest % n], ends[i][rest % n + 1]};
            rest /= n;
        }
        return box;
    }

    private static int countIn(double[][] box, List<double[]> draws, int[] axes) {
        int count = 0;
        for (double[] draw : draws) {
            boolean in = true;
            for (int i = 0; in && i < axes.length; i++) {
                double x = draw[axes[i]];
                in = x > box[i][0] && x <= box[i][1];
            }
            count += in ? 1 : 0;
        }
        return count;
    }

    /** By the additive lattice of the generalised golden ratio, which fills a box evenly in any dimension. */
    private double integral(double[][] box, Pattern pattern, int points) {
        double ratio = 1.5;
        for (int i = 0; i < 60; i++) {
            ratio = Math.pow(1 + ratio, 1.0 / (box.length + 1));
        }
        double[] x = new double[box.length];
        double sum = 0;
        for (int p = 0; p < points; p++) {
            for (int i = 0; i < box.length; i++) {
                double at = (0.5 + (p + 1) * Math.pow(ratio, -(i + 1))) % 1;
                x[i] = box[i][0] + at * (box[i][1] - box[i][0]);
            }
            sum += Math.exp(of.logp(pattern.with(x)));
        }
        double volume = 1;
        for (double[] side : box) {
            volume *= side[1] - side[0];
        }
        return volume * sum / points;
    }

    /** The slope in one direction, against a difference. */
    private void slope(double[] at) {
        double[] slope = of.slope(at);
        double along = 0;
        double[] before = at.clone();
        double[] after = at.clone();
        double step = 1e-5;
        for (int i = 0; i < at.length; i++) {
            double direction = 1 - 0.3 * i;
            along += slope[i] * direction;
            before[i] -= step * direction;
            after[i] += step * direction;
        }
        double expected = (of.logp(after) - of.logp(before)) / (2 * step);
        if (!Double.isFinite(expected)) {
            return; // beside an end of the support
        }
        assertTrue(
                Math.abs(along - expected) <= 1e-4 * Math.max(1, Math.abs(expected)),
                "the slope at " + Arrays.toString(at) + " is " + along + " instead of " + expected);
    }

    private void cell(int count, double probability) {
        double expected = probability * draws.length;
        if (expected >= 5 || count >= 5) {
            statistic += (count - expected) * (count - expected) / Math.max(expected, 1e-3);
            cells++;
        }
    }
}
