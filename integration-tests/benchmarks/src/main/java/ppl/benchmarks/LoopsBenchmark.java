package ppl.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Scan;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.GraphCompiler;
import ppl.graph.grad.Gradient;

/**
 * Loops of the vector backend: value and gradient of an autoregression of the first order, whose steps are scalars in one long chain,
 * and of the forward algorithm of a hidden Markov model, whose steps are small matrices; with the time that each takes to compile. Beside the
 * first, the same in C where there is a compiler.
 */
record LoopsBenchmark(String name) implements Benchmark {

    private static final int LONG_SERIES = 10_000;
    private static final int[] OBSERVATIONS = {250, 500, 1000, 2000, 4000};
    private static final int STATES = 8;
    private static final double SECONDS = 2;

    /** A log-density and what it is differentiated by, with a point. */
    private record Density(String what, int steps, Var logp, List<Var> parameters, Object[] point) {}

    @Override
    public void run(Consumer<Figure> figures) throws IOException, InterruptedException {
        Density series = autoregression(LONG_SERIES);
        measure(series, figures);
        CProgram reference = CProgram.compiled("loops");
        if (reference != null) {
            double best = reference.run(LONG_SERIES)[0];
            figures.accept(Figure.of(name, series.what + ", value and gradient", best, "us")
                    .with("by", "C"));
        }
        for (int observations : OBSERVATIONS) {
            measure(forwardAlgorithm(observations), figures);
        }
    }

    private void measure(Density density, Consumer<Figure> figures) {
        long start = System.nanoTime();
        List<Var> outputs = new ArrayList<>(List.of(density.logp));
        outputs.addAll(Gradient.of(density.logp, density.parameters));
        CompileOptions options = CompileOptions.defaults().withBackend("vector");
        try (CompiledGraph compiled = GraphCompiler.find().compile(new Graph(density.parameters, outputs), options)) {
            double compile = (System.nanoTime() - start) * 1e-6;
            Object[] results = outputs.stream()
                    .map(y -> Tensor.allocate(y.dtype(), y.shape().elements()))
                    .toArray();
            CompiledGraph.Caller caller = compiled.caller();
            double best = Double.POSITIVE_INFINITY;
            long begin = System.nanoTime();
            while ((System.nanoTime() - begin) * 1e-9 < SECONDS) {
                long from = System.nanoTime();
                caller.call(density.point, results);
                best = Math.min(best, System.nanoTime() - from);
            }
            figures.accept(Figure.of(name, density.what + ", gradient and compilation", compile, "ms"));
            figures.accept(Figure.of(name, density.what + ", value and gradient", best * 1e-3, "us"));
            figures.accept(Figure.of(name, density.what + ", a step", best / density.steps, "ns"));
        }
    }

    /** Observed with noise; the innovations are parameters. */
    private static Density autoregression(int n) {
        Var phi = Var.input("phi");
        Var scale = Var.input("scale");
        Var z = Var.input("z", n);
        Var y = Var.constant(wave(n, 1.1));
        Var path = Scan.over(z)
                .from(0.0)
                .run(t -> t.next(phi.times(t.state()).plus(scale.times(t.element()))))
                .states();
        Var logp = y.minus(path).square().plus(z.square()).sum().times(-0.5);
        Object[] point = {new double[] {0.9}, new double[] {0.3}, wave(n, 1)};
        return new Density("AR(1) of T = " + n, n, logp, List.of(phi, scale, z), point);
    }

    /** Logits of the transitions and the means of normal observations are parameters. */
    private static Density forwardAlgorithm(int n) {
        Var logits = Var.input("logits", STATES, STATES);
        Var mean = Var.input("mean", STATES);
        Var y = Var.constant(wave(n, 0.7));
        Var total = Functions.logsumexp(logits, 1);
        Var moves = logits.minus(total.reshape(STATES, 1));
        Var first = Functions.zerosLike(mean);
        Var last = Scan.over(y)
                .from(first)
                .run(t -> {
                    Var emitted = t.element().minus(mean).square().times(-0.5);
                    Var arrived =
                            Functions.logsumexp(t.state().reshape(STATES, 1).plus(moves), 0);
                    return t.next(arrived.plus(emitted));
                })
                .last();
        Object[] point = {wave(STATES * STATES, 0.3), wave(STATES, 0.5)};
        return new Density(
                "forward algorithm of T = " + n + ", K = " + STATES,
                n,
                Functions.logsumexp(last, 0),
                List.of(logits, mean),
                point);
    }

    private static double[] wave(int n, double speed) {
        return IntStream.range(0, n).mapToDouble(i -> Math.sin(speed * i)).toArray();
    }
}
