package ppl.graph.resize;

import ppl.graph.Shape;

/**
 * An axis of a node; or of several nodes, once it is found that they must have one length. Axes are joined because of what an op does
 * with them, never because their lengths are equal.
 */
final class Axis {

    private final int before;
    private Axis up = this;
    private boolean tied;

    /** An axis of a length. */
    Axis(int before) {
        this.before = before;
    }

    /** New axes of a known shape. */
    static Axis[] of(Shape shape) {
        Axis[] axes = new Axis[shape.rank()];
        for (int a = 0; a < axes.length; a++) {
            axes[a] = new Axis(shape.size(a));
        }
        return axes;
    }

    /** What stands for all axes that are one with it. */
    Axis root() {
        Axis at = this;
        while (at.up != at) {
            at.up = at.up.up;
            at = at.up;
        }
        return at;
    }

    /** Makes two one. */
    void join(Axis other) {
        Axis a = root();
        Axis b = other.root();
        if (a != b && a.before == b.before) {
            b.up = a;
            a.tied |= b.tied;
        }
    }

    /** The length before. */
    int before() {
        return before;
    }

    /** Notes that it is an axis of values or draws, of which there are as many as there are. */
    void tie() {
        root().tied = true;
    }

    /** Whether values or draws lie along it; if not, it is that of something repeated or counted. */
    boolean isTied() {
        return root().tied;
    }
}
