package ppl.benchmarks;

import java.util.Arrays;
import java.util.function.Consumer;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.benchmarks.posterior.Factors;

/**
 * Time and memory of a metric with 20 directions where there are 10,000 coordinates, beside those of a diagonal one: one chain of 200 + 100
 * iterations.
 *
 * @param name by which it is listed
 */
record LargeMetricBenchmark(String name) implements Benchmark {

    @Override
    public void run(Consumer<Figure> figures) {
        Inference inference = Factors.model()
                .infer()
                .tune(200)
                .draws(100)
                .chains(1)
                .seed(1)
                .progress(Progress.silent());
        measure(figures, "diagonal", inference.metric("diagonal"));
        measure(figures, "20 directions", inference.metric(Factors.metric()));
    }

    private void measure(Consumer<Figure> figures, String metric, Inference inference) {
        InferenceData fit = inference.run();
        RunQuality quality = RunQuality.of(fit);
        Number seconds = (Number) fit.posterior().attributes().get("sampling_time");
        if (seconds == null) {
            throw new IllegalStateException("the result does not say how long it took");
        }
        double leapfrogs = Arrays.stream(fit.sampleStats().get("n_steps").toLongs())
                .average()
                .orElseThrow();
        out(figures, metric, "leapfrogs per draw", leapfrogs, "count");
        out(figures, metric, "µs per leapfrog", seconds.doubleValue() * 1e6 / quality.gradients(), "µs");
        out(figures, metric, "min ESS per second", quality.ess() * quality.gradients() / 1000 / seconds.doubleValue(), "1/s");
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        out(figures, metric, "heap after the run", (runtime.totalMemory() - runtime.freeMemory()) / 0x1p20, "MiB");
    }

    private void out(Consumer<Figure> figures, String metric, String what, double value, String unit) {
        figures.accept(Figure.of(name, what, value, unit).with("metric", metric));
    }
}
