package ppl.aeppl.rule.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Prim;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of a draw all of whose elements are moved: its density is that of the draw at the elements moved back.
 *
 * @param base the law of the draw
 * @param by the move, one-to-one
 * @param terms the same move of log-densities, which have no event axes
 * @param type the type of the law
 */
public record MovedLaw(Law base, Rearrangement by, Rearrangement terms, LawType type) implements Law {

    /** Empty if events do not stay whole. */
    public static Optional<MovedLaw> of(Law base, Rearrangement by) {
        LawType type = base.type();
        boolean oneEvent = type.batch().isEmpty();
        Set<Integer> all =
                new TreeSet<>(IntStream.range(0, by.to().rank()).boxed().toList());
        Optional<Set<Integer>> events = oneEvent ? Optional.of(all) : by.axesOf(type.eventAxes());
        Optional<Rearrangement> terms =
                oneEvent ? Optional.of(Rearrangement.none(Shape.scalar())) : by.without(type.eventAxes());
        if (!by.isOneToOne() || events.isEmpty() || terms.isEmpty()) {
            return Optional.empty();
        }
        LawType moved = new LawType(
                new TensorType(type.draw().dtype(), by.to()),
                type.measure(),
                support(type.support(), by),
                events.get(),
                batch(type, by, events.get()),
                type.sources().rearranged(by));
        return Optional.of(new MovedLaw(base, by, terms.get(), moved));
    }

    /** The law with its axes in another order: axis {@code i} is axis {@code order[i]} of a draw. Empty if events do not stay whole. */
    public static Optional<MovedLaw> transposed(Law base, int... order) {
        Var like = Var.input("x", base.type().draw());
        Var moved = Functions.transpose(like, order);
        return moved == like
                ? Optional.of(new MovedLaw(
                        base,
                        Rearrangement.none(like.shape()),
                        Rearrangement.none(base.type().batchShape()),
                        base.type()))
                : of(base, Moves.of((Prim) moved.op(), like.type(), List.of(), moved.shape()));
    }

    /** Of sets of vectors the least interval that holds their elements, unless their axes stay where they are. */
    private static Support support(Support support, Rearrangement by) {
        return switch (support) {
            case Support.RealInterval(Var lo, boolean loClosed, Var hi, boolean hiClosed) ->
                new Support.RealInterval(end(lo, by), loClosed, end(hi, by), hiClosed);
            case Support.Integers(Var lo, Var hi) -> new Support.Integers(end(lo, by), end(hi, by));
            default -> staysLast(support, by) ? support : hull(support);
        };
    }

    private static boolean staysLast(Support support, Rearrangement by) {
        int n = support.eventRank();
        return by.to().rank() >= n
                && IntStream.rangeClosed(1, n)
                        .allMatch(i ->
                                by.axes().get(by.to().rank() - i) == by.from().rank() - i);
    }

    private static Support hull(Support support) {
        Interval of = support.bounds();
        return support.isDiscrete()
                ? new Support.Integers(finite(of.lo()), finite(of.hi()))
                : new Support.RealInterval(finite(of.lo()), true, finite(of.hi()), true);
    }

    private static @Nullable Var finite(double end) {
        return Double.isInfinite(end) ? null : Var.constant(end);
    }

    private static @Nullable Var end(@Nullable Var end, Rearrangement by) {
        return end == null ? null : by.parameter(end);
    }

    /** Of an axis that is made of several the one dependence that all have. */
    private static List<Dependence> batch(LawType type, Rearrangement by, Set<Integer> events) {
        Set<Dependence> all = Set.copyOf(type.batch());
        Dependence any = all.size() == 1
                ? all.iterator().next()
                : all.contains(Dependence.SERIAL) ? Dependence.SERIAL : Dependence.INDEPENDENT;
        List<Integer> before = IntStream.range(0, by.from().rank())
                .filter(a -> !type.eventAxes().contains(a))
                .boxed()
                .toList();
        List<Dependence> batch = new ArrayList<>();
        for (int a = 0; a < by.to().rank(); a++) {
            if (!events.contains(a)) {
                int from = before.indexOf(by.axes().get(a));
                batch.add(from < 0 ? any : type.batch().get(from));
            }
        }
        return batch;
    }

    @Override
    public String describe() {
        return base.describe() + " as " + by.to();
    }

    @Override
    public LogTerms logDensity(Value value) {
        LogTerms moved = LogTerms.zero(type.batchShape());
        for (LogTerms.Term t : base.logDensity(undone(value)).terms()) {
            moved = moved.plus(t.coefficient(), terms.parameter(t.body()));
        }
        return moved;
    }

    private Value undone(Value value) {
        return by.undo(value).orElseThrow();
    }

    @Override
    public List<Atom> atoms() {
        return base.atoms().stream()
                .map(a -> new Atom(by.parameter(a.location()), by.parameter(a.logMass())))
                .toList();
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return ClosedForm.rearranged(base, by, kind);
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return base.recover(undone(value));
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

    @Override
    public List<ParameterCheck> checks(Value value) {
        return base.checks(undone(value));
    }
}
