package ppl.api.store;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/** Inference data with one of everything. */
final class Samples {
    static final int CHAINS = 3;
    static final int DRAWS = 20;

    private Samples() {}

    static InferenceData everything() {
        Random random = new Random(1);
        double[] mu = new double[CHAINS * DRAWS];
        Arrays.setAll(mu, i -> random.nextGaussian());
        double[] a = new double[CHAINS * DRAWS * 3 * 2];
        Arrays.setAll(a, i -> random.nextGaussian());
        a[7] = Double.NaN;
        a[8] = Double.NEGATIVE_INFINITY;
        a[9] = -0.0;
        long[] depth = new long[CHAINS * DRAWS];
        Arrays.setAll(depth, i -> i % 2 == 0 ? i : Long.MIN_VALUE + i);
        boolean[] diverging = new boolean[CHAINS * DRAWS];
        for (int i = 0; i < diverging.length; i += 7) {
            diverging[i] = true;
        }
        List<String> sampled = List.of("chain", "draw");
        int[] shape = {CHAINS, DRAWS};
        Dataset posterior = Dataset.builder()
                .coord("county", Coord.of("AITKIN", "東京", ""))
                .coord("half", Coord.of(0.5, -1e300))
                .coord("chain", Coord.of(3L, 1L, 2L))
                .variable("mu", sampled, shape, mu)
                .variable("a", List.of("chain", "draw", "county", "half"), new int[] {CHAINS, DRAWS, 3, 2}, a)
                .attribute("created_at", "2026-01-01T00:00:00")
                .attribute("empty", "")
                .attribute("tuning_steps", 1000L)
                .attribute("sampling_time", 1.25)
                .attribute("sample_dims", List.of("chain", "draw"))
                .attribute("numbers", List.of(1.5, 2.5))
                .attribute("integers", List.of(1L, 2L))
                .build();
        Dataset statistics = Dataset.builder()
                .variable("diverging", sampled, shape, diverging)
                .variable("tree_depth", sampled, shape, depth)
                .build();
        Dataset observed = Dataset.builder()
                .add(Variable.of("scalar", 3.5).withAttributes(Map.of("unit", "m²")))
                .variable("none", List.of("nothing"), new int[] {0}, new double[0])
                .variable("n", List.of("obs"), new int[] {2}, new long[] {1, 1L << 60})
                .build();
        return InferenceData.of(Map.of(
                        Group.POSTERIOR, posterior, Group.SAMPLE_STATS, statistics, Group.OBSERVED_DATA, observed))
                .withAttributes(Map.of("about", "all of it"));
    }
}
