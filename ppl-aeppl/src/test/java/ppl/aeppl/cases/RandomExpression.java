package ppl.aeppl.cases;

import static ppl.aeppl.Laws.c;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import ppl.aeppl.family.composed.Mixture;
import ppl.aeppl.family.composed.Truncated;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * A random expression of draws: a few draws, which may depend on each other, and a few functions of them, which may share draws. The last
 * node has at most four elements. Most such expressions have no density; of those that get one, draws must agree with it.
 */
final class RandomExpression {

    private static final int MOST = 4;

    private final RandomGenerator random;
    private final List<Var> nodes = new ArrayList<>();
    private int draws;

    private RandomExpression(RandomGenerator random) {
        this.random = random;
    }

    static Var of(RandomGenerator random) {
        RandomExpression e = new RandomExpression(random);
        int draws = 1 + random.nextInt(3);
        for (int i = 0; i < draws; i++) {
            e.nodes.add(e.draw());
        }
        int steps = 1 + random.nextInt(4);
        for (int i = 0; i < steps; i++) {
            e.nodes.add(e.step());
        }
        Var last = e.nodes.getLast();
        return last.shape().elements() > MOST ? last.get(Index.range(0, 2)) : last;
    }

    private String name() {
        return "x" + draws++;
    }

    private int[] shape() {
        return switch (random.nextInt(4)) {
            case 0 -> new int[0];
            case 1 -> new int[] {3};
            default -> new int[] {2};
        };
    }

