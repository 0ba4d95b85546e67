package ppl.sampler.nuts.warmup;

import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.metric.Metric;
import ppl.sampler.nuts.tree.State;

/** Learns nothing: the first metric stays, and warm-up is for the step size. */
final class KeptMetric implements MetricAdaptation {

    private Metric metric;

    KeptMetric(Metric metric) {
        this.metric = metric;
    }

    @Override
    public void begin(State start) {}

    @Override
    public Metric flow() {
        return metric;
    }

    @Override
    public Change learn(int iteration, State draw, boolean informative) {
        return Change.NONE;
    }

    @Override
    public void archive(StateArchive fields) {
        metric = Metric.archived(fields, metric);
    }
}
