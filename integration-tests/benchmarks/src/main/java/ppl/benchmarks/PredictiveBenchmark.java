package ppl.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.graph.Given;
import ppl.graph.Tensor;
import ppl.graph.random.RandomKey;

/**
 * Predictive draws and pointwise log-likelihoods of the radon model, 4,000 draws of 919 homes: again and again, the first time in a warm
 * process, in a process of their own that reads the draws from a file, and, for predictive draws, one draw at a time by {@code eval}.
 */
record PredictiveBenchmark(String name) implements Benchmark {

    private static final int ROUNDS = 25;
    private static final int BY_HAND = 40;
    private static final int PROCESSES = 5;
    /** What suits a process that lives for a second. */
    private static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @Override
    public void run(Consumer<Figure> figures) throws IOException, InterruptedException {
        Path file = Files.createTempDirectory("predictive").resolve("radon.nc");
        FreshProcess process = FreshProcess.packed();
        String[] program = {"ppl.benchmarks.PredictiveProcess", file.toString()};
        process.run(List.of(), program); // samples, and leaves the file
        figure(figures, "both, whole process", process.seconds(PROCESSES, List.of(), program), "s");
        List<String> cached = process.cached(List.of(), program);
        figure(figures, "both, whole process with a cache", process.seconds(PROCESSES, cached, program), "s");
        List<String> brief = process.cached(BRIEF, program);
        figure(figures, "both, whole process with a cache and one compiler", process.seconds(PROCESSES, brief, program), "s");
        Model model = Radon.model(RadonData.load());
        InferenceData fit = model.fitted(InferenceData.open(file));
        double[] predictive = rounds(fit::withPosteriorPredictive);
        double[] pointwise = rounds(fit::withLogLikelihood);
        figure(figures, "posterior predictive, first", predictive[0], "s");
        figure(figures, "posterior predictive", median(predictive), "s");
        figure(figures, "log-likelihood, first", pointwise[0], "s");
        figure(figures, "log-likelihood", median(pointwise), "s");
        double alone = byHand(model, fit.posterior());
        int draws = fit.posterior().chains() * fit.posterior().draws();
        figure(figures, "one draw by eval", alone * 1e3, "ms");
        figure(figures, "eval of all draws / posterior predictive", alone * draws / median(predictive), "ratio");
    }

    private void figure(Consumer<Figure> figures, String what, double value, String unit) {
        figures.accept(Figure.of(name, what, value, unit));
    }

    private static double[] rounds(Runnable computation) {
        double[] seconds = new double[ROUNDS];
        for (int r = 0; r < ROUNDS; r++) {
            long start = System.nanoTime();
            computation.run();
            seconds[r] = (System.nanoTime() - start) * 1e-9;
        }
        return seconds;
    }

    /** The median without the first half, in which the virtual machine compiles. */
    private static double median(double[] rounds) {
        double[] warm = Arrays.copyOfRange(rounds, rounds.length / 2, rounds.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    /** The seconds that a draw takes which is made by itself. */
    private static double byHand(Model model, Dataset posterior) {
        double[] seconds = new double[BY_HAND];
        for (int d = 0; d < BY_HAND; d++) {
            int draw = d;
            Given[] givens = model.free().stream()
                    .map(v -> {
                        int[] sizes = v.node().shape().sizes();
                        double[] value = new double[v.node().shape().elements()];
                        posterior.get(v.name()).copyDoubles(draw * value.length, value, 0, value.length);
                        return v.node().with(Tensor.wrap(value, sizes));
                    })
                    .toArray(Given[]::new);
            long start = System.nanoTime();
            model.observed().getFirst().node().eval(RandomKey.of(draw), givens);
            seconds[d] = (System.nanoTime() - start) * 1e-9;
        }
        return median(seconds);
    }
}
