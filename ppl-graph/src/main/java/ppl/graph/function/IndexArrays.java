package ppl.graph.function;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.op.Gather;
import ppl.graph.op.ShapeOf;

/**
 * The integer tensors of one index. Their shapes broadcast to one shape, whose axes are in the result where theirs were; if
 * anything stands between them, they come first, as in NumPy. Several of them are one position in their axes, laid out
 * as one. Where any of them is outside its axis, that one is outside too.
 *
 * @param arrays one for each axis that is indexed, ascending
 * @param apart true if their axes come first in the result
 */
record IndexArrays(List<Array> arrays, boolean apart) {

    /** Positions on an axis. */
    record Array(int axis, Var positions) {}

    /** The elements of a tensor at these positions; its other axes stay as they are. */
    Var gather(Var x) {
        if (arrays.isEmpty()) {
            return x;
        }
        Var moved = apart ? toFront(x) : x;
        int first = apart ? 0 : arrays.getFirst().axis();
        if (arrays.size() == 1) {
            return Indexing.take(moved, arrays.getFirst().positions(), first);
        }
        List<Var> positions = new ArrayList<>();
        for (int k = 0; k < arrays.size(); k++) {
            Var p = Indexing.positions(moved, arrays.get(k).positions(), first + k);
            new Gather(first + k).infer(List.of(moved, p)); // a constant outside is an error of this axis
            positions.add(p.cast(DType.I64));
        }
        return Var.of(new Gather(first), joined(moved, first), place(moved, first, positions));
    }

    private Var toFront(Var x) {
        List<Integer> axes = arrays.stream().map(Array::axis).toList();
        IntStream others = IntStream.range(0, x.rank()).filter(a -> !axes.contains(a));
        return Axes.transpose(
                x, IntStream.concat(axes.stream().mapToInt(a -> a), others).toArray());
    }

    /** The axes that are indexed, as one. */
    private Var joined(Var x, int first) {
        int last = first + arrays.size();
        Shape shape = x.shape();
        Shape before = shape.slice(0, first);
        Shape together = Shape.of(List.of(length(shape.slice(first, last))));
        return Axes.reshape(x, before.concat(together).concat(shape.slice(last, shape.rank())));
    }

    /** The number of elements of a shape. */
    static Extent length(Shape shape) {
        if (shape.isKnown()) {
            return Extent.of(shape.elements());
        }
        Var product = Var.constant(1L);
        for (Extent e : shape.extents()) {
            product = product.times(e.asVar());
        }
        return Extent.of(product);
    }

    /** Whether that is certain, as of a draw among as many categories as there are positions. */
    private static boolean isInside(Var p, Var length) {
        return p.range().lo() >= 0 && p.range().hi() < length.range().lo();
    }

    /** The position on the joined axis; -1 where one position is outside its own axis. */
    private static Var place(Var x, int first, List<Var> positions) {
        Shape common = Shape.common(positions, "an index of several integer tensors");
        Var place = Var.constant(0L);
        Var inside = Var.constant(true);
        for (int k = 0; k < positions.size(); k++) {
            Var p = positions.get(k);
            Var n = Var.of(new ShapeOf(first + k), x);
            place = place.times(n).plus(p);
            if (!isInside(p, n)) {
                Var here = Elementwise.and(p.ge(0), p.lt(n));
                inside = inside.isSplat(1) ? here : Elementwise.and(inside, here);
            }
        }
        Var checked = inside.isSplat(1) ? place : Elementwise.where(inside, place, Var.constant(-1L));
        return Axes.broadcastTo(checked, common);
    }
}
