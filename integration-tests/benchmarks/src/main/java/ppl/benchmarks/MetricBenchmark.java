package ppl.benchmarks;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ppl.api.Model;
import ppl.api.sample.Progress;
import ppl.benchmarks.posterior.Posterior;

/**
 * The metrics of NUTS on posteriors with and without correlations: 4 chains of 1000 + 1000 iterations at target acceptance 0.8. Figures are
 * geometric means over seeds.
 *
 * @param name by which it is listed
 * @param seeds runs of each posterior with each metric: seeds 1, 2 …
 */
record MetricBenchmark(String name, int seeds) implements Benchmark {

    private static final List<String> METRICS = List.of("diagonal", "dense", "low_rank", "auto");
    private static final double CONVERGED = 1.01;

    @Override
    public void run(Consumer<Figure> figures) {
        for (Posterior posterior : Posterior.shapes()) {
            Model model = posterior.model().get();
            for (String metric : METRICS) {
                List<RunQuality> runs = IntStream.rangeClosed(1, seeds)
                        .mapToObj(seed -> run(model, metric, seed))
                        .toList();
                report(
                        runs,
                        (what, value, unit) -> figures.accept(Figure.of(name, what, value, unit)
                                .with("posterior", posterior.name())
                                .with("metric", metric)
                                .with("seeds", Integer.toString(seeds))));
            }
        }
    }

    private static RunQuality run(Model model, String metric, int seed) {
        long start = System.nanoTime();
        var fit = model.infer()
                .set("metric", metric)
                .seed(seed)
                .progress(Progress.silent())
                .run();
        return RunQuality.of(fit, (System.nanoTime() - start) * 1e-9);
    }

    /** Takes a figure of one posterior with one metric. */
    private interface Out {
        void accept(String what, double value, String unit);
    }

    private static void report(List<RunQuality> runs, Out out) {
        out.accept("min ESS per 1000 gradients", RunQuality.geometricMean(runs, RunQuality::ess), "count");
        out.accept("min ESS per second", RunQuality.geometricMean(runs, RunQuality::essPerSecond), "1/s");
        out.accept("divergences per run", runs.stream().mapToInt(RunQuality::total).average().orElseThrow(), "count");
        out.accept("runs with R-hat > 1.01", runs.stream().filter(r -> r.rhat() > CONVERGED).count(), "count");
    }
}
