package ppl.graph.resize;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Var;
import ppl.graph.resize.Findings.Given;
import ppl.graph.resize.Findings.Product;
import ppl.graph.resize.Findings.Total;

/** The length of each axis from now on: what is given, and what follows from it. Axes of which nothing follows keep theirs. */
final class Lengths {

    private final Map<Axis, Given> known = new IdentityHashMap<>();
    private int notes;

    private Lengths() {}

    /**
     * Those that follow from what was found.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if two lengths are asked of one axis, naming who asks for them
     */
    static Lengths of(Findings findings) {
        Lengths lengths = new Lengths();
        findings.given.forEach(lengths::put);
        int before = -1;
        while (lengths.notes > before) {
            before = lengths.notes;
            findings.totals.forEach(lengths::follow);
            findings.products.forEach(lengths::follow);
        }
        findings.totals.forEach(lengths::verify);
        findings.products.forEach(lengths::verify);
        return lengths;
    }

    /** The length of an axis. */
    int of(Axis axis) {
        Given given = known.get(axis.root());
        return given == null ? axis.before() : given.length();
    }

    /** Whether the length is another one than before. */
    boolean isChanged(Axis axis) {
        return of(axis) != axis.before();
    }

    /** Whether someone says how long it is. */
    boolean isGiven(Axis axis) {
        return known.containsKey(axis.root());
    }

    /** Who says how long it is, if anyone does. */
    @Nullable
    Given given(Axis axis) {
        return known.get(axis.root());
    }

    /** What becomes of the positions along it. */
    Change change(Axis axis) {
        Given given = known.get(axis.root());
        return given == null ? Change.NONE : given.change();
    }

    /** Notes a length. What lies along a dim says more than what does not, and comes first in a message. */
    private void put(Given given) {
        Axis root = given.axis().root();
        Given other = known.get(root);
        if (other != null && other.length() != given.length()) {
            boolean first = other.length() != root.before();
            throw conflict(first ? other : given, first ? given : other);
        }
        boolean says = other == null
                || (other.dim() == null && given.dim() != null)
                || given.change().saysMoreThan(other.change());
        if (says) {
            known.put(root, given);
            notes++;
        }
    }

    private static GraphException conflict(Given changed, Given other) {
        int before = changed.axis().before();
        String otherwise = other.length() == before ? "stays " + before + " long" : "becomes " + other.length();
        return new GraphException(
                GraphCode.SHAPE,
                changed.what() + " is to be " + changed.length() + " long instead of " + before + ", but "
                        + other.what() + " " + otherwise + ", and both have one length in this graph: "
                        + other.remedy());
    }

    private void follow(Total total) {
        follows(total.whole(), sum(total), total.parts(), total.node());
    }

    /**
     * The sum of the parts.
     *
     * @throws GraphException if there are not so many elements to leave out
     */
    private int sum(Total total) {
        int sum = total.parts().stream().mapToInt(this::of).sum() + total.more();
        if (sum < 0) {
            Axis part = total.parts().getFirst();
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the part " + total.node().describe() + " leaves out " + -total.more() + " elements, but "
                            + text(part) + " is to be " + of(part) + " long: give more");
        }
        return sum;
    }

    private void verify(Total total) {
        if (sum(total) != of(total.whole())) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    total.node().describe() + " joins parts, which now have " + sum(total) + " elements in all, but "
                            + text(total.whole()) + " is to be " + of(total.whole())
                            + " long: how many parts there are is written in the model, so build it anew");
        }
    }

    /** One unknown length among those on both sides follows from the others. */
    private void follow(Product product) {
        List<Axis> all = new ArrayList<>(product.from());
        all.addAll(product.to());
        List<Axis> open = all.stream().filter(a -> !isGiven(a)).toList();
        if (open.size() > 1
                || (open.isEmpty() && product.from().size() > 1 && product.to().size() > 1)) {
            return;
        }
        Axis missing = open.isEmpty()
                ? (product.from().size() == 1 ? product.from() : product.to()).getFirst()
                : open.getFirst();
        boolean below = product.from().contains(missing);
        long whole = product(below ? product.to() : product.from());
        List<Axis> rest = new ArrayList<>(below ? product.from() : product.to());
        rest.remove(missing);
        long others = product(rest);
        if (others > 0 && whole % others == 0 && whole / others <= Integer.MAX_VALUE) {
            all.remove(missing);
            follows(missing, (int) (whole / others), all, product.node());
        }
    }

    private long product(List<Axis> axes) {
        return axes.stream().mapToLong(this::of).reduce(1, (a, b) -> a * b);
    }

    private void verify(Product product) {
        List<Axis> changed = new ArrayList<>(product.from());
        changed.addAll(product.to());
        changed.removeIf(a -> !isChanged(a));
        if (changed.isEmpty()) {
            return;
        }
        boolean one = product.from().size() == 1 || product.to().size() == 1;
        boolean settled = product.from().stream().allMatch(this::isGiven)
                && product.to().stream().allMatch(this::isGiven);
        if (!one || !settled || product(product.from()) != product(product.to())) {
            Axis axis = changed.getFirst();
            throw new GraphException(
                    GraphCode.SHAPE,
                    text(axis) + " is to be " + of(axis) + " long instead of " + axis.before() + ", but the reshape "
                            + product.node().describe()
                            + " does not say which of its lengths depend on it: let each of its"
                            + " axes lie along a dim, of data or of variables, or keep the axes apart");
        }
    }

    /** What is made of axes with other lengths or positions has others too. */
    private void follows(Axis axis, int length, List<Axis> from, Var node) {
        Change change = from.stream().map(this::change).reduce(Change.NONE, (a, b) -> b.saysMoreThan(a) ? b : a);
        if (from.stream().anyMatch(this::isChanged) || change != Change.NONE) {
            put(new Given(axis, length, node.describe(), "its length follows from its operands", null, change));
        }
    }

    private String text(Axis axis) {
        Given given = known.get(axis.root());
        return given == null ? "an axis" : given.what();
    }
}