    private Var draw() {
        String name = name();
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> Normal.of(constant(), c(0.5 + random.nextDouble())).draw(name, shape());
            case 3 -> Exponential.of(c(1.5)).draw(name, shape());
            case 4 -> Uniform.of(-1, 2).draw(name, shape());
            case 5 -> Gamma.of(2.5, 2).draw(name, shape());
            case 6 -> Poisson.of(c(1.5)).draw(name, shape());
            case 7 -> Bernoulli.of(c(0.4)).draw(name, shape());
            case 8 ->
                MvNormal.of(Var.constant(0.5, -0.5), Var.constant(Tensor.of(new double[][] {{1.0, 0.6}, {0.6, 2.0}})))
                        .draw(name);
            case 9 ->
                Normal.of(Var.constant(-1.0, 0.0, 1.5), Var.constant(0.5, 1.0, 0.7))
                        .draw(name, 3);
            case 10 ->
                random.nextBoolean()
                        ? Truncated.of(Normal.of(0, 1), -1, 1.5).draw(name, shape())
                        : Mixture.of(Var.constant(0.3, 0.7), Normal.of(-2, 0.5), Normal.of(1, 1))
                                .draw(name, shape());
            default -> Beta.of(2, 1.5).draw(name, shape());
        };
    }

    private Var constant() {
        return c(Math.rint(4 * random.nextGaussian()) / 4);
    }

    private Var any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** A random node or a newer one. */
    private Var recent() {
        return random.nextInt(3) == 0 ? any() : nodes.getLast();
    }

    private Var real(Var x) {
        return x.dtype().isFloat() ? x : x.cast(DType.F64);
    }

    private Var vector() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).rank() == 1 && random.nextInt(4) > 0) {
                return nodes.get(i);
            }
        }
        Var x = Normal.of(0, 1).draw(name(), 2);
        nodes.add(x);
        return x;
    }

    /** Another node of the same shape, or of none. */
    private Var fitting(Var x) {
        for (int tries = 0; tries < 4; tries++) {
            Var y = any();
            if (y != x && (y.rank() == 0 || x.rank() == 0 || y.shape().equals(x.shape()))) {
                return y;
            }
        }
        Var y = Normal.of(0.5, 1).draw(name(), x.shape().sizes());
        nodes.add(y);
        return y;
    }

    private Var step() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> ofOne(recent());
            case 2, 3 -> ofTwo(recent());
            case 4 -> ofVector(vector());
            case 5 -> picked();
            case 6 -> new RandomPlaces(random, this::name).of(real(vector()), real(any()));
            default -> dependent();
        };
    }

    private Var ofOne(Var any) {
        Var x = real(any);
        return switch (random.nextInt(13)) {
            case 0 -> x.times(random.nextBoolean() ? 2 : -0.5).plus(constant());
            case 1 -> x.times(0.4).exp();
            case 2 -> x.abs();
            case 3 -> x.square();
            case 4 -> Functions.clip(x, -0.5, 1.25);
            case 5 -> Functions.rint(x);
            case 6 -> Functions.floor(x);
            case 7 -> Functions.maximum(x, constant());
            case 8 -> x.gt(constant()).cast(random.nextBoolean() ? DType.F64 : DType.I64);
            case 9 -> Functions.sigmoid(Functions.clip(x, -20, 20));
            case 10 -> Functions.divide(1, x);
            case 11 -> Functions.minimum(x, constant()).times(-1);
            default -> Functions.where(x.gt(constant()), constant(), x);
        };
    }

    private Var ofTwo(Var any) {
        Var x = real(any);
        Var y = real(fitting(any));
        return switch (random.nextInt(9)) {
            case 0 -> x.plus(y);
            case 1 -> x.minus(y.times(2));
            case 2 -> Functions.maximum(x, y);
            case 3 -> Functions.minimum(x, y);
            case 4 -> x.times(y);
            case 5 -> x.gt(y).cast(DType.F64);
            case 6 -> Functions.where(Bernoulli.of(c(0.3)).draw(name()).cast(DType.BOOL), x, y);
            case 7 ->
                Functions.where(
                        real(any()).gt(constant()).rank() == 0 ? real(any()).gt(constant()) : x.gt(0), x, y);
            default -> joined(x, y);
        };
    }

    private Var joined(Var x, Var y) {
        if (x.rank() == 0 && y.rank() == 0) {
            return Functions.stack(List.of(x, y), 0);
        }
        Var a = x.rank() == 0 ? Functions.expandDims(x, 0) : x;
        Var b = y.rank() == 0 ? Functions.expandDims(y, 0) : y;
        return Functions.concat(List.of(a, b), 0);
    }

    private Var ofVector(Var any) {
        Var x = real(any);
        int n = x.shape().size(0);
        if (n < 2) {
            return Functions.concat(List.of(x, x.plus(Normal.of(0, 1).draw(name(), 1))), 0);
        }
        return switch (random.nextInt(13)) {
            case 0 -> Functions.sum(x);
            case 1 -> Functions.mean(x);
            case 2 -> Functions.max(x);
            case 3 -> Functions.cumsum(x, 0);
            case 4 -> Functions.sort(x, 0);
            case 5 -> x.get(Index.range(n - 2, n));
            case 6 -> x.get(new int[] {1, 0});
            case 7 -> x.get(new int[] {0, 1, 0});
            case 8 -> x.get(random.nextInt(n));
            case 9 -> Functions.dot(matrix(n), x);
            case 10 -> x.get(Index.range(1, n)).minus(x.get(Index.range(0, n - 1)));
            case 11 -> x.at(0).set(constant());
            default -> Functions.cumprod(x, 0);
        };
    }

    private Var matrix(int n) {
        double[][] rows = new double[2][n];
        for (double[] row : rows) {
            for (int j = 0; j < n; j++) {
                row[j] = Math.rint(2 * random.nextGaussian());
            }
        }
        return Var.constant(Tensor.of(rows));
    }

    private Var picked() {
        Var x = real(vector());
        int n = x.shape().size(0);
        double[] weights = n == 2 ? new double[] {0.3, 0.7} : n == 3 ? new double[] {0.5, 0.2, 0.3} : null;
        if (weights == null) {
            return x.get(Index.range(0, 2));
        }
        Var index =
                Categorical.of(Var.constant(weights)).draw(name(), random.nextBoolean() ? new int[0] : new int[] {2});
        return x.get(index);
    }

    /** A draw whose parameter is a node. */
    private Var dependent() {
        Var x = real(recent());
        Shape shape = x.shape();
        Var y =
                switch (random.nextInt(6)) {
                    case 0, 1 -> Normal.of(x, c(0.7)).draw(name());
                    case 2 -> Bernoulli.of(Functions.sigmoid(x)).draw(name());
                    case 3 -> Poisson.of(x.abs().plus(0.5)).draw(name());
                    case 4 -> Exponential.of(x.abs().plus(0.5)).draw(name());
                    default -> Binomial.of(c(3L), Functions.sigmoid(x)).draw(name());
                };
        return random.nextBoolean() && 2 * Math.max(1, shape.elements()) <= MOST + 2 ? joined(x, real(y)) : y;
    }
}
