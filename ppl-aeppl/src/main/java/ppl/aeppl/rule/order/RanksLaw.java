package ppl.aeppl.rule.order;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.or;
import static ppl.graph.Functions.where;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.RandomKey;

/**
 * The joint law of several ranks of n alike, continuous, independent elements: the product of their densities, times the probabilities that
 * as many others as there are ranks between two of them lie between their values, times the number of ways.
 *
 * <p><b>Source:</b> David and Nagaraja, Order Statistics, 3rd ed., equation 2.2.2.
 *
 * @param sorted all of them, in order
 * @param by which are picked
 * @param places the ranks, and the axis along which they lie
 * @param each the law of one element, for each that is picked
 * @param inner probabilities under it
 * @param type the type of the law
 */
record RanksLaw(SortedLaw sorted, Rearrangement by, Places places, Law each, EventProbability inner, LawType type)
        implements Law {

    private static final Var ZERO = Var.constant(0.0);

    static Capability<Law> of(SortedLaw sorted, Rearrangement by, Places places, Law each) {
        return switch (each.events()) {
            case Capability.Present<EventProbability>(EventProbability p) -> {
                LawType one = each.type();
                LawType type = new LawType(
                        new TensorType(one.draw().dtype(), by.to()),
                        one.measure(),
                        one.support(),
                        Set.of(places.axis()),
                        Collections.nCopies(by.to().rank() - 1, Dependence.INDEPENDENT),
                        sorted.type().sources());
                yield Capability.of(new RanksLaw(sorted, by, places, each, p, type));
            }
            case Capability.Absent<EventProbability>(String why) -> Capability.absent(why);
        };
    }

    @Override
    public String describe() {
        return "ranks " + IntStream.of(places.of()).boxed().toList() + " of " + sorted.describe();
    }

    /** How many of the others lie before each rank, behind the rank before it; last, how many behind all. */
    private int[] between() {
        int[] ranks = IntStream.of(places.of()).sorted().toArray();
        int[] between = new int[ranks.length + 1];
        int next = 0;
        for (int i = 0; i < ranks.length; i++) {
            between[i] = ranks[i] - next;
            next = ranks[i] + 1;
        }
        between[ranks.length] = sorted.n() - next;
        return between;
    }

    @Override
    public LogTerms logDensity(Value v) {
        int axis = places.axis();
        int[] between = between();
        int m = between.length - 1;
        Value value = Value.of(Functions.broadcastTo(v.var(), by.to()));
        Var finite = value.isFinite();
        Value safe = value.or(finite, Gradient.stop(each.supportPoint()));
        Var y = ascending(safe.var());
        Var before = Functions.take(y, longs(IntStream.range(0, m).map(i -> Math.max(0, i - 1))), axis);
        Var isFirst = along(IntStream.range(0, m).map(i -> i == 0 ? 1 : 0)).gt(0);
        Var gaps = along(IntStream.of(between).limit(m));
        Var ordered = or(isFirst, where(gaps.gt(0), y.gt(before), y.ge(before)));
        LogTerms densities = each.logDensity(safe);
        Var possible = and(
                Functions.all(and(ordered, finite), axis),
                Functions.all(densities.elementwise().gt(Double.NEGATIVE_INFINITY), axis));
        Var lying = where(isFirst, inner.logProb(Event.below(y)), inner.logProb(new Event(before, false, y, false)));
        Var others = where(and(gaps.gt(0), ordered), lying, ZERO).times(gaps).sum(axis);
        if (between[m] > 0) {
            others = others.plus(last(inner.logProb(Event.above(y))).times(between[m]));
        }
        return LogTerms.zero(type.batchShape())
                .plus(densities.sumOver(Set.of(axis)).elementwise())
                .plus(where(possible, others, ZERO))
                .plus(Var.constant(logWays(between)))
                .only(possible);
    }

    /** From the least to the greatest rank. */
    private Var ascending(Var x) {
        int[] of = places.of();
        return Functions.take(
                x,
                longs(IntStream.range(0, of.length)
                        .boxed()
                        .sorted(Comparator.comparingInt(i -> of[i]))
                        .mapToInt(i -> i)),
                places.axis());
    }

    private Var last(Var x) {
        return Functions.take(x, Var.constant(places.of().length - 1L), places.axis());
    }

    private static Var longs(IntStream values) {
        return Var.constant(Tensor.of(values.asLongStream().toArray()));
    }

    /** Numbers along the axis of the ranks, the same for all lines. */
    private Var along(IntStream values) {
        double[] numbers = values.asDoubleStream().toArray();
        int[] sizes = new int[by.to().rank()];
        Arrays.fill(sizes, 1);
        sizes[places.axis()] = numbers.length;
        return Functions.broadcastTo(Var.constant(Tensor.of(numbers, sizes)), by.to());
    }

    /** The log of {@code n! / prod_j between_j!}. */
    private double logWays(int... between) {
        double ways = 0;
        for (int i = 2; i <= sorted.n(); i++) {
            ways += Math.log(i);
        }
        for (int count : between) {
            for (int i = 2; i <= count; i++) {
                ways -= Math.log(i);
            }
        }
        return ways;
    }

    @Override
    public Capability<Law> elements(Rearrangement next) {
        return sorted.elements(by.then(next));
    }

    /** None: some ranks do not tell the others. */
    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }

    /** Of a draw, since at equal values there is no density where others must lie between them. */
    @Override
    public Var supportPoint() {
        return draw(KeyVar.of(RandomKey.of(0)));
    }

    @Override
    public Var draw(KeyVar key) {
        return by.move().apply(sorted.draw(key));
    }

    @Override
    public List<ParameterCheck> checks() {
        return sorted.checks();
    }
}
