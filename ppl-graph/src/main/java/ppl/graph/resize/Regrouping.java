package ppl.graph.resize;

import java.util.ArrayList;
import java.util.List;
import ppl.graph.Var;

/**
 * Which axes of a reshape are one. Elements keep their row-major order, so axes fall into groups of equal products from the first on; a
 * group of one axis on each side is one axis. Axes of length 1 stay what they are.
 */
final class Regrouping {

    private final Occurrence o;
    private final Axis[] from;
    private final Axis[] to;
    private final Findings findings;
    private final boolean strict;

    Regrouping(Occurrence o, Findings findings, boolean strict) {
        this.o = o;
        this.from = o.operands().getFirst().axes();
        this.to = o.axes();
        this.findings = findings;
        this.strict = strict;
    }

    void apply() {
        boolean empty = o.node().shape().elements() == 0;
        int i = 0;
        int j = 0;
        while (!empty && (i < from.length || j < to.length)) {
            boolean one = i < from.length && from[i].before() == 1;
            boolean other = j < to.length && to[j].before() == 1;
            if (one && other) {
                from[i++].join(to[j++]);
            } else if (one) {
                single(from[i++]);
            } else if (other) {
                single(to[j++]);
            } else {
                int[] after = group(i, j);
                i = after[0];
                j = after[1];
            }
        }
        if (empty) {
            grouped(List.of(from), List.of(to));
        }
    }

    /** The first group from these axes on; the axes behind it. */
    private int[] group(int first, int other) {
        List<Axis> some = new ArrayList<>(List.of(from[first]));
        List<Axis> others = new ArrayList<>(List.of(to[other]));
        int i = first + 1;
        int j = other + 1;
        long a = from[first].before();
        long b = to[other].before();
        while (a != b) {
            if (a < b) {
                a *= from[i].before();
                some.add(from[i++]);
            } else {
                b *= to[j].before();
                others.add(to[j++]);
            }
        }
        if (some.size() == 1 && others.size() == 1) {
            some.getFirst().join(others.getFirst());
        } else {
            grouped(some, others);
        }
        return new int[] {i, j};
    }

    private void grouped(List<Axis> some, List<Axis> others) {
        if (strict) {
            findings.products.add(new Findings.Product(some, others, o.node()));
        }
    }

    private void single(Axis axis) {
        if (strict) {
            Var node = o.node();
            findings.stays(
                    axis,
                    "an axis of length 1 in " + node.describe(),
                    "along such an axis there is one element: name the axis with a dim, or broadcast to the dim's size");
        }
    }
}
