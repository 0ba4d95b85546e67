package ppl.backend.tck.areas;

import static ppl.graph.Functions.exp;
import static ppl.graph.Functions.lgamma;
import static ppl.graph.Functions.log;
import static ppl.graph.Functions.log1p;
import static ppl.graph.Functions.ndtr;
import static ppl.graph.Functions.softplus;
import static ppl.graph.Functions.where;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * The densities of the table {@code densities.csv}, as graphs of a parameter vector; the script {@code functions.py}
 * states their formulas and data.
 */
final class Densities {

    private static final double HALF_LOG_2_PI = 0.91893853320467274178;

    private Densities() {}

    /** The density a row names. */
    static Var of(String name, Var x) {
        return switch (name) {
            case "normal" -> normal(x);
            case "student" -> student(x);
            case "logistic" -> logistic(x);
            case "poisson" -> poisson(x);
            case "gamma" -> gamma(x);
            case "hierarchical" -> hierarchical(x);
            case "mixture" -> mixture(x);
            case "categorical" -> categorical(x);
            case "probit" -> probit(x);
            case "multinormal" -> multinormal(x);
            case "huber" -> huber(x);
            case "product" -> product(x);
            default -> throw new IllegalArgumentException("no density " + name);
        };
    }

    private static Var data(int n, IntToDoubleFunction element) {
        return Var.constant(Tensor.of(IntStream.range(0, n).mapToDouble(element).toArray()));
    }

    private static Var y(int n) {
        return data(n, i -> 7 * i % 11 / 8.0 - 0.5);
    }

    private static Var feature(int n, int j) {
        return data(n, i -> (5 * i + 3 * j) % 13 / 8.0 - 0.75);
    }

    /** 1 where the label is set, else -1. */
    private static Var sign(int n) {
        return data(n, i -> i * i % 3 == 1 ? 1 : -1);
    }

    private static Var normal(Var x) {
        Var z = y(40).minus(x.get(0)).div(exp(x.get(1)));
        return z.square().times(-0.5).minus(x.get(1)).minus(HALF_LOG_2_PI).sum();
    }

    private static Var student(Var x) {
        Var z = y(40).minus(x.get(0)).div(exp(x.get(1)));
        return log1p(z.square().div(4)).times(-2.5).minus(x.get(1)).sum();
    }

    private static Var logistic(Var x) {
        double[] f = IntStream.range(0, 150)
                .mapToDouble(k -> (5 * (k / 3) + 3 * (k % 3)) % 13 / 8.0 - 0.75)
                .toArray();
        Var eta = Var.constant(Tensor.of(f, 50, 3)).dot(x);
        return softplus(eta.times(sign(50)).unaryMinus()).sum().unaryMinus();
    }

    private static Var poisson(Var x) {
        Var count = data(30, i -> 3 * i % 7);
        Var eta = x.get(0).plus(feature(30, 1).times(x.get(1)));
        return count.times(eta).minus(exp(eta)).minus(lgamma(count.plus(1))).sum();
    }

    private static Var gamma(Var x) {
        Var a = exp(x.get(0));
        Var b = exp(x.get(1));
        Var value = y(25).plus(1);
        return a.times(x.get(1))
                .minus(lgamma(a))
                .plus(a.minus(1).times(log(value)))
                .minus(b.times(value))
                .sum();
    }

    private static Var hierarchical(Var x) {
        Var group = Var.constant(
                Tensor.of(IntStream.range(0, 60).map(i -> i * i % 5).toArray()));
        Var effects = Functions.slice(x, 0, 0, 5, 1);
        Var mu = x.get(5)
                .plus(exp(x.get(6)).times(effects.get(group)))
                .plus(x.get(7).times(feature(60, 0)));
        return y(60).minus(mu)
                .square()
                .times(-0.5)
                .sum()
                .minus(effects.square().sum().times(0.5));
    }

    private static Var mixture(Var x) {
        Var first = y(30).minus(x.get(0)).square().times(-0.5);
        Var second = y(30).minus(x.get(1)).div(2).square().times(-0.5).minus(Math.log(2));
        Var greater = Functions.maximum(first, second);
        return log(exp(first.minus(greater)).plus(exp(second.minus(greater))))
                .plus(greater)
                .sum();
    }

    private static Var categorical(Var x) {
        Var weight = feature(30, 0).plus(1);
        Var chosen = x.get(
                Var.constant(Tensor.of(IntStream.range(0, 30).map(i -> i % 3).toArray())));
        Var scores = weight.reshape(30, 1).times(x.reshape(1, 3));
        Var greatest = scores.max(1);
        Var sum = exp(scores.minus(greatest.reshape(30, 1))).sum(1);
        return chosen.times(weight).minus(log(sum)).minus(greatest).sum();
    }

    private static Var probit(Var x) {
        Var eta = x.get(0).plus(feature(30, 2).times(x.get(1)));
        return log(ndtr(eta.times(sign(30)))).sum();
    }

    private static Var multinormal(Var x) {
        Var eye = Var.constant(Tensor.of(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3));
        Var outer =
                Var.constant(Tensor.of(new double[] {1, 0.5, -0.25, 0.5, 0.25, -0.125, -0.25, -0.125, 0.0625}, 3, 3));
        Var l = Functions.cholesky(
                exp(x.get(0)).broadcastTo(Shape.of(3, 3)).times(eye).plus(outer));
        Var white = Functions.triangularSolve(l, y(3).minus(x.get(1)), false);
        return white.square().sum().times(-0.5).minus(log(Functions.diagonal(l)).sum());
    }

    private static Var huber(Var x) {
        Var r = y(30).minus(x.get(0).times(feature(30, 0))).minus(x.get(1));
        Var near = r.abs().le(0.5);
        return where(near, r.square().times(0.5), r.abs().times(0.5).minus(0.125))
                .sum()
                .unaryMinus();
    }

    private static Var product(Var x) {
        Var factors = y(20).div(4)
                .times(x.get(0))
                .plus(feature(20, 1).div(8).times(x.get(1)))
                .plus(1);
        return Functions.prod(factors);
    }
}
