package ppl.sampler.nuts.warmup;

import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.metric.DiagonalMetric;
import ppl.sampler.nuts.metric.VarianceEstimate;
import ppl.sampler.nuts.tree.State;

/**
 * Stan's schedule: a first buffer without estimates, windows that double in length, each of which gives a new metric from
 * its draws alone, and a last buffer for the step size.
 *
 * <p>Source: the Stan reference manual, "HMC algorithm parameters", automatic parameter tuning.
 */
final class StanWindows implements MetricAdaptation {

    private static final int FIRST_BUFFER = 75;
    private static final int LAST_BUFFER = 50;
    private static final int FIRST_WINDOW = 25;
    private static final int LEAST_WARMUP = 20;

    private final DiagonalMetric metric;
    private final VarianceEstimate estimate;
    private final int begin;
    private final int end;
    private int windowEnd;
    private int windowSize;

    StanWindows(DiagonalMetric metric, int tune) {
        this.metric = metric;
        estimate = new VarianceEstimate(metric.dimension());
        if (tune < LEAST_WARMUP) {
            begin = tune;
            end = tune;
            windowSize = 0;
        } else if (tune < FIRST_BUFFER + FIRST_WINDOW + LAST_BUFFER) {
            begin = (int) (0.15 * tune);
            end = tune - (int) (0.1 * tune);
            windowSize = end - begin;
        } else {
            begin = FIRST_BUFFER;
            end = tune - LAST_BUFFER;
            windowSize = FIRST_WINDOW;
        }
        windowEnd = begin + windowSize;
    }

    @Override
    public void begin(State start) {}

    @Override
    public DiagonalMetric flow() {
        return metric;
    }

    @Override
    public Change learn(int iteration, State draw, boolean informative) {
        if (iteration < begin || iteration >= end) {
            return Change.NONE;
        }
        estimate.add(draw.position);
        if (iteration + 1 < windowEnd) {
            return Change.NONE;
        }
        estimate.writeTo(metric);
        estimate.clear();
        windowSize *= 2;
        // A window that leaves no room for the one after it takes all that is left.
        windowEnd = iteration + 1 + 3 * windowSize > end ? end : iteration + 1 + windowSize;
        return Change.METRIC_AND_STEP_SIZE;
    }

    @Override
    public void archive(StateArchive fields) {
        metric.archive(fields);
        estimate.archive(fields);
        windowEnd = fields.integer(windowEnd);
        windowSize = fields.integer(windowSize);
    }
}
