package ppl.sampler.nuts.metric;

/** A metric whose inverse is as cheap as itself. */
public sealed interface InvertibleMetric extends Metric permits DiagonalMetric, LowRankMetric {

    /** Sees an offset through the metric: {@code out = L⁻¹ offset}. The arrays must differ. */
    void whiten(double[] offset, double[] out);
}
