package ppl.aeppl.rule.order;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.List;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Constants;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of the one of rank k, counted from 0, among n independent variables of one law: density
 * {@code n! / (k! (n-1-k)!) F^k f (1-F)^(n-1-k)}, in logs. That it is at most y is that more than k of n are: a sum of binomial
 * probabilities; the one that is nearer to certain follows from the other.
 *
 * @param each the law of one of the variables, element by element
 * @param inner probabilities under it
 * @param n how many there are
 * @param k the rank
 * @param type the type of the law
 */
record OrderStatisticLaw(Law each, EventProbability inner, int n, int k, LawType type) implements Law, BothTails {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    /** Up to here the sum of what all lack is the rest to the last digit. */
    private static final double NEXT_TO_CERTAIN = -1e-20;

    private static OrderStatisticLaw of(Law each, EventProbability inner, int n, int k, Sources sources) {
        LawType one = each.type();
        LawType type = LawType.elementwise(one.draw(), one.measure(), one.support(), sources);
        return new OrderStatisticLaw(each, inner, n, k, type);
    }

    @Override
    public String describe() {
        return "rank " + k + " of " + n + " of " + each.describe();
    }

    @Override
    public LogTerms logDensity(Value v) {
        LogTerms zero = LogTerms.zero(type.batchShape());
        return switch (type.measure()) {
            case BaseMeasure.Counting _ -> zero.plus(at(v.var()));
            case BaseMeasure.Mixed _ -> {
                Var y = v.var();
                Var mass = NEVER;
                for (Atom a : each.atoms()) {
                    Var met = a.isAt(y);
                    Var here = at(Functions.broadcastTo(a.location(), y.shape()));
                    mass = Functions.maximum(mass, where(met, here, NEVER));
                }
                yield zero.plus(where(
                        mass.gt(Double.NEGATIVE_INFINITY), mass, density(v).elementwise()));
            }
            default -> density(v);
        };
    }

    private LogTerms density(Value v) {
        Var finite = v.isNotInfinite();
        Value safe = v.or(finite, Gradient.stop(each.supportPoint()));
        Var y = safe.var();
        LogTerms one = each.logDensity(safe);
        Var possible = Functions.not(one.elementwise().le(Double.NEGATIVE_INFINITY));
        Var power = Var.constant(0.0);
        power = k == 0
                ? power
                : power.plus(safe(inner.logProb(Event.atMost(y)), possible).times(k));
        int rest = n - 1 - k;
        power = rest == 0
                ? power
                : power.plus(safe(inner.logProb(Event.above(y)), possible).times(rest));
        Var reached = and(and(possible, Functions.not(power.le(Double.NEGATIVE_INFINITY))), finite);
        return one.plus(logChoose(n - 1, k) + Math.log(n))
                .plus(where(reached, power, Var.constant(0.0)))
                .only(reached);
    }

    private static Var safe(Var log, Var possible) {
        return where(possible, log, Var.constant(0.0));
    }

    private static double logChoose(int n, int k) {
        double sum = 0;
        int few = Math.min(k, n - k);
        for (int i = 1; i <= few; i++) {
            sum += Math.log((double) (n - few + i) / i);
        }
        return sum;
    }

    /** More than k of n lie below. */
    @Override
    public Var below(Var y, boolean closed) {
        Var logP = inside(y, closed, true);
        Var logQ = inside(y, !closed, false);
        return k == n - 1 ? logP.times(n) : k == 0 ? any(logP, logQ) : count(logP, logQ, k + 1, n);
    }

    /** At most k of n lie below. */
    @Override
    public Var above(Var y, boolean closed) {
        Var logP = inside(y, !closed, true);
        Var logQ = inside(y, closed, false);
        return k == 0 ? logQ.times(n) : k == n - 1 ? any(logQ, logP) : count(logP, logQ, 0, k);
    }

    /** That at least one of n has a property; where next to none has it n times that of one. */
    private Var any(Var log, Var logNot) {
        Var none = logNot.times(n);
        return where(none.gt(NEXT_TO_CERTAIN), log.plus(Math.log(n)), LogMath.log1mExp(none));
    }

    private Var inside(Var y, boolean closed, boolean below) {
        return inner.logProb(below ? new Event(null, false, y, closed) : new Event(y, closed, null, false));
    }

    /** That from so many up to so many of n have a property. */
    private Var count(Var logP, Var logQ, int from, int to) {
        Var direct = sum(logP, logQ, from, to);
        Var others = LogAddExp.of(
                from == 0 ? NEVER : sum(logP, logQ, 0, from - 1), to == n ? NEVER : sum(logP, logQ, to + 1, n));
        return where(direct.gt(-Constants.LOG_2), LogMath.log1mExp(others), direct);
    }

    private Var sum(Var logP, Var logQ, int from, int to) {
        Var sum = NEVER;
        for (int i = from; i <= to; i++) {
            Var term = times(i, logP).plus(times(n - i, logQ)).plus(logChoose(n, i));
            sum = LogAddExp.of(sum, term);
        }
        return sum;
    }

    private static Var times(int i, Var log) {
        return i == 0 ? Var.constant(0.0) : log.times(i);
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.of(this);
    }

    @Override
    public List<Atom> atoms() {
        List<Atom> atoms = new ArrayList<>();
        for (Atom a : each.atoms()) {
            atoms.add(new Atom(a.location(), at(Functions.broadcastTo(a.location(), type.batchShape()))));
        }
        return atoms;
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (each.elements(by)) {
            case Capability.Present<Law>(Law picked) ->
                ofRank(picked, n, k, type.sources().rearranged(by));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    @Override
    public Var supportPoint() {
        return each.supportPoint();
    }

    @Override
    public Var draw(KeyVar key) {
        List<Var> draws = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            draws.add(each.draw(key.fold(i)));
        }
        Var sorted = Functions.sort(Functions.stack(draws, -1), -1);
        return Functions.take(sorted, Var.constant((long) k), -1);
    }

    @Override
    public List<ParameterCheck> checks() {
        return each.checks();
    }

    /**
     * The law of a rank, if the law of one variable gives probabilities.
     *
     * @param sources the draws of all n variables, not only of that one
     */
    static Capability<Law> ofRank(Law each, int n, int k, Sources sources) {
        return switch (each.events()) {
            case Capability.Present<EventProbability>(EventProbability p) -> Capability.of(of(each, p, n, k, sources));
            case Capability.Absent<EventProbability>(String why) -> Capability.absent(why);
        };
    }
}
