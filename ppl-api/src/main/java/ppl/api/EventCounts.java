package ppl.api;

import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
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
