package ppl.aeppl.rule.mixture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Iota;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The components of a mixture. What is computed of each has the axes of a batch, then one of components, which is the last before
 * those of an event.
 */
sealed interface Components {

    Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    /** Components of laws of their own, all of one batch shape. */
    record Several(List<Law> laws) implements Components {

        @Override
        public Extent count() {
            return Extent.of(laws.size());
        }

        @Override
        public TensorType draw() {
            TensorType first = laws.getFirst().type().draw();
            DType common = laws.stream()
                    .map(law -> law.type().draw().dtype())
                    .reduce(DType::promote)
                    .orElseThrow();
            return new TensorType(common, first.shape());
        }

        @Override
        public Var each(Function<Law, Var> f, Shape shape, int eventRank) {
            return Functions.stack(
                    laws.stream()
                            .map(law -> Functions.broadcastTo(f.apply(law), shape))
                            .toList(),
                    shape.rank() - eventRank);
        }

        @Override
        public LogTerms logDensity(Value v, Support hull) {
            Shape batch = laws.getFirst().type().batchShape();
            Var stacked = each(law -> law.logDensity(at(v, law, hull)).elementwise(), batch, 0);
            return LogTerms.zero(batch.concat(Shape.of(List.of(count())))).plus(stacked);
        }

        @Override
        public Var masses(Value v, Support hull, Var all) {
            return eachOr(all, _ -> NEVER);
        }

        /** What counts for nothing must have no slope, and a density may be as steep as it likes at 0. */
        @Override
        public Var densities(Value v, Support hull, Var all, Var isPoint) {
            Var elsewhere = Functions.not(isPoint);
            return eachOr(all, law -> {
                Value own = at(v, law, hull);
                return law.logDensity(own.or(elsewhere, law.supportPoint())).elementwise();
            });
        }

        /** What a table of log-densities says, but something else of laws without points. */
        private Var eachOr(Var all, Function<Law, Var> ofDensity) {
            Shape batch = laws.getFirst().type().batchShape();
            List<Var> columns = new ArrayList<>();
            for (int k = 0; k < laws.size(); k++) {
                Law law = laws.get(k);
                columns.add(Functions.broadcastTo(
                        law.type().measure() instanceof BaseMeasure.Lebesgue
                                ? ofDensity.apply(law)
                                : Functions.take(all, Var.constant((long) k), -1),
                        batch));
            }
            return Functions.stack(columns, batch.rank());
        }

        @Override
        public List<ParameterCheck> checks(Value v) {
            return laws.stream().flatMap(law -> law.checks(v).stream()).toList();
        }

        @Override
        public Var widened(Var x) {
            return x;
        }

        @Override
        public Var picked(KeyVar key, Var index) {
            TensorType type = draw();
            Var drawn = null;
            for (int k = 0; k < laws.size(); k++) {
                Law law = laws.get(k);
                Var own = Functions.broadcastTo(law.draw(key.fold(k)), key.each(type.shape()))
                        .cast(type.dtype());
                Var chosen = trailing(index, own.rank() - index.rank());
                drawn = drawn == null
                        ? own
                        : Functions.where(
                                Functions.broadcastTo(Functions.equal(chosen, Var.constant((long) k)), own.shape()),
                                own,
                                drawn);
            }
            if (drawn == null) {
                throw new AssertionError("a mixture has components");
            }
            return drawn;
        }

        @Override
        public Capability<Components> rearranged(Rearrangement by) {
            List<Law> picked = new ArrayList<>();
            for (Law law : laws) {
                switch (law.elements(by)) {
                    case Capability.Present<Law>(Law elements) -> picked.add(elements);
                    case Capability.Absent<Law>(String why) -> {
                        return Capability.absent(why);
                    }
                }
            }
            return Capability.of(new Several(picked));
        }

        @Override
        public String describe() {
            return laws.stream().map(Law::describe).collect(Collectors.joining(", "));
        }
    }

    /** Components along the last batch axis of one law, which are independent. */
    record Along(Law law) implements Components {

        private int eventRank() {
            return law.type().eventAxes().size();
        }

        private int axis() {
            return law.type().batch().size() - 1;
        }

        @Override
        public List<Law> laws() {
            return List.of(law);
        }

        @Override
        public Extent count() {
            return law.type().draw().shape().extent(axis());
        }

        @Override
        public TensorType draw() {
            TensorType all = law.type().draw();
            return all.with(all.shape().without(axis()));
        }

        @Override
        public Var each(Function<Law, Var> f, Shape shape, int eventRank) {
            int at = shape.rank() - eventRank;
            Shape all = shape.slice(0, at).concat(Shape.of(List.of(count()))).concat(shape.slice(at, shape.rank()));
            return Functions.broadcastTo(f.apply(law), all);
        }

        @Override
        public LogTerms logDensity(Value v, Support hull) {
            return law.logDensity(full(at(v, law, hull)));
        }

        @Override
        public List<ParameterCheck> checks(Value v) {
            return law.checks(full(v));
        }

