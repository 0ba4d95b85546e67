package ppl.aeppl.rule.truth;

import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Constants;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.op.Compare;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * A comparison of two independent discrete variables, {@code X < Y} and the like: summed over the whole numbers that X can be.
 *
 * @param fn the comparison
 * @param x the law of X, of whole numbers between constants
 * @param y the law of Y
 * @param inner probabilities under that of Y
 * @param first the least X can be
 * @param last the greatest
 */
record Dominance(Compare.Fn fn, Law x, Law y, EventProbability inner, long first, long last) implements Proposition {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    @Override
    public String describe() {
        return x.describe() + " " + fn.name().toLowerCase(Locale.ROOT) + " " + y.describe();
    }

    @Override
    public Shape shape() {
        return x.type().draw().shape();
    }

    @Override
    public Sources sources() {
        return x.type().sources().and(y.type().sources());
    }

    @Override
    public Var logTrue() {
        Var yes = sum(fn);
        return where(yes.gt(-Constants.LOG_2), LogMath.log1mExp(sum(opposite())), yes);
    }

    @Override
    public Var logFalse() {
        Var no = sum(opposite());
        return where(no.gt(-Constants.LOG_2), LogMath.log1mExp(sum(fn)), no);
    }

    private Compare.Fn opposite() {
        return switch (fn) {
            case LT -> Compare.Fn.GE;
            case LE -> Compare.Fn.GT;
            case GT -> Compare.Fn.LE;
            case GE -> Compare.Fn.LT;
            case EQ -> Compare.Fn.NE;
            case NE -> Compare.Fn.EQ;
        };
    }

    private Var sum(Compare.Fn by) {
        Var sum = NEVER;
        DType dtype = x.type().draw().dtype();
        for (long k = first; k <= last; k++) {
            Var at = Functions.broadcastTo(Var.constant(dtype, k), shape());
            Var mass = x.logDensity(Value.of(at)).elementwise();
            sum = LogAddExp.of(sum, mass.plus(beyond(by, Var.constant((double) k))));
        }
        return sum;
    }

    /** The log of the probability that Y compares with k as asked. */
    private Var beyond(Compare.Fn by, Var k) {
        return switch (by) {
            case LT -> inner.logProb(Event.above(k));
            case LE -> inner.logProb(Event.atLeast(k));
            case GT -> inner.logProb(Event.below(k));
            case GE -> inner.logProb(Event.atMost(k));
            case EQ -> inner.logProb(Event.between(k, k));
            case NE -> LogAddExp.of(inner.logProb(Event.below(k)), inner.logProb(Event.above(k)));
        };
    }

    @Override
    public Var draw(KeyVar key) {
        return fn.of(x.draw(key.fold(0)), y.draw(key.fold(1)));
    }

    @Override
    public List<ParameterCheck> checks() {
        List<ParameterCheck> checks = new ArrayList<>(x.checks());
        checks.addAll(y.checks());
        return checks;
    }

    @Override
    public Capability<Proposition> elements(Rearrangement by) {
        return x.elements(by) instanceof Capability.Present<Law>(Law a)
                        && y.elements(by) instanceof Capability.Present<Law>(Law b)
                        && b.events() instanceof Capability.Present<EventProbability>(EventProbability p)
                ? Capability.of(new Dominance(fn, a, b, p, first, last))
                : Capability.absent(describe() + " does not say how its elements are taken apart");
    }
}
