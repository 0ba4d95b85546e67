package ppl.sampler.nuts;

import java.util.Map;
import ppl.api.spi.OptionReader;
import ppl.sampler.nuts.metric.Estimate;
import ppl.sampler.nuts.metric.MetricKind;

/** About how much memory a chain takes: the vectors of its trajectories, and what its metric is learnt from. */
final class ChainBytes {

    /** Vectors of the usual trajectories, three for each of their doublings, and of the state, the ends, the search for a step size. */
    private static final int VECTORS = 75;

    private ChainBytes() {}

    static double of(int coordinates, int tune, Map<String, Object> options) {
        OptionReader reader = new OptionReader("nuts", options);
        MetricKind kind;
        try {
            InitName.check(reader);
            kind = MetricOption.kind(reader);
        } catch (IllegalArgumentException e) {
            return 0; // said where the chain is started
        }
        double vectors = VECTORS + (kind.stays() ? 0 : Estimate.vectors(kind, coordinates, tune));
        return vectors * Double.BYTES * coordinates;
    }
}
