package ppl.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.LogDensity;
import ppl.benchmarks.gradients.HandWritten;
import ppl.graph.compile.NumericMode;

/**
 * Value and gradient of a model in microseconds on one core, in turns with the same in C, written by hand; that both compute the same is
 * checked first. Without a C compiler only our own figures are there.
 *
 * @param cases makes the models
 * @param mode in which ours are compiled
 */
record GradientsBenchmark(String name, List<HandWritten> cases, NumericMode mode) implements Benchmark {

    private static final List<String> FLAGS = List.of("-march=native", "-mprefer-vector-width=512", "-ffast-math");
    private static final List<String> NARROW = List.of("-march=native", "-mno-avx512f", "-ffast-math");
    private static final double WARM = 2;
    private static final double SECONDS = 0.4;
    private static final int ROUNDS = 3;
    /** Models of so few microseconds are also measured at several points at once. */
    private static final double QUICK = 5;

    private static final int POINTS = 8;

    @Override
    public void run(Consumer<Figure> figures) throws IOException, InterruptedException {
        CProgram reference = reference();
        for (HandWritten model : cases) {
            measure(model, reference, figures);
        }
    }

    private static @Nullable CProgram reference() throws IOException, InterruptedException {
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-XX:UseAVX=2")
                ? NARROW
                : FLAGS;
        CProgram whole = CProgram.compiled("gradients", flags, List.of("-DLAPACK", "-lmvec", "-lopenblas"));
        return whole != null ? whole : CProgram.compiled("gradients", flags, List.of("-lmvec"));
    }

    private void measure(HandWritten model, @Nullable CProgram reference, Consumer<Figure> figures)
            throws IOException, InterruptedException {
        String by = mode == NumericMode.STRICT ? "vector" : "vector, " + mode;
        try (LogDensity density = model.model().get().infer().backend("vector").mode(mode).density()) {
            OnePoint calls = new OnePoint(density);
            double first = calls.first();
            if (reference != null) {
                Path folder = reference.file().resolveSibling(model.kernel());
                write(folder, model.arrays(), calls.point());
                double[] seen = reference.run(model.kernel(), folder, 0);
                calls.requireSame(model.name(), seen);
                calls.warm(WARM);
                double ours = Double.POSITIVE_INFINITY;
                double theirs = Double.POSITIVE_INFINITY;
                for (int round = 0; round < ROUNDS; round++) {
                    ours = Math.min(ours, calls.least(SECONDS));
                    double[] printed = reference.run(model.kernel(), folder, SECONDS);
                    theirs = Math.min(theirs, printed[printed.length - 1]);
                }
                figure(figures, model, ours, "us", by);
                figure(figures, model, theirs, "us", "C");
                figure(figures, model, ours / theirs, "ratio", by + " over C");
                if (ours < QUICK) {
                    double each = new SomePoints(density, POINTS).each(WARM, ROUNDS * SECONDS);
                    figure(figures, model, each, "us", by + ", each of " + POINTS + " points");
                    figure(figures, model, each / theirs, "ratio", by + ", each of " + POINTS + " points, over C");
                }
            } else {
                calls.warm(WARM);
                figure(figures, model, calls.least(ROUNDS * SECONDS), "us", by);
            }
            figure(figures, model, first * 1e-3, "ms", by + ", first call");
            figure(figures, model, calls.bytes(), "B", by + ", allocated by a call");
        }
    }

    private void figure(Consumer<Figure> figures, HandWritten model, double value, String unit, String by) {
        figures.accept(Figure.of(name, model.name(), value, unit).with("by", by));
    }

    private static void write(Path folder, Map<String, double[]> arrays, double[] point) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("at"), point);
        for (Map.Entry<String, double[]> array : arrays.entrySet()) {
            write(folder.resolve(array.getKey()), array.getValue());
        }
    }

    private static void write(Path file, double[] numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * numbers.length).order(ByteOrder.nativeOrder());
        bytes.asDoubleBuffer().put(numbers);
        Files.write(file, bytes.array());
    }
}
