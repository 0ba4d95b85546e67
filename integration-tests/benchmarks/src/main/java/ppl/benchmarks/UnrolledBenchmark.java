package ppl.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.GraphCompiler;
import ppl.graph.grad.Gradient;

/**
 * Loops written out step by step: milliseconds to build the density, to differentiate it, to compile both, and for a call
 * that gives value and gradient; each of its length, so that what is not linear shows. The first is measured in a cold machine.
 */
record UnrolledBenchmark(String name) implements Benchmark {

    private static final int[] STEPS = {500, 1000, 2000, 4000};
    private static final int[] STATES = {50, 150, 300, 600};
    private static final int K = 8;
    private static final double SECONDS = 10;

    /** A density and what it is a function of. */
    private record Density(Var logp, List<Var> inputs) {}

    @Override
    public void run(Consumer<Figure> figures) {
        for (int n : STEPS) {
            measure(figures, "autoregression of " + n, () -> autoregression(n));
        }
        for (int n : STATES) {
            measure(figures, "forward algorithm of " + n, () -> forward(n));
        }
    }

    private void measure(Consumer<Figure> figures, String what, Supplier<Density> built) {
        long start = System.nanoTime();
        Density density = built.get();
        figure(figures, what, "build", start);
        start = System.nanoTime();
        List<Var> results = new ArrayList<>(List.of(density.logp()));
        results.addAll(Gradient.of(density.logp(), density.inputs()));
        Graph graph = new Graph(density.inputs(), results);
        figure(figures, what, "differentiate", start);
        start = System.nanoTime();
        try (CompiledGraph compiled =
                GraphCompiler.find().compile(graph, CompileOptions.defaults().withBackend("vector"))) {
            figure(figures, what, "compile", start);
            figures.accept(Figure.of(name, what, millis(compiled, graph), "ms").with("of", "value and gradient"));
        }
    }

    private void figure(Consumer<Figure> figures, String what, String of, long start) {
        figures.accept(
                Figure.of(name, what, (System.nanoTime() - start) * 1e-6, "ms").with("of", of));
    }

    /** x_t = a + b x_{t-1} + s z_t, seen with noise. */
    private static Density autoregression(int n) {
        Var a = Var.input("a");
        Var b = Var.input("b");
        Var s = Var.input("s");
        Var z = Var.input("z", n);
        Var x = Var.constant(0.0);
        Var logp = Var.constant(0.0);
        for (int t = 0; t < n; t++) {
            x = a.plus(b.times(x)).plus(s.times(z.get(t)));
            logp = logp.minus(x.minus(Math.sin(t)).square().times(0.5))
                    .minus(z.get(t).square().times(0.5));
        }
        return new Density(logp, List.of(a, b, s, z));
    }

    /** Log-probability of emissions under a hidden chain. */
    private static Density forward(int n) {
        Var transition = Var.input("transition", K, K);
        Var emission = Var.input("emission", n, K);
        Var alpha = emission.get(0);
        for (int t = 1; t < n; t++) {
            alpha = Functions.logsumexp(Functions.expandDims(alpha, 1).plus(transition), 0)
                    .plus(emission.get(t));
        }
        return new Density(Functions.logsumexp(alpha), List.of(transition, emission));
    }

    /** The least time of a call, warm. */
    private static double millis(CompiledGraph compiled, Graph graph) {
        Object[] inputs =
                graph.inputs().stream().map(UnrolledBenchmark::numbers).toArray();
        Object[] outputs =
                graph.outputs().stream().map(UnrolledBenchmark::numbers).toArray();
        CompiledGraph.Caller caller = compiled.caller();
        double best = Double.POSITIVE_INFINITY;
        long begin = System.nanoTime();
        while ((System.nanoTime() - begin) * 1e-9 < SECONDS) {
            long start = System.nanoTime();
            caller.call(inputs, outputs);
            best = Math.min(best, (System.nanoTime() - start) * 1e-6);
        }
        return best;
    }

    private static double[] numbers(Var node) {
        double[] numbers = new double[node.shape().elements()];
        Arrays.setAll(numbers, i -> 0.5 * Math.cos(i + 1));
        return numbers;
    }
}
