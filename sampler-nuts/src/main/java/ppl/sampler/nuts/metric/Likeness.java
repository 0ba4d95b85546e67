package ppl.sampler.nuts.metric;

/**
 * How like a posterior is to the normal law with a metric as its covariance, as some draws and their gradients say. The gradient
 * of a normal log-density is linear: {@code Lᵀ g = −L⁻¹ (q − centre)}.
 *
 * @param metric the covariance of the law
 * @param store draws and gradients
 */
record Likeness(InvertibleMetric metric, DrawStore store) {

    /** The centre of the law: the mean draw, moved to where the mean gradient says that there is no slope. */
    double[] centre(int from, int to) {
        int n = metric.dimension();
        double[] centre = new double[n];
        double[] slope = new double[n];
        for (int i = from; i < to; i++) {
            Rows.add(1.0 / (to - from), store.draw(i), centre);
            Rows.add(1.0 / (to - from), store.gradient(i), slope);
        }
        double[] force = new double[n];
        metric.force(slope, force);
        metric.drift(1, force, centre);
        return centre;
    }

    /** The share of the squared force at some draws that the law around a centre explains: at most 1, and 1 for a normal posterior. */
    double explained(double[] centre, int from, int to) {
        Rotation flow = new Rotation(metric, centre);
        double[] offset = new double[centre.length];
        double[] force = new double[centre.length];
        double left = 0;
        double all = 0;
        for (int i = from; i < to; i++) {
            flow.locate(store.draw(i), offset);
            flow.force(store.gradient(i), offset, force);
            left += Dot.of(force, force);
            metric.force(store.gradient(i), force);
            all += Dot.of(force, force);
        }
        return 1 - left / all;
    }
}
