package ppl.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * The effective draws of NUTS: 4 chains of 1000 draws, each seed in a process of its own, whose first run is that of a fresh virtual machine and whose third is that of a warm one. Figures are geometric means over
 * seeds of the least bulk effective sample size, over gradients and over the time of the chains, warm-up included.
 *
 * @param name by which it is listed
 * @param posteriors by name
 * @param warmups that are compared
 * @param seeds runs of each: seeds 1, 2 …
 */
record SamplersBenchmark(String name, List<String> posteriors, List<Warmup> warmups, int seeds) implements Benchmark {

    private static final double CONVERGED = 1.01;

    /**
     * A warm-up.
     *
     * @param adaptation as users name it
     * @param tune iterations
     */
    record Warmup(String adaptation, int tune) {}

    private static final Warmup USUAL = new Warmup("fisher", 1000);

    /** All posteriors with each warm-up: half an hour. */
    static SamplersBenchmark whole(String name) {
        return new SamplersBenchmark(
                name,
                List.of(
                        "radon",
                        "eight schools",
                        "eight schools, centred",
                        "logistic",
                        "IRT",
                        "GP",
                        "kidscore",
                        "25 columns",
                        "funnel",
                        "correlated normal 250",
                        "Student t 100",
                        "random walk, non-centred"),
                List.of(USUAL, new Warmup("fisher", 400), new Warmup("stan", 1000)),
                5);
    }

    /** Those of which it is known what others reach, with the usual warm-up. */
    static SamplersBenchmark brief(String name) {
        return new SamplersBenchmark(name, List.of("radon", "eight schools", "IRT", "GP"), List.of(USUAL), 5);
    }

    @Override
    public void run(Consumer<Figure> figures) throws IOException, InterruptedException {
        FreshProcess process = FreshProcess.packed();
        for (String posterior : posteriors) {
            for (Warmup warmup : warmups) {
                List<List<SamplerProcess.Run>> runs = new ArrayList<>();
                for (int seed = 1; seed <= seeds; seed++) {
                    runs.add(runs(process, posterior, warmup, seed));
                }
                report(
                        runs,
                        (what, value, unit) -> figures.accept(Figure.of(name, what, value, unit)
                                .with("posterior", posterior)
                                .with("adaptation", warmup.adaptation())
                                .with("tune", Integer.toString(warmup.tune()))
                                .with("seeds", Integer.toString(seeds))));
            }
        }
    }

    private static List<SamplerProcess.Run> runs(FreshProcess process, String posterior, Warmup warmup, int seed)
            throws IOException, InterruptedException {
        Path lines = process.folder().resolve("runs");
        process.run(
                List.of(),
                SamplerProcess.class.getName(),
                posterior,
                warmup.adaptation(),
                Integer.toString(warmup.tune()),
                Integer.toString(seed),
                lines.toString());
        return Files.readAllLines(lines).stream().map(SamplerProcess.Run::parse).toList();
    }

    /** Takes a figure of one posterior with one warm-up. */
    private interface Out {
        void accept(String what, double value, String unit);
    }

    private static void report(List<List<SamplerProcess.Run>> runs, Out out) {
        List<SamplerProcess.Run> first = runs.stream().map(List::getFirst).toList();
        List<SamplerProcess.Run> last = runs.stream().map(List::getLast).toList();
        out.accept("min bulk ESS per 1000 gradients", mean(first, SamplerProcess.Run::perThousandGradients), "count");
        out.accept("min bulk ESS per second, fresh", mean(first, SamplerProcess.Run::perSecond), "1/s");
        out.accept("min bulk ESS per second, warm", mean(last, SamplerProcess.Run::perSecond), "1/s");
        out.accept("time per gradient, all cores, warm", mean(last, r -> 1e9 * r.seconds() / r.gradients()), "ns");
        out.accept("runs with R-hat > 1.01", first.stream().filter(r -> !(r.rhat() <= CONVERGED)).count(), "count");
    }

    private static double mean(List<SamplerProcess.Run> runs, ToDoubleFunction<SamplerProcess.Run> figure) {
        return StrictMath.exp(runs.stream()
                .mapToDouble(r -> StrictMath.log(figure.applyAsDouble(r)))
                .average()
                .orElseThrow());
    }
}
