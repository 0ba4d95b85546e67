package ppl.benchmarks.gpu;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import ppl.api.spi.LogDensity;
import ppl.backend.cuda.CudaBackend;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Backends;
import ppl.backend.tck.Conformance;
import ppl.backend.tck.ConformanceReport;
import ppl.benchmarks.Figure;
import ppl.benchmarks.OnePoint;
import ppl.benchmarks.SomePoints;
import ppl.benchmarks.gradients.HandWritten;

/** Certifies the GPU of this machine, and measures it. */
public final class Check {

    private static final int DIFFERENT = 1;
    private static final int USAGE = 2;
    private static final int NO_DEVICE = 3;

    private static final String BENCH = "gpu";
    private static final long SEED = 20_261_129;

    private final Consumer<Figure> figures;
    private final Sizes sizes;
    private Map<String, Double> costs = Map.of();

    private Check(Sizes sizes, Consumer<Figure> figures) {
        this.sizes = sizes;
        this.figures = figures;
    }

    /** {@code --small} takes less data. */
    public static void main(String[] args) {
        List<String> given = List.of(args);
        if (!given.isEmpty() && !given.equals(List.of("--small"))) {
            System.err.println("there is one option, --small, and not " + given);
            System.exit(USAGE);
        }
        System.exit(run(given.isEmpty() ? Sizes.WHOLE : Sizes.SMALL, true, System.out, System.err));
    }

    /**
     * Runs all of it.
     *
     * @param kit whether the conformance kit is run too
     * @return the exit status
     */
    static int run(Sizes sizes, boolean kit, PrintStream out, PrintStream err) {
        Backend cuda = named("cuda");
        if (cuda.availability() instanceof Availability.Unavailable(String reason)) {
            err.println("nothing is checked: " + reason);
            return NO_DEVICE;
        }
        Check check = new Check(sizes, figure -> {
            out.println(figure.json());
            out.flush();
        });
        int different = check.primitives(cuda, err) + (kit ? check.kit(cuda, err) : 0);
        different += check.matrices(cuda, err);
        check.costs((CudaBackend) cuda);
        check.launches();
        check.gradients("regression of 8 columns", HandWritten.logistic(sizes.narrowRows(), 8), sizes.narrowRows() * 9L * Double.BYTES);
        check.gradients("radon", HandWritten.radon(sizes.radon()), 0);
        check.gradients("regression of 50 columns", HandWritten.logistic(sizes.wideRows(), 50), sizes.wideRows() * 51L * Double.BYTES);
        check.gradients(
                "regression of 50 columns of float32 data",
                HandWritten.logisticOfFloat32(sizes.wideRows(), 50),
                sizes.wideRows() * 51L * Float.BYTES);
        return different == 0 ? 0 : DIFFERENT;
    }

    private static Backend named(String name) {
        return Backends.present().all().stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(Backends.explain()));
    }

    private void figure(String what, double value, String unit, String by) {
        String device = named("cuda").availability() instanceof Availability.Available a ? a.device() : "none";
        figures.accept(Figure.of(BENCH, what, value, unit).with("by", by).with("device", device));
    }

    /** Against the emulator, which runs the same instructions, and against the reference. */
    private int primitives(Backend cuda, PrintStream err) {
        Primitives primitives = new Primitives(sizes.elements());
        List<String> ofEmulator = new Primitives(Sizes.SMALL.elements()).differing(CudaBackend.emulated(SEED), cuda);
        List<String> ofReference = primitives.differing(named("interp"), cuda);
        ofEmulator.forEach(one -> err.println("not as emulated: " + one));
        ofReference.forEach(one -> err.println("not as interp: " + one));
        figure("primitives", primitives.size(), "count", "cuda");
        figure("primitives not as emulated", ofEmulator.size(), "count", "cuda");
        figure("primitives not as interp", ofReference.size(), "count", "cuda");
        return ofEmulator.size() + ofReference.size();
    }

    private int kit(Backend cuda, PrintStream err) {
        ConformanceReport report = Conformance.check(cuda, Optional.of(named("interp")));
        err.println(report);
        figure("rules kept", report.kept().size(), "count", "cuda");
        figure("rules broken", report.failures().size(), "count", "cuda");
        figure("rules not run", report.notRun().size(), "count", "cuda");
        return report.failures().size();
    }

    /** Large matrices, bit by bit against backend-vector, and their times. */
    private int matrices(Backend cuda, PrintStream err) {
        int different = 0;
        for (Matrices one : Matrices.all(sizes.matrix())) {
            Matrices.Comparison found = one.compare(named("vector"), cuda, sizes.seconds());
            if (found.different() > 0) {
                err.println(one.name() + " not as vector: " + found.different() + " elements");
            }
            figure(one.name() + " not as vector", found.different(), "count", "cuda");
            figure(one.name() + " of " + sizes.matrix() + " rows", found.microseconds(), "us", "cuda");
            figure(one.name() + " of " + sizes.matrix() + " rows", found.referenceMicroseconds(), "us", "vector");
            different += found.different() > 0 ? 1 : 0;
        }
        return different;
    }

    private void costs(CudaBackend cuda) {
        costs = cuda.costs();
        costs.forEach((what, value) -> {
            int comma = what.indexOf(", ");
            figure(what.substring(0, comma), value, what.substring(comma + 2), "cuda");
        });
    }

    /** A model so small that a call is all that it costs. */
    private void launches() {
        try (LogDensity density =
                HandWritten.eightSchools().model().get().infer().backend("cuda").density()) {
            OnePoint calls = new OnePoint(density);
            figure("eight schools, first call", calls.first() * 1e-3, "ms", "cuda");
            calls.warm(sizes.seconds());
            figure("eight schools", calls.least(sizes.seconds()), "us", "cuda");
        }
    }

    /**
     * Times of one point and of several in one call, on both backends.
     *
     * @param bytes that a call has to read, 0 if that is no limit
     */
    private void gradients(String what, HandWritten model, long bytes) {
        for (String backend : List.of("cuda", "vector")) {
            try (LogDensity density =
                    model.model().get().infer().backend(backend).density()) {
                OnePoint calls = new OnePoint(density);
                figure(what + ", first call", calls.first() * 1e-3, "ms", backend);
                calls.warm(sizes.seconds());
                double one = calls.least(sizes.seconds());
                figure(what, one, "us", backend);
                if (bytes > 0) {
                    figure(what + ", data read", bytes / one * 1e-3, "GB/s", backend);
                }
                Double memory = costs.get("memory, bytes/ns");
                if (bytes > 0 && backend.equals("cuda") && memory != null) {
                    figure(what + ", times the time of its bytes", one * 1e3 * memory / bytes, "ratio", backend);
                }
                String several = what + ", each of " + sizes.points() + " points";
                figure(several, new SomePoints(density, sizes.points()).each(sizes.seconds(), sizes.seconds()), "us", backend);
            }
        }
    }
}
