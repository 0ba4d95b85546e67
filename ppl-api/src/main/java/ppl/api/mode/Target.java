package ppl.api.mode;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.sample.UnconstrainedModel;
import ppl.api.sample.UnconstrainedModel.HessianTimes;
import ppl.api.spi.LogDensity;
import ppl.graph.GraphException;

/** The log-density that a search climbs, with the words for its coordinates; for one thread. */
final class Target {

    /** A coordinate that is no value itself: the value is within some e^-10 of the end of its support. */
    static final double FAR_OUT = 10;

    /** The same where the log-density is known not to fall. */
    static final double OUT = 6;

    private static final double FAR_AWAY = 1e6;
    private static final double NEAR_ZERO = 1e-6;
    private static final double SHARE = 0.1;
    private static final int MOST_NAMED = 4;

    private final UnconstrainedModel model;
    private final LogDensity.Evaluator evaluator;
    private final UnaryOperator<double[]> values;
    private final @Nullable HessianTimes hessian;
    private int evaluations;

    Target(UnconstrainedModel model) {
        this.model = model;
        this.evaluator = model.density().evaluator();
        this.values = model.values();
        this.hessian = hessian(model);
    }

    private static @Nullable HessianTimes hessian(UnconstrainedModel model) {
        if (model.density().dimension() > Ascent.MOST_COORDINATES) {
            return null;
        }
        try {
            return model.hessian();
        } catch (GraphException e) {
            // An op without a second derivative: differences of gradients serve.
            return null;
        }
    }

    void restart() {
        evaluations = 0;
    }

    int evaluations() {
        return evaluations;
    }

    double logpAndGradient(double[] at, double[] gradient) {
        evaluations++;
        return evaluator.logpAndGradient(at, gradient);
    }

    Curvature curvature(double[] at) {
        return Curvature.at(at, this::logpAndGradient, hessian);
    }

    /** A direction as a sum of the coordinates that take part in it most. */
    String direction(double[] along) {
        double most = IntStream.range(0, along.length)
                .mapToDouble(i -> Math.abs(along[i]))
                .max()
                .orElse(1);
        int[] named = IntStream.range(0, along.length)
                .filter(i -> Math.abs(along[i]) >= SHARE * most)
                .boxed()
                .sorted((a, b) -> Double.compare(Math.abs(along[b]), Math.abs(along[a])))
                .mapToInt(i -> i)
                .toArray();
        // A direction and its opposite are one: the first coordinate goes up.
        double scale = along[named[0]] < 0 ? -most : most;
        String text = IntStream.of(named)
                .limit(MOST_NAMED)
                .mapToObj(i -> (named.length == 1 ? "" : String.format(Locale.ROOT, "%.2g ", along[i] / scale))
                        + model.elements().get(i))
                .collect(Collectors.joining(" + "))
                .replace("+ -", "- ");
        return named.length > MOST_NAMED ? text + " + …" : text;
    }

    /** The steepest slope, with its coordinate. */
    String slope(double[] gradient) {
        int at = 0;
        for (int i = 1; i < gradient.length; i++) {
            at = Math.abs(gradient[i]) > Math.abs(gradient[at]) || Double.isNaN(gradient[i]) ? i : at;
        }
        return String.format(
                Locale.ROOT,
                "%.2g along %s",
                Math.abs(gradient[at]),
                model.elements().get(at));
    }

    /**
     * The coordinate that went to an end of its support or out of sight, in words; null if none did.
     *
     * @param out how large a coordinate is that is no value itself, at the end of its support
     */
    @Nullable
    String edge(double[] start, double[] point, double out) {
        double[] at = values.apply(point);
        int farthest = -1;
        double most = 1;
        for (int i = 0; i < point.length; i++) {
            int value = model.valueOf(i);
            boolean mapped = value < 0 || at[value] != point[i];
            double far = mapped
                    ? Math.abs(point[i]) / out
                    : Math.abs(point[i] - start[i]) / (FAR_AWAY * Math.max(1, Math.abs(start[i])));
            if (far > most || Double.isNaN(far)) {
                most = far;
                farthest = i;
            }
        }
        if (farthest < 0) {
            return null;
        }
        int value = model.valueOf(farthest);
        String name = "'" + model.elements().get(farthest) + "'";
        if (value < 0) {
            return name + " goes to the end of its support";
        }
        String where = Math.abs(at[value]) < NEAR_ZERO
                ? "0"
                : Math.abs(at[value]) > FAR_AWAY ? "infinity" : "the end of its support";
        return String.format(Locale.ROOT, "%s goes to %s (it is %.3g)", name, where, at[value]);
    }
}
