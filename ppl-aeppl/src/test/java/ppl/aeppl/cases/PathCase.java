package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import ppl.aeppl.Laws;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.RandomKey;

/**
 * A path of dependent numbers whose joint density is known from elsewhere. The first two of each of many paths that are drawn must follow the law that is
 * derived for them.
 *
 * @param name the expression
 * @param paths so many independent paths, side by side along a second axis, of so many steps
 * @param logp the log-density of a path, by hand
 * @param path one that it may be
 * @param whole whether its values are whole numbers
 */
record PathCase(String name, Paths paths, ToDoubleFunction<double[]> logp, double[] path, boolean whole) {

    /** An expression of {@code [steps, copies]} numbers. */
    interface Paths {
        Var of(int steps, int copies);
    }

    private static final int DRAWS = Integer.getInteger("ppl.case.draws", 20_000);
    private static final int BINS = 8;
    private static final double[] NODES = {
        -0.9602898564975363,
        -0.7966664774136267,
        -0.5255324099163290,
        -0.1834346424956498,
        0.1834346424956498,
        0.5255324099163290,
        0.7966664774136267,
        0.9602898564975363
    };
    private static final double[] WEIGHTS = {
        0.1012285362903763, 0.2223810344533745, 0.3137066458778873, 0.3626837833783620,
        0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763
    };

    static PathCase of(String name, Paths paths, ToDoubleFunction<double[]> logp, double... path) {
        return new PathCase(name, paths, logp, path, false);
    }

    static PathCase whole(String name, Paths paths, ToDoubleFunction<double[]> logp, double... path) {
        return new PathCase(name, paths, logp, path, true);
    }

    void check() {
        closedForm(path);
        slope();
        drawn();
    }

    private void closedForm(double... at) {
        double want = logp.applyAsDouble(at);
        double[] found = derived(at.length, at);
        assertEquals(want, found[0], 1e-12 * Math.max(1, Math.abs(want)), "log-density of " + Arrays.toString(at));
    }

    /** Of paths, one after another: {@code steps} rows of as many numbers as there are paths. */
    private double[] derived(int steps, double... rows) {
        int copies = rows.length / steps;
        Law law = Joint.law(paths.of(steps, copies));
        TensorType type = law.type().draw();
        Var y = Var.input("y", type);
        Tensor at = Tensor.of(rows, steps, copies).convert(type.dtype());
        return Laws.values(
                List.of(y),
                List.of(at),
                law.logDensity(Value.of(y)).elementwise().sum(0));
    }

    private void slope() {
        if (whole) {
            return;
        }
        Law law = Joint.law(paths.of(path.length, 1));
        Var y = Var.input("y", law.type().draw());
        CheckGradient result = CheckGradient.of(
                law.logDensity(Value.of(y)).total(),
                List.of(y),
                List.of(Tensor.of(path, path.length, 1)),
                CompileOptions.defaults());
        assertTrue(result.error() <= 1e-7, result::worst);
    }

    private void drawn() {
        double[] draws = paths.of(2, DRAWS).eval(RandomKey.of(name.hashCode())).toDoubles();
        double[] first = Arrays.copyOf(draws, DRAWS);
        double[] second = Arrays.copyOfRange(draws, DRAWS, 2 * DRAWS);
        double[] shares = whole ? masses(first, second) : densities(first, second);
        double limit = shares[1] + 6 * Math.sqrt(2 * shares[1]) + 10;
        assertTrue(shares[0] < limit, name + ": chi² of " + shares[0] + " in " + shares[1] + " cells");
    }

    private double[] masses(double[] first, double[] second) {
        Map<List<Double>, Integer> counts = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            counts.merge(List.of(first[i] + 0.0, second[i] + 0.0), 1, Integer::sum); // no -0
        }
        List<List<Double>> pairs =
                counts.keySet().stream().filter(p -> counts.get(p) >= 20).toList();
        double[] at = new double[2 * pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            at[i] = pairs.get(i).get(0);
            at[pairs.size() + i] = pairs.get(i).get(1);
        }
        double[] logp = derived(2, at);
        double chi = 0;
        for (int i = 0; i < pairs.size(); i++) {
            chi += square(counts.get(pairs.get(i)), DRAWS * Math.exp(logp[i]));
        }
        return new double[] {chi, pairs.size()};
    }

    private static double square(double count, double expected) {
        return (count - expected) * (count - expected) / Math.max(expected, 1e-3);
    }

    /** The inner cells of a grid between quantiles: the outer ones have no ends. */
    private double[] densities(double[] first, double[] second) {
        double[] a = ends(first);
        double[] b = ends(second);
        int n = BINS * NODES.length;
        double[] at = new double[2 * n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                at[i * n + j] = node(a, i);
                at[n * n + i * n + j] = node(b, j);
            }
        }
        double[] logp = derived(2, at);
        double[][] expected = new double[BINS][BINS];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                expected[i / 8][j / 8] += weight(a, i) * weight(b, j) * Math.exp(logp[i * n + j]);
            }
        }
        double[][] counts = new double[BINS][BINS];
        for (int k = 0; k < DRAWS; k++) {
            int i = bin(a, first[k]);
            int j = bin(b, second[k]);
            if (i >= 0 && i < BINS && j >= 0 && j < BINS) {
                counts[i][j]++;
            }
        }
        double chi = 0;
        int cells = 0;
        for (int i = 0; i < BINS; i++) {
            for (int j = 0; j < BINS; j++) {
                double e = DRAWS * expected[i][j];
                if (e >= 10 || counts[i][j] >= 10) {
                    chi += square(counts[i][j], e);
                    cells++;
                }
            }
        }
        return new double[] {chi, cells};
    }

    private static double[] ends(double[] draws) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        double[] ends = new double[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            ends[i] = sorted[(int) (DRAWS * (0.05 + 0.9 * i / BINS))];
        }
        return ends;
    }

    private static double node(double[] ends, int i) {
        double half = (ends[i / 8 + 1] - ends[i / 8]) / 2;
        return ends[i / 8] + half * (1 + NODES[i % 8]);
    }

    private static double weight(double[] ends, int i) {
        return WEIGHTS[i % 8] * (ends[i / 8 + 1] - ends[i / 8]) / 2;
    }

    private static int bin(double[] ends, double x) {
        int at = Arrays.binarySearch(ends, x);
        return at >= 0 ? at : -at - 2;
    }
}