        private Value full(Value v) {
            return new Value(full(v.var()), v.inside(), distance(v.above()), distance(v.below()));
        }

        private Value.@Nullable Distance distance(Value.@Nullable Distance d) {
            return d == null ? null : new Value.Distance(widened(d.end()), full(d.log()));
        }

        private Var full(Var x) {
            return Functions.broadcastTo(widened(x), law.type().draw().shape());
        }

        @Override
        public Var widened(Var x) {
            return x.rank() <= eventRank() ? x : Functions.expandDims(x, x.rank() - eventRank());
        }

        @Override
        public Var picked(KeyVar key, Var index) {
            Var all = law.draw(key.fold("components"));
            Var chosen = Functions.equal(Functions.expandDims(index, -1), Var.of(new Iota(count())));
            Var here = Functions.broadcastTo(trailing(chosen, eventRank()), all.shape());
            return Functions.where(here, all, Var.constant(all.dtype(), 0)).sum(all.rank() - eventRank() - 1);
        }

        @Override
        public Capability<Components> rearranged(Rearrangement by) {
            return switch (law.elements(beside(by))) {
                case Capability.Present<Law>(Law elements) -> Capability.of(new Along(elements));
                case Capability.Absent<Law>(String why) -> Capability.absent(why);
            };
        }

        /** The same rearrangement of elements that are each a row of all components. */
        private Rearrangement beside(Rearrangement by) {
            Shape row = Shape.of(List.of(count()));
            Shape to = by.to().concat(row);
            List<Integer> axes = new ArrayList<>(by.axes());
            axes.add(by.from().rank());
            Supplier<int[]> origins = by.origins();
            return new Rearrangement(
                    by.from().concat(row),
                    to,
                    axes,
                    x -> Functions.broadcastTo(by.parameter(x, 1), to),
                    null,
                    origins == null || !row.isKnown() ? null : () -> rows(origins.get(), row.elements()));
        }

        private static int[] rows(int[] origins, int length) {
            return IntStream.of(origins)
                    .flatMap(at -> IntStream.range(at * length, (at + 1) * length))
                    .toArray();
        }

        @Override
        public String describe() {
            return law.describe();
        }
    }

    /** The laws: one that holds all components, or one for each. */
    List<Law> laws();

    /** How many there are. */
    Extent count();

    /** The type of a draw of one. */
    TensorType draw();

    /**
     * What is computed of each component, along a new axis before those of an event.
     *
     * @param shape what is computed broadcasts to this for one component
     * @param eventRank how many of the last axes of the shape are those of an event
     */
    Var each(Function<Law, Var> f, Shape shape, int eventRank);

    /**
     * The log-densities of all components at a value: of the batch shape with an axis of components.
     *
     * @param hull the support of the mixture, in which the value may be known to lie
     */
    LogTerms logDensity(Value v, Support hull);

    /**
     * Of the log-densities of all components those that are logs of probabilities of points; others may be anything.
     *
     * @param all as {@link #logDensity} gives them
     */
    default Var masses(Value v, Support hull, Var all) {
        return all;
    }

    /**
     * Of the log-densities of all components those that are no probabilities of points; anything where the value is a point.
     *
     * @param all as {@link #logDensity} gives them
     * @param isPoint whether the value is a point with a probability of its own
     */
    default Var densities(Value v, Support hull, Var all, Var isPoint) {
        return all;
    }

    /** The constraints on the parameters of all components at a value of the mixture. */
    List<ParameterCheck> checks(Value v);

    /** A node that broadcasts to a draw of the mixture, as one that broadcasts to what the laws are evaluated at. */
    Var widened(Var x);

    /** A draw of the component that an index, of the shape of the batch for each key, picks. */
    Var picked(KeyVar key, Var index);

    /** The components of elements of a mixture, each independent of the others. */
    Capability<Components> rearranged(Rearrangement by);

    /** As messages name them. */
    String describe();

    /** An event of the mixture as the laws take it. */
    default Event widened(Event e) {
        return e.withEnds(widenedEnd(e.lo()), widenedEnd(e.hi()));
    }

    private @Nullable Var widenedEnd(@Nullable Var end) {
        return end == null ? null : widened(end);
    }

    /** A value inside the support of the mixture need not lie in that of a component. */
    private static Value at(Value v, Law law, Support hull) {
        boolean inside = v.inside() && law.type().support().equals(hull);
        return new Value(v.var(), inside, v.above(), v.below());
    }

    /** With so many axes of length 1 behind its own. */
    private static Var trailing(Var x, int axes) {
        Shape ones = Shape.of(Collections.nCopies(axes, Extent.of(1)));
        return axes == 0 ? x : Functions.reshape(x, x.shape().concat(ones));
    }

    /** The type of one draw of components alike; its events have the last axes. */
    default Set<Integer> eventAxes() {
        LawType type = laws().getFirst().type();
        int events = type.eventAxes().size();
        int rank = draw().shape().rank();
        return IntStream.range(rank - events, rank).boxed().collect(Collectors.toSet());
    }
}
