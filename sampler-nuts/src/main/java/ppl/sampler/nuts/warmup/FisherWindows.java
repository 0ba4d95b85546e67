package ppl.sampler.nuts.warmup;

import org.jspecify.annotations.Nullable;
import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.Estimate;
import ppl.sampler.nuts.metric.Flow;
import ppl.sampler.nuts.metric.Metric;
import ppl.sampler.nuts.metric.MetricKind;
import ppl.sampler.nuts.metric.Rotation;
import ppl.sampler.nuts.tree.State;

/**
 * Estimates from draws and gradients, in use from the third draw on. A foreground estimate gives the metric after every
 * iteration; a background estimate starts later and takes the foreground's place from time to time, so that the draws of a
 * chain on its way to the typical set are forgotten soon. After the early phase the time from one change of places to the next
 * grows by half each time, as long as the next one fits. The first metric is taken from the gradient at the start.
 *
 * <p>Source: the windows of nuts-rs 0.18, the sampler of nutpie.
 */
final class FisherWindows implements MetricAdaptation {

    private static final int EARLY_WINDOW = 10;
    private static final int WINDOW = 80;
    private static final double GROWTH = 1.5;
    private static final int LEAST_DRAWS = 3;

    private Estimate foreground;
    private Estimate background;
    private final DiagonalMetric diagonal;
    private Flow flow;
    private final boolean guesses;
    private final Phases phases;
    private int window = EARLY_WINDOW;
    private boolean changed;

    /**
     * Windows for so many coordinates.
     *
     * @param rotates whether trajectories may follow the rotation of a normal law
     * @param work about how many operations a gradient takes; 0 if that is not known
     * @param given the metric for the first iterations; without it, a guess from the gradient at the start
     */
    FisherWindows(MetricKind kind, boolean rotates, double work, int dimension, @Nullable Metric given, Phases phases) {
        guesses = given == null;
        diagonal = given instanceof DiagonalMetric d ? d : new DiagonalMetric(dimension);
        Metric metric = given == null ? diagonal : given;
        flow = metric;
        double[] variances = metric.variances();
        for (int i = 0; i < dimension; i++) {
            diagonal.variance(i, variances[i]);
        }
        foreground = Estimate.of(kind, dimension, rotates, work);
        background = Estimate.of(kind, dimension, rotates, work);
        this.phases = phases;
    }

    @Override
    public void begin(State start) {
        for (int i = 0; i < diagonal.dimension() && guesses; i++) {
            diagonal.variance(i, 1 / Math.abs(start.gradient[i]));
        }
        foreground.add(start.position, start.gradient);
        background.add(start.position, start.gradient);
    }

    @Override
    public Flow flow() {
        return flow;
    }

    @Override
    public Change learn(int iteration, State draw, boolean informative) {
        if (iteration >= phases.metric()) {
            return Change.NONE;
        }
        if (informative) {
            foreground.add(draw.position, draw.gradient);
            background.add(draw.position, draw.gradient);
        }
        boolean early = iteration < phases.early();
        if (!early && window == EARLY_WINDOW) {
            window = WINDOW;
        }
        int next = early ? window : (int) Math.round(GROWTH * window);
        if (background.count() >= window && iteration + next <= phases.metric()) {
            Estimate old = foreground;
            foreground = background;
            background = old;
            background.clear();
            window = next;
        }
        if (foreground.count() < LEAST_DRAWS) {
            return Change.NONE;
        }
        Flow before = flow;
        flow = foreground.flow(diagonal, before);
        boolean search = !changed || isPlain(before) != isPlain(flow) || isRotation(before) != isRotation(flow);
        changed = true;
        return search ? Change.METRIC_AND_STEP_SIZE : Change.METRIC;
    }

    private boolean isPlain(Flow flow) {
        return flow.metric() == diagonal;
    }

    private static boolean isRotation(Flow flow) {
        return flow instanceof Rotation;
    }

    @Override
    public void archive(StateArchive fields) {
        diagonal.archive(fields);
        boolean round = fields.flag(isPlain(flow));
        Metric metric = round ? diagonal : Metric.archived(fields, flow.metric());
        flow = Rotation.archived(fields, flow, metric);
        foreground.archive(fields);
        background.archive(fields);
        window = fields.integer(window);
        changed = fields.flag(changed);
    }
}
