package ppl.benchmarks;

import java.util.function.Consumer;

/** Something to be measured: a run that yields figures, in any number and order, as soon as it has them. */
@FunctionalInterface
public interface Benchmark {
    /**
     * Measures once.
     *
     * @param figures takes each figure
     * @throws Exception if there is nothing to measure here; no figure stands for a failed measurement
     */
    void run(Consumer<Figure> figures) throws Exception;
}
