package ppl.aeppl.rule.truth;

import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.numeric.Constants;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * Whether one variable X lies where a test of comparisons says. The thresholds cut the line into cells, in each of which the test has one
 * answer, that at a number inside; the probabilities of the cells with one answer add up. Of a law with points of positive probability each
 * threshold is a cell too. The probability that is nearer to 1 follows from the other.
 *
 * @param node X
 * @param base its law
 * @param inner probabilities under it
 * @param thresholds the numbers that X is compared with, as float64, broadcastable to X
 * @param test whether a number of X is there, by the thresholds
 * @param describe for messages
 */
record Region(Var node, Law base, EventProbability inner, List<Var> thresholds, Test test, String describe)
        implements Proposition {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    /** A test of a number by thresholds, element by element. */
    interface Test {
        /** Whether it holds. */
        Var of(Var x, List<Var> thresholds);
    }

    /** The probabilities of both answers. */
    private record Both(Var logTrue, Var logFalse) {}

    /** The opposite. */
    Region opposite() {
        Test other = (x, t) -> Functions.not(test.of(x, t));
        return new Region(node, base, inner, thresholds, other, "not (" + describe + ")");
    }

    /** Both tests of the one variable in one. */
    Region with(Region other, String name, BinaryOperator<Var> by) {
        List<Var> all = new ArrayList<>(thresholds);
        all.addAll(other.thresholds);
        int mine = thresholds.size();
        Test both = (x, t) -> by.apply(test.of(x, t.subList(0, mine)), other.test.of(x, t.subList(mine, t.size())));
        return new Region(node, base, inner, all, both, "(" + describe + ") " + name + " (" + other.describe + ")");
    }

    @Override
    public Shape shape() {
        return base.type().draw().shape();
    }

    @Override
    public Sources sources() {
        return base.type().sources();
    }

    @Override
    public Var logTrue() {
        return both().logTrue;
    }

    @Override
    public Var logFalse() {
        return both().logFalse;
    }

    private Both both() {
        Var yes = NEVER;
        Var no = NEVER;
        List<Var> cuts = sorted();
        boolean points = !(base.type().measure() instanceof BaseMeasure.Lebesgue);
        for (int i = 0; i <= cuts.size(); i++) {
            Var lo = i == 0 ? null : cuts.get(i - 1);
            Var hi = i == cuts.size() ? null : cuts.get(i);
            Var between = inner.logProb(new Event(lo, false, hi, false));
            Var answer = test.of(inside(lo, hi), thresholds);
            yes = LogAddExp.of(yes, where(answer, between, NEVER));
            no = LogAddExp.of(no, where(answer, NEVER, between));
            if (points && hi != null) {
                Var mass = inner.logProb(Event.between(hi, hi));
                Var extra = lo == null ? mass : where(Functions.equal(lo, hi), NEVER, mass);
                Var there = test.of(hi, thresholds);
                yes = LogAddExp.of(yes, where(there, extra, NEVER));
                no = LogAddExp.of(no, where(there, NEVER, extra));
            }
        }
        return new Both(
                where(yes.gt(-Constants.LOG_2), LogMath.log1mExp(no), yes),
                where(no.gt(-Constants.LOG_2), LogMath.log1mExp(yes), no));
    }

    /** A number between two thresholds, or beyond one. */
    private static Var inside(@Nullable Var lo, @Nullable Var hi) {
        if (lo == null || hi == null) {
            Var end = lo == null ? hi : lo;
            if (end == null) {
                return Var.constant(0.0);
            }
            Var step = end.abs().plus(1);
            return lo == null ? end.minus(step) : end.plus(step);
        }
        return lo.times(0.5).plus(hi.times(0.5));
    }

    /** In ascending order, element by element. */
    private List<Var> sorted() {
        List<Var> cuts = new ArrayList<>(thresholds);
        for (int i = 1; i < cuts.size(); i++) {
            for (int j = i; j > 0; j--) {
                Var a = cuts.get(j - 1);
                Var b = cuts.get(j);
                cuts.set(j - 1, Functions.minimum(a, b));
                cuts.set(j, Functions.maximum(a, b));
            }
        }
        return cuts;
    }

    @Override
    public Var draw(KeyVar key) {
        return Functions.broadcastTo(test.of(Functions.toFloat(base.draw(key)), thresholds), shape());
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }

    @Override
    public Capability<Proposition> elements(Rearrangement by) {
        if (!(base.elements(by) instanceof Capability.Present<Law>(Law picked))) {
            return Capability.absent(base.describe() + " does not say how its elements are taken apart");
        }
        UnaryOperator<Var> move = by::parameter;
        return switch (picked.events()) {
            case Capability.Present<EventProbability>(EventProbability p) ->
                Capability.of(new Region(
                        by.move().apply(node),
                        picked,
                        p,
                        thresholds.stream().map(move).toList(),
                        test,
                        describe));
            case Capability.Absent<EventProbability>(String why) -> Capability.absent(why);
        };
    }
}
