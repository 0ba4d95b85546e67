package ppl.api;

import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import ppl.aeppl.family.Family;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/** How many elements of each event of a variable are missing. An event of a distribution of numbers is a number. */
final class EventCounts {

    private final Model.Observed whole;
    private final Tensor missing;
    private final RandomOp draw;
    private final Shape event;
    private final int[] counts;

    /** Of a draw that was observed in part. */
    EventCounts(Model.Observed whole) {
        this.whole = whole;
        this.missing = Objects.requireNonNull(whole.missing());
        this.draw = (RandomOp) whole.node().op();
        int rank = draw.batch().rank();
        this.event = whole.node().shape().slice(rank, whole.node().rank());
        this.counts = new int[draw.batch().elements()];
        for (int i = 0; i < missing.length(); i++) {
            counts[i / width()] += missing.booleanAt(i) ? 1 : 0;
        }
    }

    /**
     * Checks that events tell nothing about each other, so that each may be left out.
     *
     * @throws ModelException with code VALUE if they depend on each other along an axis
     */
    void requireApart() {
        Law law = ((Family) draw.family()).law(whole.node().inputs(), draw.batch(), Sources.none());
        for (int axis = 0; axis < draw.batch().rank(); axis++) {
            Dependence along = law.type().along(axis);
            if (along != Dependence.INDEPENDENT && along != Dependence.IID) {
                String where = whole.dims().isEmpty()
                        ? "axis " + axis
                        : "the dim '" + whole.dims().get(axis).name() + "'";
                throw new ModelException(
                        ModelCode.VALUE,
                        "'" + whole.name() + "' cannot be seen in part: " + law.describe()
                                + " makes its elements along " + where
                                + " depend on each other, and does not tell those that are missing by the others: observe all"
                                + " of its elements, or sample it, with m.sample, and observe what is known of single"
                                + " elements with an error, such as normal(" + whole.name() + ".get(0), sigma)");
            }
        }
    }

    Model.Observed whole() {
        return whole;
    }

    Var node() {
        return whole.node();
    }

    RandomOp draw() {
        return draw;
    }

    Shape batch() {
        return draw.batch();
    }

    Shape event() {
        return event;
    }

    /** The number of elements of an event. */
    int width() {
        return event.elements();
    }

    /** How many elements of an event are missing. */
    int missingOf(int position) {
        return counts[position];
    }

    /** Whether an element is missing, by its position in the variable. */
    boolean isMissing(int element) {
        return missing.booleanAt(element);
    }

    /** Whether each event is seen or missing as a whole. */
    boolean areWhole() {
        return IntStream.of(counts).allMatch(c -> c % width() == 0);
    }

    /** The positions of events, row-major, of whose count of missing elements something is true. */
    int[] where(IntPredicate count) {
        return IntStream.range(0, counts.length)
                .filter(b -> count.test(counts[b]))
                .toArray();
    }
}
