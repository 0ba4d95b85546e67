package ppl.benchmarks.posterior;

import static ppl.api.Distributions.normal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.MetricNotes;
import ppl.graph.Var;

/** 10,000 normals in 20 groups, the sum of each seen with little noise: 20 directions are far narrower than all others. */
public final class Factors {

    private static final int GROUPS = 20;
    private static final int MEMBERS = 500;

    private static final double NOISE = 0.3;

    private Factors() {}

    /** The model. */
    public static Model model() {
        return Model.build(m -> {
            Dim group = m.dim("group", GROUPS);
            Dim member = m.dim("member", MEMBERS);
            Var x = m.sample("x", normal(0, 1), group, member);
            m.observe("sum", normal(x.sum(1), NOISE), new double[GROUPS], group);
        });
    }

    /** A result that holds the metric of this posterior: 20 directions. */
    public static InferenceData metric() {
        int n = GROUPS * MEMBERS;
        double[] directions = new double[GROUPS * n];
        for (int i = 0; i < n; i++) {
            directions[i / MEMBERS * n + i] = 1 / Math.sqrt(MEMBERS);
        }
        double[] variances = new double[GROUPS];
        Arrays.fill(variances, 1 / (1 + MEMBERS / (NOISE * NOISE)));
        double[] scale = new double[n];
        Arrays.fill(scale, 1);
        List<String> elements = IntStream.range(0, n)
                .mapToObj(i -> "x[" + i / MEMBERS + ", " + i % MEMBERS + "]")
                .toList();
        return InferenceData.of(
                Group.SAMPLE_STATS,
                Dataset.builder()
                        .coord(Dataset.CHAIN, Coord.range(1))
                        .coord(MetricNotes.DIRECTION, Coord.range(GROUPS))
                        .coord(MetricNotes.COORDINATE, Coord.of(elements))
                        .variable(
                                MetricNotes.SCALE,
                                List.of(Dataset.CHAIN, MetricNotes.COORDINATE),
                                new int[] {1, n},
                                scale)
                        .variable(
                                MetricNotes.VARIANCES,
                                List.of(Dataset.CHAIN, MetricNotes.DIRECTION),
                                new int[] {1, GROUPS},
                                variances)
                        .variable(
                                MetricNotes.DIRECTIONS,
                                List.of(Dataset.CHAIN, MetricNotes.DIRECTION, MetricNotes.COORDINATE),
                                new int[] {1, GROUPS, n},
                                directions)
                        .build());
    }
}
