package ppl.graph.resize;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/** What is found of lengths while a graph is read, beside which axes are one. */
final class Findings {

    /**
     * A length that an axis has from now on.
     *
     * @param what has it, for messages
     * @param remedy what to do if it should have another
     * @param dim the dim that the axis lies along; null if it is none's
     * @param change what becomes of its positions
     */
    record Given(
            Axis axis,
            int length,
            String what,
            String remedy,
            @Nullable String dim,
            Change change) {

        /** Whether positions along it mean something else than before. */
        boolean moved() {
            return change.moved();
        }
    }

    /** An axis on which others stand one after the other, and so many elements more. */
    record Total(Axis whole, List<Axis> parts, int more, Var node) {}

    /** Axes of which each position is one of others, in row-major order. */
    record Product(List<Axis> from, List<Axis> to, Var node) {}

    /** An axis of something that is repeated, counted or drawn as often as a number said. */
    record Loose(Axis axis, Occurrence at, String what) {}

    /** Elements taken from an axis, or added up along it, by positions. */
    record Pick(Axis axis, Occurrence positions, Var node) {}

    /** Elements taken from an axis, or put onto it, by numbers that an op holds. */
    record Part(Axis axis, Var node) {}

    /**
     * Something that depends on the order of the elements along an axis.
     *
     * @param forward whether more elements behind the others change nothing of these
     */
    record Order(Axis axis, Occurrence at, boolean forward) {}

    private static final int MOST_COPIES = 20_000;

    final List<Given> given = new ArrayList<>();
    final List<Total> totals = new ArrayList<>();
    final List<Product> products = new ArrayList<>();
    final List<Loose> loose = new ArrayList<>();
    final List<Pick> picks = new ArrayList<>();
    final List<Part> parts = new ArrayList<>();
    final List<Occurrence> arrays = new ArrayList<>();
    final List<Occurrence> counts = new ArrayList<>();
    final List<Occurrence> all = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private int copies;

    /** Notes that something depends on the order along an axis. */
    void order(Axis axis, Occurrence at, boolean forward) {
        orders.add(new Order(axis, at, forward));
    }

    /** What was noted from some finding on stands in the place of something: nothing, or what depends on the order instead. */
    void inside(int first, @Nullable Occurrence of) {
        List<Order> found = orders.subList(first, orders.size());
        if (of == null) {
            found.clear();
        } else {
            found.replaceAll(x -> new Order(x.axis(), of, x.forward()));
        }
    }

    /** What depends on the order along axes. */
    List<Order> orders() {
        return orders;
    }

    /** Notes that an axis keeps its length. */
    void stays(Axis axis, String what, String remedy) {
        given.add(new Given(axis, axis.before(), what, remedy, null, Change.NONE));
    }

    /** Whether one more occurrence of a node is worth it. */
    boolean mayCopy() {
        return copies++ < MOST_COPIES;
    }
}
