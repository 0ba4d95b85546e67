package ppl.aeppl.rule.joined;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Support.RealInterval;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * The parts of a tensor that is put together along an axis, and what follows from them for the whole.
 *
 * @param axis the axis
 * @param list as they lie along it
 */
record Parts(int axis, List<Part> list) {

    Parts {
        list = list.stream().sorted(Comparator.comparingInt(Part::start)).toList();
    }

    private List<LawType> types() {
        return list.stream().map(p -> p.law().type()).toList();
    }

    String describe() {
        return list.stream().map(p -> p.law().describe()).collect(Collectors.joining(", ", "(", ")"));
    }

    List<ParameterCheck> checks() {
        return list.stream().flatMap(p -> p.law().checks().stream()).toList();
    }

    /** At a value of the whole. */
    List<ParameterCheck> checks(Value value) {
        return list.stream()
                .flatMap(p -> p.law().checks(Value.of(p.of(value.var(), axis))).stream())
                .toList();
    }

    /** An axis that is one of an event of any part is one of the whole. */
    Set<Integer> eventAxes() {
        Set<Integer> events = new TreeSet<>();
        types().forEach(t -> events.addAll(t.eventAxes()));
        return events;
    }

    /** Points with a probability of their own are listed of independent elements only; of others they may lie where the rest lets them. */
    LawType type(TensorType draw, Dependence dependence, Support support) {
        Sources sources = Sources.of(types().stream().map(LawType::sources).toList());
        Set<Integer> events = eventAxes();
        BaseMeasure each =
                BaseMeasure.ofEach(types().stream().map(LawType::measure).toList());
        boolean lists = events.isEmpty() && dependence == Dependence.INDEPENDENT;
        return new LawType(
                draw,
                lists ? each : each.ofEvents(),
                support,
                events,
                batch(draw.shape().rank(), events, dependence),
                sources);
    }

    /** Elements that depend on each other in a part do so in the whole. */
    private List<Dependence> batch(int rank, Set<Integer> events, Dependence dependence) {
        List<Dependence> batch = new ArrayList<>();
        for (int a = 0; a < rank; a++) {
            if (!events.contains(a)) {
                int at = a;
                boolean serial = types().stream().anyMatch(t -> t.along(at) == Dependence.SERIAL);
                batch.add(serial ? Dependence.SERIAL : dependence);
            }
        }
        return batch;
    }

    /** The least interval for each element. */
    Support supportByElement() {
        return support(ends(RealInterval::lo), ends(RealInterval::hi));
    }

    /** The least interval that holds all elements whatever the values that ends depend on. */
    Support supportOfAll() {
        double lo = least(h -> h.bounds().lo());
        double hi = -least(h -> -h.bounds().hi());
        return support(
                lo == Double.NEGATIVE_INFINITY ? null : Var.constant(lo),
                hi == Double.POSITIVE_INFINITY ? null : Var.constant(hi));
    }

    private double least(ToDoubleFunction<RealInterval> end) {
        return hulls().stream().mapToDouble(end).min().orElseThrow();
    }

    private Support support(@Nullable Var lo, @Nullable Var hi) {
        boolean discrete = types().stream().allMatch(t -> t.support().isDiscrete());
        return discrete ? new Support.Integers(lo, hi) : new RealInterval(lo, true, hi, true);
    }

    private List<RealInterval> hulls() {
        return types().stream().map(t -> t.support().hull()).toList();
    }

    /** Null if an end is infinite; a single number if all are the same. */
    private @Nullable Var ends(Function<RealInterval, @Nullable Var> end) {
        List<Var> ends = new ArrayList<>();
        for (RealInterval hull : hulls()) {
            Var x = end.apply(hull);
            if (x == null) {
                return null;
            }
            ends.add(x);
        }
        Var first = ends.getFirst();
        boolean same = first.range().lo() == first.range().hi()
                && ends.stream().allMatch(e -> e.range().equals(first.range()));
        return same ? Var.constant(first.dtype(), first.range().lo()) : joined(ends);
    }

    /** One tensor for each part, which broadcasts to its shape, joined. */
    Var joined(List<Var> ofParts) {
        List<Var> whole = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            whole.add(Functions.broadcastTo(ofParts.get(i), list.get(i).shape()));
        }
        return whole.size() == 1 ? whole.getFirst() : Functions.concat(whole, axis);
    }

    /** The log-density of the whole from those of the parts. */
    LogTerms density(LawType type, Function<Part, LogTerms> ofPart) {
        List<Var> densities = new ArrayList<>();
        for (Part p : list) {
            densities.add(
                    ofPart.apply(p).sumOver(axesBeside(p, type.eventAxes())).elementwise());
        }
        LogTerms zero = LogTerms.zero(type.batchShape());
        if (type.eventAxes().contains(axis)) {
            return densities.stream().map(zero::plus).reduce(LogTerms::plus).orElse(zero);
        }
        int along = axis - (int) type.eventAxes().stream().filter(a -> a < axis).count();
        return zero.plus(Functions.concat(densities, along));
    }

    /** The batch axes of a part that are event axes of the whole, as its log-density counts them. */
    private static Set<Integer> axesBeside(Part p, Set<Integer> events) {
        Set<Integer> own = p.law().type().eventAxes();
        return events.stream()
                .filter(a -> !own.contains(a))
                .map(a -> a - (int) own.stream().filter(b -> b < a).count())
                .collect(Collectors.toSet());
    }

    List<Law> laws() {
        return list.stream().map(Part::law).toList();
    }
}
