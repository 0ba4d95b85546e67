package ppl.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.spi.LogDensity;
import ppl.examples.Radon;
import ppl.examples.RadonData;

/**
 * The radon model, 4 chains of 1000 + 1000 iterations at target acceptance 0.9: the whole process as a user starts it, in
 * a JVM of its own, and what the run consists of.
 *
 * @param name by which it is listed
 * @param backend the backend that runs it
 */
record RadonBenchmark(String name, String backend) implements Benchmark {

    private static final int PROCESSES = 3;
    private static final int GRADIENT_ROUNDS = 25;
    private static final double ROUND_SECONDS = 0.04;

    @Override
    public void run(Consumer<Figure> figures) throws IOException, InterruptedException {
        Consumer<Figure> out = f -> figures.accept(f.with("backend", backend));
        FreshProcess process = FreshProcess.packed();
        String[] program = {"ppl.examples.Radon", process.folder().resolve("results").toString()};
        String chosen = "-Dppl.backend=" + backend;
        out.accept(Figure.of(name, "whole process", process.seconds(PROCESSES, List.of(chosen), program), "s"));
        List<String> cached = process.cached(List.of(chosen), program);
        out.accept(Figure.of(name, "whole process with a cache", process.seconds(PROCESSES, cached, program), "s"));
        Inference inference = Radon.model(RadonData.load())
                .infer()
                .targetAccept(0.9)
                .seed(42)
                .backend(backend)
                .progress(Progress.silent());
        InferenceData fit = inference.run();
        double seconds = ((Number) attribute(fit, "sampling_time")).doubleValue();
        double ess = minBulkEss(fit.summary());
        out.accept(Figure.of(name, "sampling", seconds, "s"));
        out.accept(Figure.of(name, "gradients", ((Number) attribute(fit, "evaluations")).doubleValue(), "count"));
        out.accept(Figure.of(name, "gradient", gradientNanos(inference.density()), "ns"));
        out.accept(Figure.of(name, "min bulk ESS", ess, "count"));
        out.accept(Figure.of(name, "min bulk ESS per second", ess / seconds, "1/s"));
    }

    private static Object attribute(InferenceData fit, String key) {
        Object value = fit.posterior().attributes().get(key);
        if (value == null) {
            throw new IllegalStateException("the result has no attribute " + key);
        }
        return value;
    }

    private static double minBulkEss(Summary summary) {
        return summary.rows().stream()
                .mapToDouble(r -> summary.get(r.label(), "ess_bulk"))
                .min()
                .orElseThrow();
    }

    /** The median over rounds of the time of a call, compiled and warm. */
    private static double gradientNanos(LogDensity density) {
        LogDensity.Evaluator evaluator = density.evaluator();
        double[] point = new double[density.dimension()];
        double[] gradient = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = 0.1 * Math.sin(1.0 + i);
        }
        double[] rounds = new double[GRADIENT_ROUNDS];
        for (int r = 0; r < rounds.length; r++) {
            long calls = 0;
            long start = System.nanoTime();
            long elapsed;
            do {
                for (int k = 0; k < 16; k++) {
                    evaluator.logpAndGradient(point, gradient);
                }
                calls += 16;
                elapsed = System.nanoTime() - start;
            } while (elapsed < ROUND_SECONDS * 1e9);
            rounds[r] = (double) elapsed / calls;
        }
        java.util.Arrays.sort(rounds);
        return rounds[rounds.length / 2];
    }
}
