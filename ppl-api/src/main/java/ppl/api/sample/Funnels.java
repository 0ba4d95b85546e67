package ppl.api.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.LocationScale;
import ppl.aeppl.joint.FreeVariable;
import ppl.api.inference.RunNotes;
import ppl.api.spi.Block;
import ppl.api.spi.LogDensity;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.op.RandomOp;

/**
 * Looks for the variable of a run that makes a funnel: its scale is itself sampled, and where the scale is small the log-density
 * along the variable is much more curved than where it is large. Its gradient is then not linear in the position, so no step size and no linear
 * metric fit both ends. A scale that the data tell well makes no funnel, and neither do observations that outweigh it.
 *
 * <p>The curvature along some elements is taken from differences of gradients at some of the draws. That costs up to a hundredth of the
 * gradients of the run.
 */
final class Funnels {

    private static final int MOST_POINTS = 200;
    private static final int LEAST_POINTS = 40;
    private static final int MOST_ELEMENTS = 4;
    private static final double SHARE = 0.01;
    private static final double STEP = 1e-3;

    /** Between the narrow and the wide end; trajectories take as many steps as its root. */
    private static final double STEEP = 16;

    private static final double TAIL = 0.05;
    private static final double TIED = -0.7;

    /**
     * A variable that makes a funnel.
     *
     * @param variable its name
     * @param form its law as location and scale
     * @param ratio of its curvature at small scales to that at large ones
     */
    record Funnel(String variable, LocationScale form, double ratio) {

        /** What a result notes of it. */
        Map<String, Object> notes() {
            String scale = form.scale().label();
            String location =
                    form.location().isSplat(0) ? "" : factor(form.location().label()) + " + ";
            return Map.of(
                    RunNotes.FUNNEL,
                    variable,
                    RunNotes.FUNNEL_SCALE,
                    scale,
                    RunNotes.FUNNEL_RATIO,
                    ratio,
                    RunNotes.FUNNEL_FORM,
                    variable + " = " + location + factor(scale) + " * z with z ~ " + form.standard());
        }

        /** As an operand of a product: sums in parentheses, calls and names as they are. */
        private static String factor(String label) {
            return label.matches("[\\w.]*(\\(.*\\))?") ? label : "(" + label + ")";
        }
    }

    /** A variable whose scale depends on sampled variables. */
    private record Candidate(FreeVariable variable, Block block, LocationScale form) {

        /** Some of its coordinates, as many as elements: values of all reals are their own coordinates. */
        int[] coordinates() {
            int some = Math.min(block.size(), MOST_ELEMENTS);
            return IntStream.range(0, some).map(k -> k * block.size() / some).toArray();
        }
    }

    private final CompiledModel model;
    private final List<double[]> points;
    private final LogDensity.Evaluator evaluator;
    private final double[][] gradients;

    private Funnels(CompiledModel model, List<double[]> points) {
        this.model = model;
        this.points = points;
        evaluator = model.density().evaluator();
        gradients = points.stream().map(this::gradient).toArray(double[][]::new);
    }

    /**
     * The variable that makes the worst funnel, if one does.
     *
     * @param from the first iteration that counts
     */
    static Optional<Funnel> worst(CompiledModel model, List<ChainRun> runs, int from) {
        List<Candidate> candidates = candidates(model);
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        long evaluations = runs.stream().mapToLong(ChainRun::evaluations).sum();
        int each = 1 + candidates.stream().mapToInt(c -> c.coordinates().length).sum();
        int affordable = (int) Math.min(MOST_POINTS, SHARE * evaluations / each);
        List<double[]> points = points(runs, from, affordable);
        if (points.size() < LEAST_POINTS) {
            return Optional.empty();
        }
        Funnels funnels = new Funnels(model, points);
        return candidates.stream().flatMap(c -> funnels.at(c).stream()).max(Comparator.comparingDouble(Funnel::ratio));
    }

    private static List<Candidate> candidates(CompiledModel model) {
        List<FreeVariable> free = model.joint().free();
        List<Candidate> found = new ArrayList<>();
        for (int i = 0; i < free.size(); i++) {
            FreeVariable v = free.get(i);
            Block block = model.blocks().get(i);
            if (block.size() > 0 && v.node().op() instanceof RandomOp(Family family, var _, var _)) {
                family.locationScale(v.node().inputs())
                        .filter(form -> isSampled(form.scale(), free))
                        .ifPresent(form -> found.add(new Candidate(v, block, form)));
            }
        }
        return found;
    }

