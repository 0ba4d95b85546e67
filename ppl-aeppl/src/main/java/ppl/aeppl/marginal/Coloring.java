package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.graph.batch.BatchAxis;

/**
 * Which axis the values of each element run along: elements that some element of a term depends on together have axes of their own, all
 * others share one. So a term of a thousand elements that depend on one variable each has one axis of values, not a thousand.
 */
final class Coloring {

    private final Map<Integer, BatchAxis> axes = new TreeMap<>();

    private Coloring() {}

    /** The first axis of the right size that no neighbour has, for one element after the other. */
    static Coloring of(Set<Integer> sets, ElementSets all, IntUnaryOperator size) {
        Map<Integer, Set<Integer>> neighbours = new LinkedHashMap<>();
        for (int set : sets) {
            int[] elements = all.elements(set);
            for (int a : elements) {
                Set<Integer> near = neighbours.computeIfAbsent(a, _ -> new LinkedHashSet<>());
                Arrays.stream(elements).filter(b -> b != a).forEach(near::add);
            }
        }
        Coloring c = new Coloring();
        List<BatchAxis> made = new ArrayList<>();
        neighbours.forEach((element, near) -> {
            BitSet taken = new BitSet();
            near.forEach(b -> {
                BatchAxis axis = c.axes.get(b);
                if (axis != null) {
                    taken.set(axis.place());
                }
            });
            int n = size.applyAsInt(element);
            BatchAxis free = made.stream()
                    .filter(a -> a.size() == n && !taken.get(a.place()))
                    .findFirst()
                    .orElseGet(() -> {
                        BatchAxis axis = new BatchAxis(made.size(), n);
                        made.add(axis);
                        return axis;
                    });
            c.axes.put(element, free);
        });
        return c;
    }

    /** The axis of an element; null if no element of the term depends on it. */
    @Nullable
    BatchAxis axis(int element) {
        return axes.get(element);
    }

    /** All axes, in their order. */
    List<BatchAxis> axes() {
        return axes.values().stream().distinct().sorted().toList();
    }
}
