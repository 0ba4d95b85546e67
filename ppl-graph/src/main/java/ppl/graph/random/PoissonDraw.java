package ppl.graph.random;

import static ppl.graph.function.Elementwise.and;
import static ppl.graph.function.Elementwise.floor;
import static ppl.graph.function.Elementwise.maximum;
import static ppl.graph.function.Elementwise.minimum;
import static ppl.graph.function.Elementwise.where;
import static ppl.graph.function.Special.exp;
import static ppl.graph.function.Special.lgamma;
import static ppl.graph.function.Special.log;

import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.function.Axes;

/**
 * Poisson draws: below a mean of 10 by inversion, summing probabilities; from 10 on by transformed rejection, which
 * accepts at least 0.75 of the candidates (Hörmann, "The transformed rejection method for generating Poisson random
 * variables", Insurance: Mathematics and Economics 12, 1993, PTRS without its squeezes). Where the mean is proved to
 * lie on one side, only that method enters the graph.
 */
final class PoissonDraw {

    private static final double INVERSION_BELOW = 10;
    /** A Poisson variable of mean 10 exceeds this with probability 2e-17. */
    private static final int TERMS = 46;

    private static final Candidates TRIES = new Candidates(25);

    private PoissonDraw() {}

    static Var of(KeyVar key, Var mean, Shape shape) {
        Var mu = Axes.broadcastTo(mean, key.each(shape));
        Interval range = mu.range();
        Var draw = range.hi() < INVERSION_BELOW
                ? inversion(key, mu, shape)
                : range.lo() >= INVERSION_BELOW ? rejection(key, mu, shape) : either(key, mu, shape);
        return draw.cast(DType.I64);
    }

    private static Var either(KeyVar key, Var mu, Shape shape) {
        Var small = mu.lt(INVERSION_BELOW);
        Var bound = Var.constant(INVERSION_BELOW);
        return where(small, inversion(key, minimum(mu, bound), shape), rejection(key, maximum(mu, bound), shape));
    }

    /** The number of k whose cumulative probability is below a uniform number. */
    private static Var inversion(KeyVar key, Var mu, Shape shape) {
        Var u = key.fold("inversion").uniform(shape);
        Var term = exp(mu.unaryMinus());
        Var cumulative = term;
        Var count = exceeds(u, cumulative);
        for (int k = 1; k < TERMS; k++) {
            term = term.times(mu).times(1.0 / k);
            cumulative = cumulative.plus(term);
            count = count.plus(exceeds(u, cumulative));
        }
        return count;
    }

    static Var exceeds(Var u, Var cumulative) {
        return where(u.gt(cumulative), Var.constant(1.0), Var.constant(0.0));
    }

    private static Var rejection(KeyVar key, Var mean, Shape shape) {
        KeyVar candidates = key.fold("candidates");
        Var mu = TRIES.repeat(mean, key.each(shape));
        Var u = candidates.uniform(TRIES.of(shape)).minus(0.5);
        Var v = candidates.secondUniform(TRIES.of(shape));
        Var us = Var.constant(0.5).minus(u.abs());
        Var b = mu.sqrt().times(2.53).plus(0.931);
        Var a = b.times(0.02483).minus(0.059);
        Var scale = Var.constant(1.1328).div(b.minus(3.4)).plus(1.1239);
        Var k = floor(a.times(2).div(us).plus(b).times(u).plus(mu).plus(0.43));
        Var count = maximum(k, Var.constant(0.0));
        Var left = log(v.times(scale).div(a.div(us.times(us)).plus(b)));
        Var logProbability = count.times(log(mu)).minus(mu).minus(lgamma(count.plus(1)));
        return TRIES.first(and(k.ge(0), left.le(logProbability)), count);
    }
}
