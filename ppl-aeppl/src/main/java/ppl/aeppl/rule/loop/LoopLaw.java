package ppl.aeppl.rule.loop;

import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.batch.Vectorized.Dependents;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of what the steps of a loop give, stacked: each row given those before it has the law of a step.
 *
 * @param name of the loop, for messages
 * @param step one step
 * @param random the laws of what is random, by what is random in a step: of as many rows as this law has
 * @param replay the loop, given how values of what is random are made of their laws
 * @param type the type of the law, found once
 */
record LoopLaw(String name, Step step, Map<Var, Law> random, Function<Function<Law, Var>, Var> replay, LawType type)
        implements Law {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    private static final Var ZERO = Var.constant(0.0);

    static LoopLaw of(
            String name, Step step, Map<Var, Law> random, Function<Function<Law, Var>, Var> replay, TensorType draw) {
        LawType of = step.law().type();
        Set<Integer> events = new TreeSet<>();
        of.eventAxes().forEach(a -> events.add(a + 1));
        List<Dependence> batch = Collections.nCopies(1 + of.batch().size(), Dependence.SERIAL);
        BaseMeasure measure = of.measure().ofEvents();
        Sources sources = Sources.of(random.values().stream()
                        .map(law -> law.type().sources())
                        .toList())
                .whole();
        LawType type = new LawType(draw, measure, support(step), events, batch, sources);
        return new LoopLaw(name, step, Collections.unmodifiableMap(random), replay, type);
    }

    /** That of a step, if it is the same in all. */
    private static Support support(Step step) {
        Support support = step.law().type().support();
        if (isShared(step)) {
            return support;
        }
        Support.RealInterval hull = support.hull();
        Var lo = bound(Math.min(0, hull.bounds().lo()), hull.bounds().lo());
        Var hi = bound(Math.max(0, hull.bounds().hi()), hull.bounds().hi());
        return support.isDiscrete() ? new Support.Integers(lo, hi) : new Support.RealInterval(lo, true, hi, true);
    }

    private static boolean isShared(Step step) {
        List<Var> ends = new ArrayList<>();
        step.law().type().support().describe(end -> {
            ends.add(end);
            return "";
        });
        return ends.stream().allMatch(step::isShared);
    }

    /** The least positive numbers, which bounds of positive ones end at, are 0 for a map onto the support. */
    private static @Nullable Var bound(double beyond, double end) {
        double rounded = Math.abs(end) < Double.MIN_NORMAL ? beyond : end;
        return Double.isInfinite(end) ? null : Var.constant(rounded);
    }

    @Override
    public String describe() {
        return name + " with steps of " + step.law().describe();
    }

    Rows rows(Map<Var, Var> given) {
        return new Rows(step, type.draw().shape().extent(0), given);
    }

    /**
     * The density of each row. Once a row is impossible, later ones are not numbers that mean anything; then all are −∞.
     */
    @Override
    public LogTerms logDensity(Value value) {
        Map<Var, Var> given = new IdentityHashMap<>();
        Value here = inStep(value, given);
        Rows rows = rows(given);
        LogTerms terms = step.law().logDensity(here);
        List<Var> bodies = terms.terms().stream().map(LogTerms.Term::body).toList();
        List<Var> all = rows.of(bodies);
        Dependents changing = rows.changing(bodies);
        Dependents valued = Dependents.of(bodies, valued(given));
        LogTerms sum = LogTerms.zero(type.batchShape());
        Var own = ZERO;
        for (int i = 0; i < bodies.size(); i++) {
            double coefficient = terms.terms().get(i).coefficient();
            Var body = bodies.get(i);
            Var row = changing.contains(body) ? aligned(all.get(i), body.rank()) : all.get(i);
            if (valued.contains(body)) {
                own = own.plus(row.times(coefficient));
            } else {
                sum = sum.plus(coefficient, row);
            }
        }
        own = Functions.broadcastTo(own, type.batchShape());
        Var never = Functions.equal(own, NEVER);
        Var nowhere = Functions.any(never, 0);
        Var nothing = Functions.and(Functions.notEqual(own, own), Functions.any(never));
        return sum.plus(where(Functions.or(nowhere, nothing), NEVER, own));
    }

    private Set<Var> valued(Map<Var, Var> given) {
        Set<Var> valued = Collections.newSetFromMap(new IdentityHashMap<>());
        valued.addAll(given.keySet());
        valued.addAll(step.before());
        return valued;
    }

    /** Rows of a term whose axes are the last ones of a step. */
    private Var aligned(Var rows, int rank) {
        Var aligned = rows;
        for (int a = rank; a < type.batchShape().rank() - 1; a++) {
            aligned = Functions.expandDims(aligned, 1);
        }
        return aligned;
    }

    /** What stands for the value of one step, with what is known of it where all steps have one support. */
    private Value inStep(Value value, Map<Var, Var> given) {
        given.put(step.value(), Functions.broadcastTo(value.var(), type.draw().shape()));
        return isShared(step)
                ? new Value(step.value(), value.inside(), known(value.above(), given), known(value.below(), given))
                : Value.of(step.value());
    }

    private Value.@Nullable Distance known(Value.@Nullable Distance distance, Map<Var, Var> given) {
        if (distance == null || !step.isShared(distance.end())) {
            return null;
        }
        Var log = Functions.broadcastTo(distance.log(), type.draw().shape());
        Var standIn = StandIns.of("distance in a step", StandIns.element(log.type()), log.range());
        given.put(standIn, log);
        return new Value.Distance(distance.end(), standIn);
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        Map<Var, Var> given = new IdentityHashMap<>();
        given.put(step.value(), Functions.broadcastTo(value.var(), type.draw().shape()));
        List<Var> noises = List.copyOf(step.noises().keySet());
        List<Var> told = rows(given).of(List.copyOf(step.noises().values()));
        Map<Var, Value> recovered = new LinkedHashMap<>();
        for (int i = 0; i < noises.size(); i++) {
            Law law = random.get(noises.get(i));
            if (law != null) {
                recovered.putAll(law.recover(Value.of(told.get(i))));
            }
        }
        return recovered;
    }

    /** The first rows, which the others have no part in. */
    @Override
    public Capability<Law> elements(Rearrangement by) {
        Shape from = by.from();
        boolean isPrefix = !step.backward()
                && by.origins() != null
                && by.to().rank() == from.rank()
                && by.to().slice(1, from.rank()).equals(from.slice(1, from.rank()))
                && isFirst(by.origins().get());
        if (!isPrefix) {
            return Capability.absent("of " + describe()
                    + " only the first rows are known by themselves, since each row depends on those before it");
        }
        int n = by.to().size(0);
        Map<Var, Law> cut = new LinkedHashMap<>();
        for (Map.Entry<Var, Law> noise : random.entrySet()) {
            Shape shape = noise.getValue().type().draw().shape();
            switch (noise.getValue().elements(first(shape, n))) {
                case Capability.Present<Law>(Law law) -> cut.put(noise.getKey(), law);
                case Capability.Absent<Law> absent -> {
                    return absent;
                }
            }
        }
        TensorType draw = type.draw().with(by.to());
        return Capability.of(of(name, step, cut, make -> Functions.slice(replay.apply(make), 0, 0, n, 1), draw));
    }

    /** The first rows of a tensor. */
    private static Rearrangement first(Shape from, int n) {
        int row = from.slice(1, from.rank()).elements();
        int[] origins = IntStream.range(0, n * row).toArray();
        return Rearrangement.taking(from, from.with(0, Extent.of(n)), origins);
    }

    private static boolean isFirst(int[] origins) {
        for (int i = 0; i < origins.length; i++) {
            if (origins[i] != i) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Var supportPoint() {
        return replay.apply(Law::supportPoint);
    }

    @Override
    public Var draw(KeyVar key) {
        int[] i = {0};
        return replay.apply(law -> law.draw(key.fold(i[0]++)));
    }

    /** Those of what is random; of a step those that are the same in all. */
    @Override
    public List<ParameterCheck> checks() {
        List<ParameterCheck> checks = new ArrayList<>();
        random.values().forEach(law -> checks.addAll(law.checks()));
        step.law().checks().stream()
                .filter(c -> c.nodes().stream().allMatch(step::isShared))
                .forEach(checks::add);
        return checks.stream().distinct().toList();
    }

    /** Also those of each step, given the rows before it. */
    @Override
    public List<ParameterCheck> checks(Value value) {
        Map<Var, Var> given = new IdentityHashMap<>();
        Value here = inStep(value, given);
        Rows rows = rows(given);
        List<ParameterCheck> checks = new ArrayList<>(checks());
        Set<ParameterCheck> known = new HashSet<>(checks);
        random.keySet().forEach(noise -> known.addAll(Innovation.of(noise).checks()));
        step.law().checks(here).stream()
                .filter(c -> !known.contains(c))
                .map(c -> c.map(x -> rows.of(List.of(x)).getFirst()))
                .forEach(checks::add);
        return checks;
    }
}
