package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Sets of elements of variables, each kept once and called by a number. The empty set is number 0. */
final class ElementSets {

    /** Sets of more elements than any table has axes for are all this one. */
    static final int MANY = -1;

    /** The most elements of a set. */
    static final int MOST = 24;

    static final int EMPTY = 0;

    private final List<int[]> sets = new ArrayList<>();
    private final Map<List<Integer>, Integer> numbers = new HashMap<>();
    private final Map<Long, Integer> unions = new HashMap<>();

    ElementSets() {
        number(new int[0]);
    }

    /** The elements, ascending. */
    int[] elements(int set) {
        return sets.get(set);
    }

    int single(int element) {
        return number(new int[] {element});
    }

    private int number(int[] elements) {
        return numbers.computeIfAbsent(Arrays.stream(elements).boxed().toList(), _ -> {
            sets.add(elements);
            return sets.size() - 1;
        });
    }

    int union(int a, int b) {
        if (a == b || b == EMPTY) {
            return a;
        }
        if (a == EMPTY) {
            return b;
        }
        if (a == MANY || b == MANY) {
            return MANY;
        }
        long both = (long) Math.min(a, b) << Integer.SIZE | Math.max(a, b);
        Integer known = unions.get(both);
        if (known == null) {
            int[] union = IntStream.concat(Arrays.stream(sets.get(a)), Arrays.stream(sets.get(b)))
                    .distinct()
                    .sorted()
                    .toArray();
            known = union.length > MOST ? MANY : number(union);
            unions.put(both, known);
        }
        return known;
    }
}
