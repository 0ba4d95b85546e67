package ppl.graph.random;

import static ppl.graph.function.Elementwise.and;
import static ppl.graph.function.Elementwise.floor;
import static ppl.graph.function.Elementwise.maximum;
import static ppl.graph.function.Elementwise.minimum;
import static ppl.graph.function.Elementwise.where;
import static ppl.graph.function.Special.exp;
import static ppl.graph.function.Special.lgamma;
import static ppl.graph.function.Special.log;
import static ppl.graph.function.Special.log1p;

import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.function.Axes;

/**
 * Binomial draws of the smaller of p and 1 - p: below a mean of 10 by inversion, summing probabilities; from 10 on by
 * transformed rejection, which accepts at least 0.7 of the candidates (Hörmann, "The generation of binomial random
 * variates", Journal of Statistical Computation and Simulation 46, 1993, BTRS without its squeeze).
 */
final class BinomialDraw {

    private static final double INVERSION_BELOW = 10;
    /** A binomial variable of mean at most 10 exceeds this with probability below 2e-17. */
    private static final int TERMS = 46;

    private static final Candidates TRIES = new Candidates(28);

    private BinomialDraw() {}

    static Var of(KeyVar key, Var trials, Var probability, Shape shape) {
        Var n = Axes.broadcastTo(trials.cast(DType.F64), key.each(shape));
        Var p = Axes.broadcastTo(probability, key.each(shape));
        Var upper = p.gt(0.5);
        Var q = where(upper, Var.constant(1.0).minus(p), p);
        Var mean = n.times(q);
        Var draw;
        if (mean.range().hi() < INVERSION_BELOW) {
            draw = inversion(key, n, q, shape);
        } else {
            // Parameters that belong to the other method are replaced by harmless ones.
            Var small = mean.lt(INVERSION_BELOW);
            Var few = inversion(key, where(small, n, Var.constant(1.0)), q, shape);
            Var nMany = where(small, Var.constant(40.0), n);
            Var qMany = where(small, Var.constant(0.5), q);
            draw = where(small, few, rejection(key, nMany, qMany, shape));
        }
        return where(upper, n.minus(draw), draw).cast(DType.I64);
    }

    private static Var inversion(KeyVar key, Var n, Var p, Shape shape) {
        Var u = key.fold("inversion").uniform(shape);
        Var odds = p.div(Var.constant(1.0).minus(p));
        Var term = exp(n.times(log1p(p.unaryMinus())));
        Var cumulative = term;
        Var count = PoissonDraw.exceeds(u, cumulative);
        for (int k = 1; k < TERMS; k++) {
            term = term.times(
                    maximum(n.minus(k - 1), Var.constant(0.0)).times(odds).times(1.0 / k));
            cumulative = cumulative.plus(term);
            count = count.plus(PoissonDraw.exceeds(u, cumulative));
        }
        return minimum(count, n);
    }

    private static Var rejection(KeyVar key, Var trials, Var probability, Shape shape) {
        KeyVar candidates = key.fold("candidates");
        Shape all = key.each(shape);
        Var n = TRIES.repeat(trials, all);
        Var p = TRIES.repeat(probability, all);
        Var u = candidates.uniform(TRIES.of(shape)).minus(0.5);
        Var v = candidates.secondUniform(TRIES.of(shape));
        Var us = Var.constant(0.5).minus(u.abs());
        Var q = Var.constant(1.0).minus(p);
        Var sd = n.times(p).times(q).sqrt();
        Var b = sd.times(2.53).plus(1.15);
        Var a = b.times(0.0248).plus(p.times(0.01)).minus(0.0873);
        Var alpha = Var.constant(5.1).div(b).plus(2.83).times(sd);
        Var mode = mode(n, p);
        Var k = floor(a.times(2).div(us).plus(b).times(u).plus(n.times(p)).plus(0.5));
        Var count = minimum(maximum(k, Var.constant(0.0)), n);
        Var left = log(v.times(alpha).div(a.div(us.times(us)).plus(b)));
        Var atMode = TRIES.repeat(logFactorials(mode(trials, probability), trials), all);
        Var right = atMode.minus(logFactorials(count, n)).plus(count.minus(mode).times(log(p.div(q))));
        return TRIES.first(and(and(k.ge(0), k.le(n)), left.le(right)), count);
    }

    private static Var mode(Var n, Var p) {
        return floor(n.plus(1).times(p));
    }

    /** {@code log(k! (n - k)!)}. */
    private static Var logFactorials(Var k, Var n) {
        Var rest = maximum(n.minus(k), Var.constant(0.0));
        return lgamma(k.plus(1)).plus(lgamma(rest.plus(1)));
    }
}
