package ppl.sampler.nuts.warmup;

import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.FisherEstimate;
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

    private FisherEstimate foreground;
    private FisherEstimate background;
    private final Phases phases;
    private int window = EARLY_WINDOW;
    private boolean changed;

    FisherWindows(int dimension, Phases phases) {
        foreground = new FisherEstimate(dimension);
        background = new FisherEstimate(dimension);
        this.phases = phases;
    }

    @Override
    public void begin(State start, DiagonalMetric metric, boolean keepMetric) {
        for (int i = 0; i < metric.dimension() && !keepMetric; i++) {
            metric.variance(i, 1 / Math.abs(start.gradient[i]));
        }
        foreground.add(start.position, start.gradient);
        background.add(start.position, start.gradient);
    }

    @Override
    public Change learn(int iteration, State draw, boolean informative, DiagonalMetric metric) {
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
            FisherEstimate old = foreground;
            foreground = background;
            background = old;
            background.clear();
            window = next;
        }
        if (foreground.count() < LEAST_DRAWS) {
            return Change.NONE;
        }
        foreground.writeTo(metric);
        if (changed) {
            return Change.METRIC;
        }
        changed = true;
        return Change.METRIC_AND_STEP_SIZE;
    }

    @Override
    public void archive(StateArchive fields) {
        foreground.archive(fields);
        background.archive(fields);
        window = fields.integer(window);
        changed = fields.flag(changed);
    }
}
