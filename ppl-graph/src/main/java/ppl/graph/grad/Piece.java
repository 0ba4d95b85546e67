package ppl.graph.grad;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.function.Indexing;
import ppl.graph.op.Pad;
import ppl.graph.op.Slice;

/**
 * Neighbouring elements of a tensor: along axis {@code a}, {@code sizes[a]} of them from {@code starts[a]} on, at least one.
 *
 * @param part the elements; of a condition also {@link Bools#ALWAYS}
 */
record Piece(List<Integer> starts, List<Integer> sizes, Var part) {

    /** Copies the lists. */
    Piece {
        starts = List.copyOf(starts);
        sizes = List.copyOf(sizes);
    }

    /** What a slice hands back to its operand, if that is one piece; null otherwise. */
    static @Nullable Piece of(Slice slice, Shape from, Var part) {
        boolean isPiece = from.isKnown();
        for (int a = 0; a < slice.sizes().size(); a++) {
            int size = slice.sizes().get(a);
            isPiece &= size == 1 || (size > 1 && slice.steps().get(a) == 1);
        }
        return isPiece ? new Piece(slice.starts(), slice.sizes(), part) : null;
    }

    /** The same place with other elements. */
    Piece with(Var other) {
        return new Piece(starts, sizes, other);
    }

    int start(int axis) {
        return starts.get(axis);
    }

    /** The first position behind it. */
    int end(int axis) {
        return starts.get(axis) + sizes.get(axis);
    }

    /** The part of it between two positions of an axis. */
    Piece between(int axis, int from, int to) {
        if (from == start(axis) && to == end(axis)) {
            return this;
        }
        List<Integer> first = new ArrayList<>(starts);
        List<Integer> counts = new ArrayList<>(sizes);
        first.set(axis, from);
        counts.set(axis, to - from);
        return new Piece(first, counts, Indexing.slice(part, axis, from - start(axis), to - from, 1));
    }

    /** The piece in zeros of a shape. */
    Var in(Shape shape) {
        List<Integer> steps = starts.stream().map(_ -> 1).toList();
        return part.shape().equals(shape) ? part : Var.of(new Pad(shape, starts, steps), part);
    }

    /** Its elements by their numbers in a tensor of a shape. */
    int[] elements(Shape shape) {
        int[] numbers = {0};
        for (int a = 0; a < starts.size(); a++) {
            int n = sizes.get(a);
            int[] longer = new int[Math.multiplyExact(numbers.length, n)];
            for (int i = 0; i < longer.length; i++) {
                longer[i] = numbers[i / n] * shape.size(a) + starts.get(a) + i % n;
            }
            numbers = longer;
        }
        return numbers;
    }
}
