package ppl.tests.backends;

import static ppl.graph.Functions.exp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/**
 * Value and gradient of the radon model (non-centred varying intercepts and slopes by county), written node by node as a
 * function of one unconstrained vector. Rows are made up; their counties come in order, as in the data, or shuffled.
 */
final class RadonGraph {

    static final int COUNTIES = 85;
    static final int PARAMETERS = 5 + 2 * COUNTIES;

    private RadonGraph() {}

    static Graph of(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        return of(random, random.ints(rows, 0, COUNTIES).sorted().toArray());
    }

    static Graph shuffled(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        return of(random, random.ints(rows, 0, COUNTIES).toArray());
    }

    private static Graph of(SplittableRandom random, int[] county) {
        int rows = county.length;
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
        List<Var> parts = List.of(
                q.get(0),
                q.get(1),
                q.get(Index.range(2, 2 + COUNTIES)),
                q.get(2 + COUNTIES),
                q.get(3 + COUNTIES),
                q.get(Index.range(4 + COUNTIES, 4 + 2 * COUNTIES)),
                q.get(4 + 2 * COUNTIES));
        Function<List<Var>, Var> logp =
                p -> logp(p, Var.constant(Tensor.of(county)), Var.constant(floor), Var.constant(y));
        List<Var> gradient = Gradient.at(parts, logp, Var.constant(1.0)).stream()
                .map(Objects::requireNonNull)
                .map(g -> Functions.reshape(g, g.shape().elements()))
                .toList();
        return new Graph(List.of(q), List.of(logp.apply(parts), Functions.concat(gradient, 0)));
    }

    private static Var logp(List<Var> parts, Var county, Var floor, Var y) {
        Var sigmaA = exp(parts.get(1));
        Var sigmaB = exp(parts.get(4));
        Var eps = exp(parts.get(6));
        List<Var> logp = new ArrayList<>();
        logp.add(normal(parts.get(0), 10));
        logp.add(normal(sigmaA, 1).plus(parts.get(1)));
        logp.add(normal(parts.get(2), 1).sum());
        logp.add(normal(parts.get(3), 2));
        logp.add(normal(sigmaB, 1).plus(parts.get(4)));
        logp.add(normal(parts.get(5), 1).sum());
        logp.add(normal(eps, 1.5).plus(parts.get(6)));
        Var a = parts.get(2).times(sigmaA).plus(parts.get(0));
        Var b = parts.get(5).times(sigmaB).plus(parts.get(3));
        Var mean = a.get(county).plus(b.get(county).times(floor));
        Var z = y.minus(mean).times(Var.constant(1.0).div(eps));
        logp.add(z.square().times(-0.5).minus(parts.get(6)).sum());
        return logp.stream().reduce(Var::plus).orElseThrow();
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
