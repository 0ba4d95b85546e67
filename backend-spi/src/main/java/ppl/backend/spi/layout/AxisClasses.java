package ppl.backend.spi.layout;

import java.util.Arrays;

/** Numbered axes, joined where they must be in one order: a union-find with path halving. Classes with a fixed axis keep theirs. */
final class AxisClasses {

    private int[] parent = new int[64];
    private boolean[] fixed = new boolean[64];
    private int count;

    /** Adds axes, each in a class of its own. */
    int[] add(int axes) {
        int[] added = new int[axes];
        for (int a = 0; a < axes; a++) {
            if (count == parent.length) {
                parent = Arrays.copyOf(parent, 2 * count);
                fixed = Arrays.copyOf(fixed, 2 * count);
            }
            parent[count] = count;
            added[a] = count++;
        }
        return added;
    }

    /** The class of an axis: equal for axes that are joined. */
    int of(int axis) {
        int a = axis;
        while (parent[a] != a) {
            parent[a] = parent[parent[a]];
            a = parent[a];
        }
        return a;
    }

    /** From here on both are in one order. */
    void join(int a, int b) {
        int from = of(a);
        int to = of(b);
        parent[from] = to;
        fixed[to] |= fixed[from];
    }

    /** From here on the class of an axis stays in the order in which it is. */
    void fix(int axis) {
        fixed[of(axis)] = true;
    }

    boolean isFixed(int axis) {
        return fixed[of(axis)];
    }
}
