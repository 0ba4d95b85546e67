package ppl.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import ppl.benchmarks.gradients.HandWritten;
import ppl.graph.compile.NumericMode;

/** Benchmarks by name, in the order in which they are listed. */
public final class Catalogue {
    private final SequencedMap<String, Benchmark> benchmarks;

    private Catalogue(SequencedMap<String, Benchmark> benchmarks) {
        this.benchmarks = benchmarks;
    }

    /** All benchmarks of this project. A new one is registered here. */
    public static Catalogue ofProject() {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("radon", new RadonBenchmark("radon", "vector"));
        all.put("radon-interp", new RadonBenchmark("radon-interp", "interp"));
        all.put("warmup", new WarmupBenchmark("warmup", 20));
        all.put("warmup-quick", new WarmupBenchmark("warmup-quick", 2));
        all.put("samplers", SamplersBenchmark.whole("samplers"));
        all.put("samplers-brief", SamplersBenchmark.brief("samplers-brief"));
        all.put("overhead", new OverheadBenchmark("overhead"));
        all.put("metric", MetricBenchmark.whole("metric"));
        all.put("metric-brief", MetricBenchmark.brief("metric-brief"));
        all.put("metric-large", new LargeMetricBenchmark("metric-large"));
        all.put("gradients", new GradientsBenchmark("gradients", HandWritten.all(), NumericMode.STRICT));
        all.put("gradients-fast", new GradientsBenchmark("gradients-fast", HandWritten.all(), NumericMode.FAST));
        all.put(
                "gradients-registers",
                new GradientsBenchmark("gradients-registers", HandWritten.ofRegisters(), NumericMode.STRICT));
        all.put("segments", new SegmentsBenchmark("segments"));
        all.put("matmul", new MatMulBenchmark("matmul"));
        all.put("unrolled", new UnrolledBenchmark("unrolled"));
        all.put("loops", new LoopsBenchmark("loops"));
        all.put("mixture", new MixtureBenchmark("mixture"));
        all.put("predictive", new PredictiveBenchmark("predictive"));
        all.put("diagnostics", new DiagnosticsBenchmark("diagnostics"));
        return of(all);
    }

    /** A catalogue of these benchmarks, in the order of the map. */
    public static Catalogue of(Map<String, Benchmark> benchmarks) {
        return new Catalogue(new LinkedHashMap<>(benchmarks));
    }

    public List<String> names() {
        return List.copyOf(benchmarks.sequencedKeySet());
    }

    /** What there is to choose from, for a message. */
    @Override
    public String toString() {
        return benchmarks.isEmpty() ? "there are none" : "there are: " + String.join(", ", names());
    }

    /**
     * The benchmarks of these names, in the order asked for.
     *
     * @throws IllegalArgumentException if one of them does not exist; the message names it and lists those that do
     */
    public List<Benchmark> select(List<String> names) {
        var selected = new ArrayList<Benchmark>();
        for (String name : names) {
            selected.add(Optional.ofNullable(benchmarks.get(name))
                    .orElseThrow(
                            () -> new IllegalArgumentException("there is no benchmark \"" + name + "\"; " + this)));
        }
        return selected;
    }
}
