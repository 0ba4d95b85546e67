package ppl.aeppl.rule.copies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Duplicated;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of equal copies of a random value. The axes along which it is repeated are event axes: copies have one density together, that of the
 * value, as a density on the diagonal. So rules that take elements one by one refuse it, and none takes copies for independent draws.
 *
 * @param base the law of the value
 * @param to where its axes go
 * @param by the repetition
 * @param type the type of the law
 */
public record Copies(Law base, Broadcast to, Rearrangement by, LawType type) implements Duplicated {

    static Copies of(Law base, Broadcast to) {
        LawType of = base.type();
        Rearrangement by = repetition(to, of.draw().shape());
        Set<Integer> events = new TreeSet<>();
        for (int a = 0; a < to.to().rank(); a++) {
            int from = to.axes().indexOf(a);
            if (from < 0 || of.eventAxes().contains(from)) {
                events.add(a);
            }
        }
        LawType type = new LawType(
                new TensorType(of.draw().dtype(), to.to()),
                onDiagonal(of),
                hull(of.support(), to),
                events,
                of.batch(),
                of.sources().rearranged(by));
        return new Copies(base, to, by, type);
    }

    /** Whole numbers need no surface: probabilities are not densities. */
    private static BaseMeasure onDiagonal(LawType of) {
        return switch (of.measure()) {
            case BaseMeasure.Counting counting -> counting;
            case BaseMeasure.Surface surface -> surface;
            case BaseMeasure.Product product -> product;
            case BaseMeasure.Lebesgue _, BaseMeasure.Mixed _ -> new BaseMeasure.Surface(rank(of));
        };
    }

    /** The dimensions of one event; at least 1 where lengths are known only in a run. */
    private static int rank(LawType of) {
        Shape event = Shape.of(
                of.eventAxes().stream().map(a -> of.draw().shape().extent(a)).toList());
        return event.isKnown() ? event.elements() : 1;
    }

    private static Support hull(Support support, Broadcast to) {
        Support.RealInterval hull = support.hull();
        Var lo = hull.lo() == null ? null : aligned(hull.lo(), to);
        Var hi = hull.hi() == null ? null : aligned(hull.hi(), to);
        return support.isDiscrete()
                ? new Support.Integers(lo, hi)
                : new Support.RealInterval(lo, hull.loClosed(), hi, hull.hiClosed());
    }

    /** Something broadcastable to the value, broadcastable to its copies. */
    private static Var aligned(Var x, Broadcast to) {
        if (x.rank() == 0) {
            return x;
        }
        Shape from = Shape.of(to.axes().stream().map(to.to()::extent).toList());
        return Var.of(to, Functions.broadcastTo(x, from));
    }

    /** The value with new axes of length 1. */
    static Rearrangement expanded(Broadcast to, Shape from) {
        return rearrangement(to, from, y -> Functions.reshape(y, from));
    }

    private static Rearrangement repetition(Broadcast to, Shape from) {
        return rearrangement(to, from, null);
    }

    private static Rearrangement rearrangement(Broadcast to, Shape from, @Nullable UnaryOperator<Var> back) {
        List<Integer> axes = new ArrayList<>();
        IntStream.range(0, to.to().rank()).forEach(a -> axes.add(to.axes().indexOf(a)));
        return new Rearrangement(from, to.to(), axes, x -> Var.of(to, x), back, origins(to, from));
    }

    private static @Nullable Supplier<int[]> origins(Broadcast to, Shape from) {
        if (!from.isKnown() || !to.to().isKnown()) {
            return null;
        }
        return () -> IntStream.range(0, to.to().elements())
                .map(i -> {
                    int[] at = to.to().position(i);
                    return from.element(to.axes().stream().mapToInt(a -> at[a]).toArray());
                })
                .toArray();
    }

    @Override
    public Law original() {
        return base;
    }

    @Override
    public Capability<Law> copiesOf(Law other) {
        return Capability.of(of(other, to));
    }

    @Override
    public @Nullable Var atOriginal(Var fixed) {
        Var small = Shared.of(fixed);
        if (small.rank() == 0) {
            return small;
        }
        int lead = to.to().rank() - small.rank();
        boolean alike = repeated().stream()
                .allMatch(a -> a < lead || small.shape().extent(a - lead).is(1));
        return alike ? first(Functions.broadcastTo(fixed, to.to())) : null;
    }

    /** The first copy of something that has one for each copy. */
    private Var first(Var x) {
        Var first = x;
        for (int a : repeated().reversed()) {
            first = Functions.take(first, Var.constant(0L), a);
        }
        return first;
    }

    /** The axes along which it is repeated. */
    private List<Integer> repeated() {
        return IntStream.range(0, to.to().rank())
                .filter(a -> !to.axes().contains(a))
                .boxed()
                .toList();
    }

    @Override
    public String describe() {
        return "copies of " + base.describe();
    }

    @Override
    public LogTerms logDensity(Value value) {
        Value one = one(value);
        Var agree = Functions.equal(value.var(), Var.of(to, one.var()));
        return base.logDensity(one).only(Functions.all(agree, type.eventAxisArray()));
    }

    /** Elements no two of which are copies of one are elements of the value; others are copies again. */
    @Override
    public Capability<Law> elements(Rearrangement next) {
        Rearrangement path = by.then(next);
        Supplier<int[]> origins = path.origins();
        boolean once = origins != null
                && IntStream.of(origins.get()).distinct().count() == path.to().elements();
        if (once) {
            return base.elements(path);
        }
        return origins == null || !base.type().eventAxes().isEmpty()
                ? Capability.absent("some of the elements of " + describe() + " are copies of each other")
                : Duplicates.of(base, path);
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return ClosedForm.rearranged(base, by, kind);
    }

    @Override
    public Capability<Moments> moments() {
        return switch (base.moments()) {
            case Capability.Present<Moments>(Moments(Var mean, Var variance)) ->
                Capability.of(new Moments(aligned(mean, to), aligned(variance, to)));
            case Capability.Absent<Moments> absent -> absent;
        };
    }

    /** What the first copy implies: the others agree with it, or the density is 0. */
    @Override
    public Map<Var, Value> recover(Value value) {
        return base.recover(one(value));
    }

    private Value one(Value copies) {
        return copies.map(x -> x.rank() == 0 ? x : first(Functions.broadcastTo(x, to.to())));
    }

    @Override
    public Var supportPoint() {
        return Var.of(to, base.supportPoint());
    }

    @Override
    public Var draw(KeyVar key) {
        Var one = base.draw(key);
        int lead = one.rank() - to.axes().size();
        Shape keys = one.shape().slice(0, lead);
        int[] targets = IntStream.concat(
                        IntStream.range(0, lead), to.axes().stream().mapToInt(a -> a + lead))
                .toArray();
        return Broadcast.into(one, keys.concat(to.to()), targets);
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }

    @Override
    public List<ParameterCheck> checks(Value value) {
        return base.checks(one(value));
    }
}
