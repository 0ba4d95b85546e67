package ppl.aeppl.rule.copies;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
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
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of elements at known places some of which are the same element: its density is that of the different ones, each counted once, and
 * −∞ where copies differ. It is a density on a surface of as many dimensions as there are different elements.
 *
 * @param original the law of the different elements, along one axis
 * @param by which of them is where, each at least once
 * @param firsts the first copy of each
 * @param type the type of the law
 */
public record Duplicates(Law original, Rearrangement by, Rearrangement firsts, LawType type) implements Duplicated {

    /**
     * The law of elements of which all are known.
     *
     * @return absent if the different ones have no law
     */
    public static Capability<Law> of(Law law, Rearrangement picked) {
        int[] origins = Objects.requireNonNull(picked.origins()).get();
        int[] distinct = IntStream.of(origins).sorted().distinct().toArray();
        int[] numbers =
                IntStream.of(origins).map(o -> Arrays.binarySearch(distinct, o)).toArray();
        int[] first = new int[distinct.length];
        for (int i = numbers.length - 1; i >= 0; i--) {
            first[numbers[i]] = i;
        }
        Shape line = Shape.of(distinct.length);
        return switch (law.elements(Rearrangement.taking(picked.from(), line, distinct))) {
            case Capability.Present<Law>(Law original) ->
                Capability.of(of(
                        original,
                        Rearrangement.taking(line, picked.to(), numbers),
                        Rearrangement.taking(picked.to(), line, first)));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    private static Duplicates of(Law original, Rearrangement by, Rearrangement firsts) {
        LawType of = original.type();
        Set<Integer> all =
                new TreeSet<>(IntStream.range(0, by.to().rank()).boxed().toList());
        BaseMeasure measure =
                switch (of.measure()) {
                    case BaseMeasure.Counting counting -> counting;
                    case BaseMeasure.Surface surface -> surface;
                    case BaseMeasure.Product product -> product;
                    case BaseMeasure.Lebesgue _, BaseMeasure.Mixed _ ->
                        new BaseMeasure.Surface(by.from().elements());
                };
        LawType type = new LawType(
                new TensorType(of.draw().dtype(), by.to()),
                measure,
                hull(of.support(), by),
                all,
                List.of(),
                of.sources().rearranged(by));
        return new Duplicates(original, by, firsts, type);
    }

    private static Support hull(Support support, Rearrangement by) {
        Support.RealInterval hull = support.hull();
        Var lo = hull.lo() == null ? null : by.parameter(hull.lo());
        Var hi = hull.hi() == null ? null : by.parameter(hull.hi());
        return support.isDiscrete()
                ? new Support.Integers(lo, hi)
                : new Support.RealInterval(lo, hull.loClosed(), hi, hull.hiClosed());
    }

    /** Constants may be looked at; of other tensors only those that are one number are certain. */
    @Override
    public @Nullable Var atOriginal(Var fixed) {
        Var small = Shared.of(fixed);
        if (small.shape().extents().stream().allMatch(e -> e.is(1))) {
            return Functions.reshape(small, Shape.scalar());
        }
        Tensor known = Functions.broadcastTo(fixed, by.to()).constantValue();
        if (known == null) {
            return null;
        }
        int[] numbers = Objects.requireNonNull(by.origins()).get();
        int[] places = Objects.requireNonNull(firsts.origins()).get();
        boolean alike =
                IntStream.range(0, numbers.length).allMatch(i -> known.bitsAt(i) == known.bitsAt(places[numbers[i]]));
        return alike ? firsts.move().apply(Functions.broadcastTo(fixed, by.to())) : null;
    }

    @Override
    public Capability<Law> copiesOf(Law other) {
        return Capability.of(of(other, by, firsts));
    }

    @Override
    public String describe() {
        return original.describe() + ", some picked more than once";
    }

    @Override
    public LogTerms logDensity(Value value) {
        Value different = first(value);
        Var agree = Functions.equal(value.var(), by.move().apply(different.var()));
        return LogTerms.zero(Shape.scalar())
                .plus(original.logDensity(different).total())
                .only(Functions.all(agree));
    }

    private Value first(Value value) {
        return value.map(x -> x.rank() == 0 ? x : firsts.move().apply(Functions.broadcastTo(x, by.to())));
    }

    @Override
    public Capability<Law> elements(Rearrangement next) {
        Rearrangement path = by.then(next);
        Supplier<int[]> origins = path.origins();
        if (origins == null) {
            return Capability.absent("which elements of " + describe() + " are taken is known only in a run");
        }
        boolean once =
                IntStream.of(origins.get()).distinct().count() == path.to().elements();
        return once ? original.elements(path) : of(original, path);
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return ClosedForm.rearranged(original, by, kind);
    }

    @Override
    public Capability<Moments> moments() {
        return switch (original.moments()) {
            case Capability.Present<Moments>(Moments(Var mean, Var variance)) ->
                Capability.of(new Moments(by.parameter(mean), by.parameter(variance)));
            case Capability.Absent<Moments> absent -> absent;
        };
    }

    /** What the first copies imply: the others agree with them, or the density is 0. */
    @Override
    public Map<Var, Value> recover(Value value) {
        return original.recover(first(value));
    }

    @Override
    public Var supportPoint() {
        return by.move().apply(original.supportPoint());
    }

    @Override
    public Var draw(KeyVar key) {
        return by.moveEach(original.draw(key));
    }

    @Override
    public List<ParameterCheck> checks() {
        return original.checks();
    }
}
