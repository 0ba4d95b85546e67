package ppl.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.LogDensity;
import ppl.benchmarks.gradients.HandWritten;

/**
 * Value and gradient of a model in microseconds on one core, in turns with the same in C, written by hand; that both compute the same is
 * checked first. Without a C compiler only our own figures are there.
 *
 * @param cases makes the models
 */
record GradientsBenchmark(String name, List<HandWritten> cases) implements Benchmark {

    private static final List<String> FLAGS = List.of("-march=native", "-mprefer-vector-width=512", "-ffast-math");
    private static final List<String> NARROW = List.of("-march=native", "-mno-avx512f", "-ffast-math");
    private static final double WARM = 2;
    private static final int MOST_WARM = 10;
    private static final double SECONDS = 0.4;
    private static final int ROUNDS = 3;
    private static final double AGREE = 1e-9;
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
        try (LogDensity density = model.model().get().infer().backend("vector").density()) {
            Calls calls = new Calls(density);
            double first = calls.first();
            if (reference != null) {
                Path folder = reference.file().resolveSibling(model.kernel());
                write(folder, model.arrays(), calls.point);
                double[] seen = reference.run(model.kernel(), folder, 0);
                calls.requireSame(model.name(), seen);
                calls.warm();
                double ours = Double.POSITIVE_INFINITY;
                double theirs = Double.POSITIVE_INFINITY;
                for (int round = 0; round < ROUNDS; round++) {
                    ours = Math.min(ours, calls.least(SECONDS));
                    double[] printed = reference.run(model.kernel(), folder, SECONDS);
                    theirs = Math.min(theirs, printed[printed.length - 1]);
                }
                figure(figures, model, ours, "us", "vector");
                figure(figures, model, theirs, "us", "C");
                figure(figures, model, ours / theirs, "ratio", "vector over C");
                if (ours < QUICK) {
                    double each = new Several(density, POINTS).least();
                    figure(figures, model, each, "us", "vector, each of " + POINTS + " points");
                    figure(figures, model, each / theirs, "ratio", "vector, each of " + POINTS + " points, over C");
                }
            } else {
                calls.warm();
                figure(figures, model, calls.least(ROUNDS * SECONDS), "us", "vector");
            }
            figure(figures, model, first * 1e-3, "ms", "vector, first call");
            figure(figures, model, calls.bytes(), "B", "vector, allocated by a call");
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

    /** Something that is called over and over. */
    private abstract static class Timed {
        /** What calls give, so that none is left out. */
        double used;

        abstract double call();

        /** Calls until it does not get faster: hot loops are given better code while they run. */
        void warm() {
            double best = least(WARM);
            double next = least(WARM);
            for (int k = 0; k < MOST_WARM && next < 0.95 * best; k++) {
                best = next;
                next = least(WARM);
            }
        }

        /** The least microseconds of a call in this time. */
        double least(double seconds) {
            double best = Double.POSITIVE_INFINITY;
            int calls = 1;
            long begin = System.nanoTime();
            while ((System.nanoTime() - begin) * 1e-9 < seconds) {
                long start = System.nanoTime();
                for (int k = 0; k < calls; k++) {
                    used += call();
                }
                long time = System.nanoTime() - start;
                if (time < 1_000_000) {
                    calls *= 2;
                } else {
                    best = Math.min(best, time * 1e-3 / calls);
                }
            }
            return best;
        }
    }

    /** Calls of a density at several points. */
    private static final class Several extends Timed {
        private final LogDensity.Evaluator evaluator;
        private final double[] points;
        private final double[] logp;
        private final double[] gradients;

        Several(LogDensity density, int count) {
            evaluator = density.evaluator();
            points = new double[count * density.dimension()];
            Arrays.setAll(points, i -> 0.1 * StrictMath.sin(1 + i));
            logp = new double[count];
            gradients = new double[points.length];
        }

        @Override
        double call() {
            points[0] += 1e-12;
            evaluator.logpAndGradient(points, logp, gradients);
            return logp[0];
        }

        /** The least microseconds for one of the points. */
        double least() {
            warm();
            return least(ROUNDS * SECONDS) / logp.length;
        }
    }

    /** Calls of a density at one point. */
    private static final class Calls extends Timed {
        private final LogDensity.Evaluator evaluator;
        private final double[] point;
        private final double[] gradient;

        Calls(LogDensity density) {
            evaluator = density.evaluator();
            point = new double[density.dimension()];
            Arrays.setAll(point, i -> 0.1 * StrictMath.sin(1 + i));
            gradient = new double[point.length];
        }

        /** The microseconds of the first call, which compiles. */
        double first() {
            long start = System.nanoTime();
            used += evaluator.logpAndGradient(point, gradient);
            return (System.nanoTime() - start) * 1e-3;
        }

        @Override
        double call() {
            point[0] += 1e-12;
            return evaluator.logpAndGradient(point, gradient);
        }

        /** The bytes that a call allocates, the least of several. */
        double bytes() {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 20; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int k = 0; k < 10; k++) {
                    used += evaluator.logpAndGradient(point, gradient);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            return least / 10.0;
        }

        /** Refuses to compare what is not the same: gradients, and the difference of the log-densities at two points. */
        void requireSame(String what, double[] seen) {
            double at = evaluator.logpAndGradient(point, gradient);
            double half = evaluator.logp(Arrays.stream(point).map(x -> x / 2).toArray());
            double scale = Arrays.stream(gradient).map(Math::abs).max().orElse(1);
            for (int i = 0; i < gradient.length; i++) {
                requireClose(what + ", slope " + i, gradient[i], seen[1 + i], scale);
            }
            double theirs = seen[0] - seen[1 + gradient.length];
            requireClose(what + ", difference of log-densities", at - half, theirs, Math.abs(at));
        }

        private static void requireClose(String what, double ours, double theirs, double scale) {
            if (!(Math.abs(ours - theirs) <= AGREE * Math.max(1, scale))) {
                throw new IllegalStateException(what + " is " + ours + " here and " + theirs + " in C");
            }
        }
    }
}
