package ppl.examples.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.spi.LogDensity;

/** Posteriors without a sampler. */
final class ExactPosterior {

    private static final int CELLS = 800;
    private static final double REACH = 12;

    private ExactPosterior() {}

    /** Draws of the one scalar variable of a model whose values are positive: from its log-density on a grid of logs. */
    static InferenceData positive(Model model, long seed, int draws) {
        double[] at = new double[CELLS];
        double[] lp = new double[CELLS];
        Arrays.setAll(at, i -> REACH * (2.0 * i / (CELLS - 1) - 1));
        try (LogDensity density = model.infer().density()) {
            LogDensity.Evaluator evaluator = density.evaluator();
            double[] gradient = new double[1];
            Arrays.setAll(lp, i -> evaluator.logpAndGradient(new double[] {at[i]}, gradient));
        }
        double most = Arrays.stream(lp).max().orElseThrow();
        double[] sums = new double[CELLS];
        double sum = 0;
        for (int i = 0; i < CELLS; i++) {
            sum += Math.exp(lp[i] - most);
            sums[i] = sum;
        }
        Random random = new Random(seed);
        double[] values = new double[draws];
        for (int d = 0; d < draws; d++) {
            double u = random.nextDouble() * sum;
            int cell = Arrays.binarySearch(sums, u);
            cell = Math.min(CELLS - 1, cell < 0 ? -cell - 1 : cell);
            double below = cell == 0 ? 0 : sums[cell - 1];
            double share = (u - below) / (sums[cell] - below);
            values[d] = Math.exp(at[cell] + (share - 0.5) * 2 * REACH / (CELLS - 1));
        }
        return of(model.free().getFirst().name(), 1, values);
    }

    /** A posterior of one scalar variable. */
    static InferenceData of(String name, int chains, double... values) {
        return InferenceData.of(
                Group.POSTERIOR,
                Dataset.builder()
                        .variable(
                                name,
                                List.of(Dataset.CHAIN, Dataset.DRAW),
                                new int[] {chains, values.length / chains},
                                values)
                        .build());
    }
}
