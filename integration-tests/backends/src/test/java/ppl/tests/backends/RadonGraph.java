package ppl.tests.backends;

import static ppl.graph.math.Special.exp;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import ppl.graph.Axes;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/**
 * Value and gradient of the radon model (non-centred varying intercepts and slopes by county), written node by node as a
 * function of one unconstrained vector. Rows are made up; their counties come in order, as in the data.
 */
final class RadonGraph {

    static final int COUNTIES = 85;
    static final int PARAMETERS = 5 + 2 * COUNTIES;

    private RadonGraph() {}

    static Graph of(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        int[] county = IntStream.range(0, rows)
                .map(_ -> random.nextInt(COUNTIES))
                .sorted()
                .toArray();
        double[] floor = IntStream.range(0, rows)
                .mapToDouble(_ -> random.nextInt(6) == 0 ? 1 : 0)
                .toArray();
        double[] y = IntStream.range(0, rows)
                .mapToDouble(i -> 1.5 - 0.6 * floor[i] + random.nextDouble(-1, 1))
                .toArray();
        return of(county, floor, y);
    }

    static Graph of(int[] county, double[] floor, double[] y) {
        Var q = Var.input("q", PARAMETERS);
        Var c = Var.constant(Tensor.of(county));
        Var f = Var.constant(floor);
        Var data = Var.constant(y);
        List<Var> logp = new ArrayList<>();
        Var muA = q.get(0);
        Var logSigmaA = q.get(1);
        Var rawA = q.get(Index.range(2, 2 + COUNTIES));
        Var muB = q.get(2 + COUNTIES);
        Var logSigmaB = q.get(3 + COUNTIES);
        Var rawB = q.get(Index.range(4 + COUNTIES, 4 + 2 * COUNTIES));
        Var logEps = q.get(4 + 2 * COUNTIES);
        Var sigmaA = exp(logSigmaA);
        Var sigmaB = exp(logSigmaB);
        Var eps = exp(logEps);
        logp.add(normal(muA, 10));
        logp.add(normal(sigmaA, 1).plus(logSigmaA));
        logp.add(normal(rawA, 1).sum());
        logp.add(normal(muB, 2));
        logp.add(normal(sigmaB, 1).plus(logSigmaB));
        logp.add(normal(rawB, 1).sum());
        logp.add(normal(eps, 1.5).plus(logEps));
        Var a = rawA.times(sigmaA).plus(muA);
        Var b = rawB.times(sigmaB).plus(muB);
        Var mean = a.get(c).plus(b.get(c).times(f));
        Var z = data.minus(mean).times(Var.constant(1.0).div(eps));
        logp.add(z.square().times(-0.5).minus(logEps).sum());
        Var total = logp.stream().reduce(Var::plus).orElseThrow();
        List<Var> parts = List.of(muA, logSigmaA, rawA, muB, logSigmaB, rawB, logEps);
        List<Var> gradient = Gradient.of(total, parts).stream()
                .map(g -> Axes.reshape(g, g.shape().elements()))
                .toList();
        return new Graph(List.of(q), List.of(total, Axes.concat(gradient, 0)));
    }

    private static Var normal(Var x, double sd) {
        return x.times(1 / sd).square().times(-0.5);
    }

    static double[] point() {
        double[] q = new double[PARAMETERS];
        for (int i = 0; i < q.length; i++) {
            q[i] = 0.1 * Math.sin(1.0 + i);
        }
        return q;
    }
}
