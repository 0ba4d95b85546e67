package ppl.sampler.nuts.warmup;

import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.FisherEstimate;
import ppl.sampler.nuts.tree.State;

/**
 * Estimates from draws and, while these are few, gradients; in use from the third draw on. A foreground estimate gives the metric after every
 * iteration; a background estimate starts later and takes the foreground's place from time to time, so that the draws of
 * a chain on its way to the typical set are forgotten soon. The first metric is taken from the gradient at the start.
 */
final class FisherWindows implements MetricAdaptation {

    private static final double EARLY = 0.3;
    private static final double LAST = 0.15;
    private static final int EARLY_WINDOW = 10;
    private static final int WINDOW = 80;
    private static final int LEAST_DRAWS = 3;

    private FisherEstimate foreground;
    private FisherEstimate background;
    private final int earlyEnd;
    private final int end;
    private boolean changed;

    FisherWindows(int dimension, int tune) {
        foreground = new FisherEstimate(dimension);
        background = new FisherEstimate(dimension);
        earlyEnd = (int) (EARLY * tune);
        end = tune - (int) (LAST * tune);
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
        if (iteration >= end) {
            return Change.NONE;
        }
        if (informative) {
            foreground.add(draw.position, draw.gradient);
            background.add(draw.position, draw.gradient);
        }
        int window = iteration < earlyEnd ? EARLY_WINDOW : WINDOW;
        if (background.count() >= window && iteration + window <= end) {
            FisherEstimate old = foreground;
            foreground = background;
            background = old;
            background.clear();
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
}
