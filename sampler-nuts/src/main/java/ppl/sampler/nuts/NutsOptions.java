package ppl.sampler.nuts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.OptionReader;
import ppl.sampler.nuts.metric.Metric;
import ppl.sampler.nuts.metric.MetricKind;
import ppl.sampler.nuts.warmup.Adaptation;

/**
 * The options of NUTS.
 *
 * @param targetAccept {@code target_accept}: the mean acceptance rate that the step size is tuned to; nearer to 1 means
 *     smaller steps, fewer divergences and more gradients. If warm-up meets divergences, the rate becomes greater. Default 0.8
 * @param maxTreeDepth {@code max_treedepth}: the greatest number of doublings; a trajectory has less than 2^this
 *     leapfrogs. Default 10
 * @param adaptation {@code adaptation}: {@code fisher} (default) or {@code stan}, see {@link Adaptation}
 * @param metric {@code metric}: {@code auto} (default), {@code diagonal}, {@code low_rank}, {@code dense}, {@code kept} or
 *     {@code unit}, see {@link MetricKind}
 * @param rotates {@code trajectory}: {@code auto} (default), where the metric is {@code auto} or {@code low_rank} and a normal law explains
 *     nearly all of the gradients, trajectories follow its {@linkplain ppl.sampler.nuts.metric.Rotation rotation}; {@code leapfrog}, they
 *     never do
 * @param stepSizeJitter {@code step_size_jitter}: every iteration's step size is multiplied by a number uniform within 1 ±
 *     this. Default 0
 * @param stepSize {@code step_size}: the first step size, which is the only one if there is no warm-up. By default it is searched for
 * @param inverseMassMatrix {@code inverse_mass_matrix}: the first inverse mass matrix, an estimate of the posterior's covariance in
 *     unconstrained space: a {@code double[]} for its diagonal or a {@code double[][]} for all of it; or what an earlier run has learnt
 *     ({@link ChainSpec#covariance}). It stays if {@code metric} is {@code
 *     kept} or there is no warm-up. By default the adaptation chooses it; without warm-up it is the unit matrix
 */
record NutsOptions(
        double targetAccept,
        int maxTreeDepth,
        Adaptation adaptation,
        MetricKind metric,
        boolean rotates,
        double stepSizeJitter,
        @Nullable Double stepSize,
        @Nullable Metric inverseMassMatrix) {

    static final String ADAPTATION = "adaptation";

    private static final String TRAJECTORY = "trajectory";

    /** The names by which users set them. */
    static final List<String> NAMES = List.of(
            "target_accept",
            "max_treedepth",
            ADAPTATION,
            MetricOption.METRIC,
            TRAJECTORY,
            "step_size_jitter",
            "step_size",
            MetricOption.MATRIX,
            InitName.OPTION);

    private static final int GREATEST_TREEDEPTH = 20;

    /** Reads the options of a chain. */
    static NutsOptions of(ChainSpec spec) {
        OptionReader reader = new OptionReader("nuts", spec.options());
        InitName.check(reader);
        MetricKind metric = MetricOption.kind(reader);
        Metric inverseMassMatrix = MetricOption.given(reader, metric, spec);
        NutsOptions options = new NutsOptions(
                reader.number("target_accept", 0.8, x -> x > 0 && x < 1, "a number above 0 and below 1"),
                reader.integer("max_treedepth", 10, 1, GREATEST_TREEDEPTH),
                reader.word(ADAPTATION, "fisher", "stan").equals("fisher") ? Adaptation.FISHER : Adaptation.STAN,
                metric,
                reader.word(TRAJECTORY, "auto", "leapfrog").equals("auto"),
                reader.number("step_size_jitter", 0, x -> x >= 0 && x < 1, "a number from 0 to below 1"),
                reader.has("step_size") ? reader.number("step_size", 1, x -> x > 0, "a number above 0") : null,
                inverseMassMatrix);
        reader.refuseOthers();
        return options;
    }
}
