package ppl.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import ppl.api.Model;
import ppl.api.sample.Progress;
import ppl.benchmarks.posterior.Posterior;

/**
 * The default warm-up and Stan's windows on all posteriors, seed by seed: 4 chains of 1000 + 1000 iterations at target
 * acceptance 0.8. Where the geometry is hard a few seeds say little.
 *
 * @param name by which it is listed
 * @param seeds runs of each posterior with each warm-up: seeds 1, 2 …
 */
record WarmupBenchmark(String name, int seeds) implements Benchmark {

    private static final List<String> ADAPTATIONS = List.of("fisher", "stan");
    private static final int MANY_DIVERGENCES = 100;
    private static final double BAD_RHAT = 1.1;

    @Override
    public void run(Consumer<Figure> figures) {
        for (Posterior posterior : Posterior.all()) {
            Model model = posterior.model().get();
            for (String adaptation : ADAPTATIONS) {
                report(
                        runs(model, adaptation),
                        (what, value, unit) -> figures.accept(Figure.of(name, what, value, unit)
                                .with("posterior", posterior.name())
                                .with("adaptation", adaptation)
                                .with("seeds", Integer.toString(seeds))));
            }
        }
    }

    private List<RunQuality> runs(Model model, String adaptation) {
        List<RunQuality> runs = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            runs.add(RunQuality.of(model.infer()
                    .set("adaptation", adaptation)
                    .seed(seed)
                    .progress(Progress.silent())
                    .run()));
        }
        return runs;
    }

    /** Takes a figure of one posterior with one warm-up. */
    private interface Out {
        void accept(String what, double value, String unit);
    }

    private static void report(List<RunQuality> runs, Out out) {
        out.accept("divergences per run", mean(runs, RunQuality::total), "count");
        out.accept("chains with > 100 divergences", sum(runs, r -> r.chainsAbove(MANY_DIVERGENCES)), "count");
        out.accept("runs with R-hat > 1.1", sum(runs, r -> r.rhat() <= BAD_RHAT ? 0 : 1), "count");
        List<RunQuality> told =
                runs.stream().filter(r -> r.ess() > 0).toList(); // a variable that stands still has none
        out.accept("runs without ESS", runs.size() - told.size(), "count");
        out.accept("min ESS per 1000 gradients", RunQuality.geometricMean(told, RunQuality::ess), "count");
    }

    private static double sum(List<RunQuality> runs, ToDoubleFunction<RunQuality> figure) {
        return runs.stream().mapToDouble(figure).sum();
    }

    private static double mean(List<RunQuality> runs, ToDoubleFunction<RunQuality> figure) {
        return sum(runs, figure) / runs.size();
    }
}
