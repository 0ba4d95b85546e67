package ppl.aeppl.rule.order;

import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
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
 * The law of the one of rank k, counted from 0, among a few independent elements, each of a law of its own. How many of them are at most y
 * is a sum of unlike coins, whose probabilities are built up element by element; the density is that one is at y and k others are below.
 *
 * @param sorted all of them in order
 * @param each the laws of the elements, each in the shape of the pick
 * @param k the rank
 * @param by how it is picked
 * @param type the type of the law
 */
record UnlikeRankLaw(SortedUnlikeLaw sorted, List<Law> each, int k, Rearrangement by, LawType type)
        implements Law, BothTails {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    private static final Var CERTAIN = Var.constant(0.0);

    /** One rank of lines, each line once. */
    static Capability<Law> of(SortedUnlikeLaw sorted, int[] picked, int k, Rearrangement by) {
        Law base = sorted.base();
        List<Law> each = new ArrayList<>();
        for (int j = 0; j < sorted.n(); j++) {
            int element = j;
            int[] origins = IntStream.of(picked)
                    .map(origin -> {
                        int[] at = by.from().position(origin);
                        at[sorted.axis()] = element;
                        return by.from().element(at);
                    })
                    .toArray();
            switch (base.elements(Rearrangement.taking(by.from(), by.to(), origins))) {
                case Capability.Present<Law>(Law one) -> each.add(one);
                case Capability.Absent<Law> absent -> {
                    return absent;
                }
            }
        }
        for (Law one : each) {
            if (one.events() instanceof Capability.Absent<EventProbability>(String why)) {
                return Capability.absent(why);
            }
        }
        LawType of = base.type();
        LawType type = LawType.elementwise(
                of.draw().with(by.to()),
                of.measure(),
                support(each),
                sorted.type().sources());
        return Capability.of(new UnlikeRankLaw(sorted, each, k, by, type));
    }

    /** From the least of all elements to the greatest. */
    private static Support support(List<Law> each) {
        List<Support.RealInterval> hulls =
                each.stream().map(law -> law.type().support().hull()).toList();
        Var lo = hulls.getFirst().lo();
        Var hi = hulls.getFirst().hi();
        for (Support.RealInterval hull : hulls) {
            lo = lo == null || hull.lo() == null ? null : Functions.minimum(lo, hull.lo());
            hi = hi == null || hull.hi() == null ? null : Functions.maximum(hi, hull.hi());
        }
        return each.getFirst().type().support().isDiscrete()
                ? new Support.Integers(lo, hi)
                : new Support.RealInterval(
                        lo,
                        lo != null && hulls.getFirst().loClosed(),
                        hi,
                        hi != null && hulls.getFirst().hiClosed());
    }

    @Override
    public String describe() {
        return "rank " + k + " of " + sorted.n() + " of " + sorted.base().describe();
    }

    @Override
    public LogTerms logDensity(Value v) {
        LogTerms zero = LogTerms.zero(type.batchShape());
        if (type.measure() instanceof BaseMeasure.Counting) {
            return zero.plus(at(v.var()));
        }
        Var finite = v.isNotInfinite();
        Var y = v.or(finite, Gradient.stop(supportPoint())).var();
        List<Var> below = each((law, p) -> p.logProb(Event.atMost(y)));
        List<Var> above = each((law, p) -> p.logProb(Event.above(y)));
        List<Var> here = each((law, p) -> law.logDensity(Value.of(y)).elementwise());
        Var sum = NEVER;
        for (int i = 0; i < here.size(); i++) {
            int one = i;
            Var others = counts(without(below, one), without(above, one)).get(k);
            sum = LogAddExp.of(sum, here.get(i).plus(others));
        }
        return zero.plus(sum).only(Functions.broadcastTo(finite, type.batchShape()));
    }

    private static List<Var> without(List<Var> all, int one) {
        List<Var> others = new ArrayList<>(all);
        others.remove(one);
        return others;
    }

    private List<Var> each(BiFunction<Law, EventProbability, Var> of) {
        return each.stream()
                .map(law -> of.apply(
                        law, law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "a rank of unlike elements")))
                .toList();
    }

    /** The log of the probability that so many have a property, from none to all. */
    private static List<Var> counts(List<Var> have, List<Var> lack) {
        Var[] counts = new Var[have.size() + 1];
        Arrays.fill(counts, NEVER);
        counts[0] = CERTAIN;
        for (int i = 0; i < have.size(); i++) {
            for (int m = i + 1; m >= 0; m--) {
                Var before = m > i ? NEVER : counts[m].plus(lack.get(i));
                counts[m] = m == 0 ? before : LogAddExp.of(before, counts[m - 1].plus(have.get(i)));
            }
        }
        return List.of(counts);
    }

    /** More than k lie below. */
    @Override
    public Var below(Var y, boolean closed) {
        return count(y, closed, k + 1, sorted.n());
    }

    /** At most k lie below. */
    @Override
    public Var above(Var y, boolean closed) {
        return count(y, !closed, 0, k);
    }

    /** That from so many up to so many lie below y, or at it if it is closed. */
    private Var count(Var y, boolean closed, int from, int to) {
        List<Var> counts = counts(
                each((law, p) -> p.logProb(new Event(null, false, y, closed))),
                each((law, p) -> p.logProb(new Event(y, !closed, null, false))));
        Var direct = sum(counts.subList(from, to + 1));
        List<Var> others = new ArrayList<>(counts.subList(0, from));
        others.addAll(counts.subList(to + 1, counts.size()));
        return where(direct.gt(-Constants.LOG_2), LogMath.log1mExp(sum(others)), direct);
    }

    private static Var sum(List<Var> logs) {
        return logs.stream().reduce(NEVER, LogAddExp::of);
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.of(this);
    }

    @Override
    public Var supportPoint() {
        return by.move().apply(sorted.supportPoint());
    }

    @Override
    public Var draw(KeyVar key) {
        List<Var> draws = new ArrayList<>();
        for (int i = 0; i < each.size(); i++) {
            draws.add(each.get(i).draw(key.fold(i)));
        }
        return Functions.take(Functions.sort(Functions.stack(draws, -1), -1), Var.constant((long) k), -1);
    }

    @Override
    public List<ParameterCheck> checks() {
        return sorted.checks();
    }
}