    private static boolean isSampled(Var scale, List<FreeVariable> free) {
        List<Var> before = Graph.order(List.of(scale));
        return free.stream().anyMatch(v -> before.contains(v.node()));
    }

    /** Draws of all chains in turn, evenly spaced. */
    private static List<double[]> points(List<ChainRun> runs, int from, int wanted) {
        int end = runs.stream().mapToInt(ChainRun::kept).min().orElse(0);
        int count = Math.min(wanted, Math.max(0, end - from) * runs.size());
        if (count == 0) {
            return List.of();
        }
        int each = (count - 1) / runs.size() + 1;
        List<List<double[]>> some =
                runs.stream().map(r -> r.points(from, end, each)).toList();
        int there = some.stream().mapToInt(List::size).min().orElse(0);
        return IntStream.range(0, Math.min(count, there * runs.size()))
                .mapToObj(i -> some.get(i % runs.size()).get(i / runs.size()))
                .toList();
    }

    private double[] gradient(double[] point) {
        double[] gradient = new double[point.length];
        evaluator.logpAndGradient(point, gradient);
        return gradient;
    }

    private Optional<Funnel> at(Candidate candidate) {
        double[][] scales = scales(candidate);
        if (scales == null) {
            return Optional.empty();
        }
        double worst = 1;
        for (int element : candidate.coordinates()) {
            worst = Math.max(worst, ratio(candidate.block().offset() + element, element, scales));
        }
        return worst > STEEP
                ? Optional.of(new Funnel(candidate.variable().name(), candidate.form(), worst))
                : Optional.empty();
    }

    /** The scale of each element at each point; null if they cannot be told. */
    private double @Nullable [][] scales(Candidate candidate) {
        Var scale = Functions.broadcastTo(
                candidate.form().scale(), candidate.variable().node().shape());
        try (CompiledGraph graph = model.compiled(model.joint().valuesOf(List.of(scale)))) {
            double[][] scales = points.stream()
                    .map(p -> graph.call(List.of(Tensor.of(p))).getFirst().toDoubles())
                    .toArray(double[][]::new);
            return scales.length > 0 && scales[0].length == candidate.block().size() ? scales : null;
        }
    }

    /** Of the curvature along a coordinate where the scale is small to that where it is large; 1 if it does not follow the scale. */
    private double ratio(int coordinate, int element, double[][] scales) {
        double spread = spread(coordinate);
        List<double[]> seen = new ArrayList<>();
        for (int i = 0; i < gradients.length; i++) {
            double[] moved = points.get(i).clone();
            moved[coordinate] += STEP * spread;
            double curvature = -(gradient(moved)[coordinate] - gradients[i][coordinate])
                    / (moved[coordinate] - points.get(i)[coordinate]);
            if (curvature > 0 && curvature < Double.POSITIVE_INFINITY && scales[i][element] > 0) {
                seen.add(new double[] {Math.log(scales[i][element]), Math.log(curvature)});
            }
        }
        if (2 * seen.size() < gradients.length || correlation(seen) > TIED) {
            return 1;
        }
        double[] sorted = seen.stream().mapToDouble(s -> s[1]).sorted().toArray();
        int tail = (int) (TAIL * sorted.length);
        return Math.exp(sorted[sorted.length - 1 - tail] - sorted[tail]);
    }

    private double spread(int coordinate) {
        double[] values = points.stream().mapToDouble(p -> p[coordinate]).toArray();
        double mean = Arrays.stream(values).average().orElse(0);
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return squares > 0 ? Math.sqrt(squares / values.length) : 1;
    }

    private static double correlation(List<double[]> pairs) {
        double[] mean = new double[2];
        pairs.forEach(p -> {
            mean[0] += p[0] / pairs.size();
            mean[1] += p[1] / pairs.size();
        });
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (double[] p : pairs) {
            xx += (p[0] - mean[0]) * (p[0] - mean[0]);
            xy += (p[0] - mean[0]) * (p[1] - mean[1]);
            yy += (p[1] - mean[1]) * (p[1] - mean[1]);
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
    }
}
