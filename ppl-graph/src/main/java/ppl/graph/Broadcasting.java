package ppl.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.graph.Shape.Extent;

/** NumPy's rule for shapes that meet: right-aligned, equal lengths or 1; symbolic lengths agree with themselves. */
final class Broadcasting {

    private Broadcasting() {}

    /**
     * The common shape of operands.
     *
     * @param operation its name, for the message when there is none
     */
    static Shape common(List<Var> operands, String operation) {
        Shape shape = operands.getFirst().shape();
        for (Var x : operands) {
            if (x.shape().equals(shape)) {
                continue;
            }
            Shape merged = merge(shape, x.shape());
            if (merged == null) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        operation.toLowerCase(Locale.ROOT) + " got operands whose shapes do not "
                                + "broadcast: "
                                + operands.stream().map(Var::describe).collect(Collectors.joining(" and "))
                                + "; align their axes with reshape or transpose");
            }
            shape = merged;
        }
        return shape;
    }

    /** The common shape of shapes; an error if there is none. */
    static Shape common(Shape... shapes) {
        Shape shape = shapes[0];
        for (Shape other : shapes) {
            Shape merged = merge(shape, other);
            if (merged == null) {
                throw new GraphException(
                        GraphCode.SHAPE,
                        "the shapes " + Arrays.toString(shapes) + " do not broadcast: from the right, "
                                + "lengths must be equal or 1");
            }
            shape = merged;
        }
        return shape;
    }

    /** True if a tensor of shape {@code from} can be repeated to {@code to}. */
    static boolean fits(Shape from, Shape to) {
        Shape merged = merge(from, to);
        return merged != null && merged.equals(to);
    }

    private static @Nullable Shape merge(Shape a, Shape b) {
        if (a.rank() == 0 || b.rank() == 0) {
            return a.rank() == 0 ? b : a;
        }
        int rank = Math.max(a.rank(), b.rank());
        List<Extent> merged = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            int ia = i - (rank - a.rank());
            int ib = i - (rank - b.rank());
            Extent x = ia < 0 ? Extent.of(1) : a.extent(ia);
            Extent y = ib < 0 ? Extent.of(1) : b.extent(ib);
            if (x.equals(y) || y.is(1)) {
                merged.add(x);
            } else if (x.is(1)) {
                merged.add(y);
            } else if (x instanceof Extent.Symbolic || y instanceof Extent.Symbolic) {
                merged.add(x instanceof Extent.Known ? x : y); // checked again when the length is known
            } else {
                return null;
            }
        }
        return Shape.of(merged);
    }
}
