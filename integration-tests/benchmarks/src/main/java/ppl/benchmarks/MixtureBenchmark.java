package ppl.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import ppl.aeppl.joint.Joint;
import ppl.api.Distributions;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.GraphCompiler;
import ppl.graph.grad.Gradient;

/**
 * A mixture of 50 normal components over 10,000 points on the vector backend, value and gradient: derived from the distribution, and the
 * same density written by hand with logsumexp. Both are run in turn, so that they see the same machine.
 */
record MixtureBenchmark(String name) implements Benchmark {

    private static final int COMPONENTS = 50;
    private static final int POINTS = 10_000;
    private static final double SECONDS = 4;
    private static final double HALF_LOG_2PI = 0.9189385332046728;

    private static final Var LOGITS = Var.input("logits", COMPONENTS);
    private static final Var MU = Var.input("mu", COMPONENTS);
    private static final Var SIGMA = Var.input("sigma", COMPONENTS);
    private static final List<Var> PARAMETERS = List.of(LOGITS, MU, SIGMA);

    @Override
    public void run(Consumer<Figure> figures) {
        Var data = Var.constant(wave(POINTS, 20));
        Object[] point = {wave(COMPONENTS, 1), wave(COMPONENTS, 20), ones(COMPONENTS)};
        try (CompiledGraph derived = compiled(derived(data));
                CompiledGraph written = compiled(written(data))) {
            CompiledGraph.Caller[] callers = {derived.caller(), written.caller()};
            Object[][] results = {results(), results()};
            double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
            long begin = System.nanoTime();
            while ((System.nanoTime() - begin) * 1e-9 < 2 * SECONDS) {
                for (int i = 0; i < callers.length; i++) {
                    long from = System.nanoTime();
                    callers[i].call(point, results[i]);
                    best[i] = Math.min(best[i], System.nanoTime() - from);
                }
            }
            requireEqual(((double[]) results[0][0])[0], ((double[]) results[1][0])[0]);
            figures.accept(Figure.of(name, "50 components, 10,000 points, value and gradient", best[0] * 1e-6, "ms")
                    .with("density", "derived"));
            figures.accept(Figure.of(name, "50 components, 10,000 points, value and gradient", best[1] * 1e-6, "ms")
                    .with("density", "by hand"));
            figures.accept(Figure.of(name, "derived over by hand", best[0] / best[1], "ratio"));
        }
    }

    private static Var derived(Var data) {
        Var y = Distributions.mixtureLogit(LOGITS, Distributions.normal(MU, SIGMA))
                .draw("y", POINTS);
        return Joint.empty().observe("y", y, data).derive().totalWithoutJacobians();
    }

    private static Var written(Var data) {
        Var logWeights = Functions.logSoftmax(LOGITS, 0);
        Var z = Functions.expandDims(data, -1).minus(MU).div(SIGMA);
        Var each = logWeights
                .minus(SIGMA.log())
                .minus(HALF_LOG_2PI)
                .minus(z.square().times(0.5));
        return Functions.logsumexp(each, -1).sum();
    }

    private static CompiledGraph compiled(Var logp) {
        List<Var> outputs = new ArrayList<>(List.of(logp));
        outputs.addAll(Gradient.of(logp, PARAMETERS));
        return GraphCompiler.find()
                .compile(
                        new Graph(PARAMETERS, outputs),
                        CompileOptions.defaults().withBackend("vector"));
    }

    private static void requireEqual(double derived, double written) {
        if (!(Math.abs(derived - written) <= 1e-10 * Math.abs(written))) {
            throw new IllegalStateException("the derived log-density is " + derived + ", that by hand " + written);
        }
    }

    private static Object[] results() {
        return new Object[] {new double[1], new double[COMPONENTS], new double[COMPONENTS], new double[COMPONENTS]};
    }

    private static double[] wave(int n, double size) {
        return IntStream.range(0, n).mapToDouble(i -> size * Math.sin(1.7 * i)).toArray();
    }

    private static double[] ones(int n) {
        double[] x = new double[n];
        Arrays.fill(x, 1);
        return x;
    }
}
