package ppl.aeppl.rule.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of elements some of which are picked more than once: copies of one draw, which agree. Its density is that of the different picks,
 * each counted once, and −∞ where copies differ. The density of copies is one on a surface, of as many dimensions as there
 * are different picks.
 *
 * @param base the law that is picked from
 * @param picked the law of the picks if all were different
 * @param by which elements
 * @param rows the same of events
 */
record RepeatedPicks(Law base, Law picked, Rearrangement by, Rearrangement rows) implements Law {

    /** Empty if events do not stay whole, or if only a run tells how many are picked. */
    static Optional<Law> of(Law base, Law picked, Rearrangement by) {
        if (!by.to().isKnown()) {
            return Optional.empty();
        }
        return by.without(base.type().eventAxes()).map(rows -> new RepeatedPicks(base, picked, by, rows));
    }

    @Override
    public String describe() {
        return picked.describe() + ", some picked more than once";
    }

    @Override
    public LawType type() {
        LawType type = picked.type();
        Set<Integer> all =
                new TreeSet<>(IntStream.range(0, by.to().rank()).boxed().toList());
        BaseMeasure measure = type.measure() instanceof BaseMeasure.Counting
                ? BaseMeasure.COUNTING
                : new BaseMeasure.Surface(dimensions());
        return new LawType(
                type.draw(),
                measure,
                type.support(),
                all,
                List.of(),
                base.type().sources());
    }

    /** At most: positions may be known only in a run. */
    private int dimensions() {
        return rows.origins() == null
                ? by.to().elements()
                : (int) IntStream.of(rows.origins().get()).distinct().count();
    }

    /**
     * The picks in the order of their positions: there copies stand beside each other, and each is compared with the one before it.
     */
    @Override
    public LogTerms logDensity(Value value) {
        Shape many = rows.to();
        Var positions = flat(rows.positions(), many);
        Var order = Functions.argsort(positions, 0);
        Var count = order.shape().extent(0).asVar();
        Var before = Functions.maximum(Functions.arange(count).minus(1), 0);
        Var sorted = Functions.take(positions, order, 0);
        Var isFirst = Functions.or(
                Functions.notEqual(sorted, Functions.take(sorted, before, 0)),
                Functions.equal(Functions.arange(count), 0));
        Var picks = Functions.take(rowsOf(value.var(), many), order, 0);
        Var same = Functions.equal(picks, Functions.take(picks, before, 0));
        Var agree = same.rank() == 1 ? same : Functions.all(same, 1);
        Var density = Functions.take(flat(picked.logDensity(value).elementwise(), many), order, 0);
        Var terms = Functions.where(
                isFirst, density, Functions.where(agree, Var.constant(0.0), Var.constant(Double.NEGATIVE_INFINITY)));
        return LogTerms.zero(Shape.scalar()).plus(terms.sum());
    }

    private static Var flat(Var x, Shape shape) {
        return shape.rank() == 1 ? x : Functions.reshape(Functions.broadcastTo(x, shape), -1);
    }

    /** The value with one row for each pick: event axes behind, put together. */
    private Var rowsOf(Var value, Shape many) {
        Set<Integer> events = picked.type().eventAxes();
        List<Integer> order = new ArrayList<>(IntStream.range(0, value.rank())
                .filter(a -> !events.contains(a))
                .boxed()
                .toList());
        order.addAll(events);
        Var moved = Functions.transpose(
                value, order.stream().mapToInt(Integer::intValue).toArray());
        return events.isEmpty() ? flat(moved, many) : Functions.reshape(moved, many.elements(), -1);
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return ClosedForm.rearranged(base, by, kind);
    }

    /** None: which draws are determined depends on the positions. */
    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }

    @Override
    public Var supportPoint() {
        return by.move().apply(base.supportPoint());
    }

    @Override
    public Var draw(KeyVar key) {
        return by.moveEach(base.draw(key));
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }
}
