package ppl.benchmarks;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ppl.api.Model;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.benchmarks.posterior.Posterior;

/**
 * The metrics of NUTS on posteriors with and without correlations: 4 chains at target acceptance 0.8, 1000 draws each. Figures are geometric
 * means over seeds.
 *
 * @param name by which it is listed
 * @param metrics that are compared; {@code leapfrog} is {@code auto} without rotations
 * @param tune warm-up iterations of each chain
 * @param seeds runs of each posterior with each metric: seeds 1, 2 …
 */
record MetricBenchmark(String name, List<String> metrics, int tune, int seeds) implements Benchmark {

    private static final double CONVERGED = 1.01;

    /** All metrics after a short warm-up, which suffices: a longer one counts the same for each, and takes hours where one is bad. */
    static MetricBenchmark whole(String name) {
        return new MetricBenchmark(name, List.of("diagonal", "dense", "low_rank", "leapfrog", "auto"), 400, 5);
    }

    /** The metric that is chosen, over many seeds, after a short warm-up. */
    static MetricBenchmark brief(String name) {
        return new MetricBenchmark(name, List.of("auto"), 400, 20);
    }

    @Override
    public void run(Consumer<Figure> figures) {
        for (Posterior posterior : Posterior.shapes()) {
            Model model = posterior.model().get();
            for (String metric : metrics) {
                List<RunQuality> runs = IntStream.rangeClosed(1, seeds)
                        .mapToObj(seed -> run(model, metric, seed))
                        .toList();
                report(
                        runs,
                        (what, value, unit) -> figures.accept(Figure.of(name, what, value, unit)
                                .with("posterior", posterior.name())
                                .with("metric", metric)
                                .with("tune", Integer.toString(tune))
                                .with("seeds", Integer.toString(seeds))));
            }
        }
    }

    private RunQuality run(Model model, String metric, int seed) {
        long start = System.nanoTime();
        Inference inference = model.infer().tune(tune).seed(seed).progress(Progress.silent());
        var fit = (metric.equals("leapfrog") ? inference.set("trajectory", metric) : inference.metric(metric)).run();
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
