package ppl.aeppl.rule.order;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Rearrangement;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;

/** The first element along some axes, which disappear: one for all, where all are alike. */
final class FirstElement {

    private FirstElement() {}

    static Rearrangement along(Shape from, List<Integer> axes) {
        int[] reduced = axes.stream().mapToInt(Integer::intValue).toArray();
        Shape to = from.without(reduced);
        List<Integer> kept = new ArrayList<>();
        IntStream.range(0, from.rank()).filter(a -> !axes.contains(a)).forEach(kept::add);
        return new Rearrangement(from, to, kept, x -> pick(x, axes), null, origins(from, to, kept));
    }

    private static Var pick(Var x, List<Integer> axes) {
        Var picked = x;
        for (int axis : axes.reversed()) {
            picked = Functions.take(picked, Var.constant(0L), axis);
        }
        return picked;
    }

    private static @Nullable Supplier<int[]> origins(Shape from, Shape to, List<Integer> kept) {
        if (!from.isKnown()) {
            return null;
        }
        return () -> IntStream.range(0, to.elements())
                .map(i -> {
                    int[] at = to.position(i);
                    int[] full = new int[from.rank()];
                    IntStream.range(0, at.length).forEach(a -> full[kept.get(a)] = at[a]);
                    return from.element(full);
                })
                .toArray();
    }
}
