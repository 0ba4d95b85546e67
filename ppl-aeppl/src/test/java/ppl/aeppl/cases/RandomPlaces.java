package ppl.aeppl.cases;

import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.PointMass;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Scan;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Random functions of a vector that keep its elements in places: loops over it, elements that are set, picked and padded, levels above it. */
record RandomPlaces(RandomGenerator random, Supplier<String> name) {

    /** One of a vector and another node. */
    Var of(Var x, Var other) {
        int n = x.shape().size(0);
        Var one = other.rank() == 0 ? other : other.get(0);
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> loop(x, one);
            case 3 -> x.at(random.nextInt(n)).set(one);
            case 4 -> x.at(random.nextInt(n)).increment(one);
            case 5 -> x.at(random.nextInt(n)).increment(0.75);
            case 6 -> Functions.pad(x, 0, random.nextInt(2), 1, random.nextInt(3) == 0 ? one : c(0.25));
            case 7 -> correlated().get(Categorical.of(0.5, 0.2, 0.3).draw(name.get(), shapeOfPicks()));
            case 8 ->
                Functions.where(
                        Bernoulli.of(c(0.4)).draw(name.get(), n).cast(DType.BOOL),
                        x,
                        PointMass.of(0.5).draw(name.get()));
            case 9 -> Functions.maximum(x, PointMass.of(-0.25).draw(name.get(), n));
            case 10 ->
                Normal.of(0, HalfNormal.of(0.8).draw(name.get()))
                        .draw(name.get(), n)
                        .plus(one);
            case 11 -> Normal.of(0, 0.6).draw(name.get(), n).plus(one);
            case 12 -> Functions.dot(matrix(n), Functions.concat(List.of(x, Functions.expandDims(one, 0)), 0));
            default -> x.minus(random.nextBoolean() ? Functions.mean(x) : one);
        };
    }

    private int[] shapeOfPicks() {
        return random.nextInt(3) == 0 ? new int[] {2} : new int[0];
    }

    private Var correlated() {
        Var covariance = Var.constant(Tensor.of(new double[][] {{1.0, 0.6, -0.2}, {0.6, 2.0, 0.3}, {-0.2, 0.3, 0.5}}));
        return MvNormal.of(Var.constant(0.5, -0.5, 1.0), covariance).draw(name.get());
    }

    private Var matrix(int n) {
        double[][] rows = new double[2][n + 1];
        for (double[] row : rows) {
            for (int j = 0; j <= n; j++) {
                row[j] = Math.rint(2 * random.nextGaussian());
            }
        }
        return Var.constant(Tensor.of(rows));
    }

    /** The states of a loop, or its outputs, over the vector. */
    private Var loop(Var x, Var one) {
        Scan scan = Scan.over(x).from(random.nextInt(4) == 0 ? one : c(0.5));
        int kind = random.nextInt(10);
        Scan.Result result = (random.nextInt(4) == 0 ? scan.backward() : scan).run(t -> {
            Var after = after(kind, t.state(), t.element());
            return t.next(after)
                    .give(kind == 9 ? after.times(0.5).exp() : t.state().plus(t.element()));
        });
        Var path = random.nextInt(4) == 0 || kind == 9 ? result.output() : result.states();
        return random.nextInt(5) == 0 ? path.get(Index.range(0, 1)) : path;
    }

    private static Var after(int kind, Var before, Var noise) {
        return switch (kind) {
            case 0, 1, 9 -> before.times(0.5).plus(noise);
            case 2 -> noise.times(before.square().plus(0.5).sqrt());
            case 3 -> Functions.rint(before.plus(noise));
            case 4 -> Functions.clip(before.plus(noise), -0.5, 1.5);
            case 5 -> Functions.maximum(before, noise);
            case 6 -> Functions.where(before.gt(0), noise, noise.times(-2).plus(before));
            case 7 -> before.plus(noise).abs();
            default -> noise;
        };
    }
}
