package ppl.aeppl.rule.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Rearrangement;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Gather;
import ppl.graph.op.Prim;
import ppl.graph.op.Reshape;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/** What the ops that move elements do to a tensor of any type. */
public final class Moves {

    private Moves() {}

    /**
     * A move.
     *
     * @param op one that moves elements
     * @param type of the tensor whose elements are moved
     * @param others the other operands
     * @param to the shape of the result
     */
    public static Rearrangement of(Prim op, TensorType type, List<Var> others, Shape to) {
        Shape from = type.shape();
        UnaryOperator<Var> move = x -> {
            List<Var> operands = new ArrayList<>(List.of(x));
            operands.addAll(others);
            return Var.of(op, operands);
        };
        Supplier<int[]> origins = origins(op, type, others, to);
        return switch (op) {
            case Reshape _ ->
                new Rearrangement(from, to, axesOfReshape(from, to), move, y -> Functions.reshape(y, from), origins);
            case Transpose(List<Integer> order) -> {
                int[] inverse = new int[order.size()];
                IntStream.range(0, inverse.length).forEach(i -> inverse[order.get(i)] = i);
                yield new Rearrangement(from, to, order, move, y -> Functions.transpose(y, inverse), origins);
            }
            case Slice(List<Integer> starts, List<Integer> sizes, List<Integer> steps) -> {
                List<Integer> axes = new ArrayList<>();
                for (int a = 0; a < from.rank(); a++) {
                    boolean whole = starts.get(a) == 0
                            && steps.get(a) == 1
                            && from.extent(a).is(sizes.get(a));
                    axes.add(whole ? a : -1);
                }
                yield new Rearrangement(
                        from,
                        to,
                        axes,
                        move,
                        origins == null ? null : Rearrangement.undoing(from, origins.get()),
                        origins);
            }
            case Gather(int axis) -> {
                List<Integer> axes = new ArrayList<>();
                int inserted = to.rank() - from.rank() + 1;
                IntStream.range(0, axis).forEach(axes::add);
                axes.addAll(Collections.nCopies(inserted, -1));
                IntStream.range(axis + 1, from.rank()).forEach(axes::add);
                yield new Rearrangement(
                        from,
                        to,
                        axes,
                        move,
                        origins == null ? null : Rearrangement.undoing(from, origins.get()),
                        origins);
            }
            default -> throw new AssertionError(op.name() + " does not move elements");
        };
    }

    /** Runs of axes whose lengths multiply to the same; an axis that is a run of its own on both sides is the same axis. */
    static List<Integer> axesOfReshape(Shape from, Shape to) {
        List<Integer> axes = new ArrayList<>(Collections.nCopies(to.rank(), -1));
        int i = 0;
        int j = 0;
        while (i < from.rank() && j < to.rank()) {
            if (from.extent(i).equals(to.extent(j))) {
                axes.set(j++, i++);
            } else if (from.extent(i).is(1)) {
                i++;
            } else if (to.extent(j).is(1)) {
                j++;
            } else if (!from.isKnown() || !to.isKnown()) {
                return axes; // which lengths are split is known in a run
            } else {
                long mine = from.size(i++);
                long theirs = to.size(j++);
                while (mine != theirs) {
                    if (mine < theirs) {
                        mine *= from.size(i++);
                    } else {
                        theirs *= to.size(j++);
                    }
                }
            }
        }
        return axes;
    }

    /** Where each element of the result comes from; null if only a run can tell. */
    private static @Nullable Supplier<int[]> origins(Prim op, TensorType type, List<Var> others, Shape to) {
        if (!type.shape().isKnown() || !to.isKnown()) {
            return null;
        }
        List<Tensor> operands = new ArrayList<>();
        operands.add(Tensor.wrap(
                Tensor.allocate(type.dtype(), type.shape().elements()),
                type.shape().sizes()));
        for (Var other : others) {
            Tensor known = other.constantValue();
            if (known == null) {
                return null;
            }
            operands.add(known);
        }
        TensorType result = type.with(to);
        return () -> IntStream.range(0, to.elements())
                .map(i -> op.sources(operands, result, i)
                        .filter(s -> s.operand() == 0)
                        .mapToInt(s -> s.element())
                        .findFirst()
                        .orElseThrow())
                .toArray();
    }

    /** Whether an element comes more than once: true or false where that is certain, null where a run decides. */
    public static @Nullable Boolean repeats(Rearrangement by) {
        if (by.isOneToOne() || by.origins() == null) {
            return by.isOneToOne() ? false : null;
        }
        int[] origins = by.origins().get();
        return IntStream.of(origins).distinct().count() < origins.length;
    }
}
