package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/** One thing to compute over one iteration space. Items of one space and level share a loop. */
final class Item {

    /** What becomes of the operands. */
    enum Kind {
        /** A value of its own in each iteration. */
        VALUE,
        /** The first operand, written to a part of the node's buffer. */
        STORE,
        /** The first operand, combined over axes. */
        FOLD,
        /** The first operand, added at places given by the second. */
        SCATTER,
        /** A library call. */
        CALL,
        /** One of two bodies, for all the results that are used; the node is the first of these. */
        BRANCH
    }

    /**
     * A node that an item reads.
     *
     * @param view the elements it reads
     * @param axes the axis of the item's domain that each axis of the view follows; -1 for the axis an index picks from
     * @param fused the item whose value, in the same iteration, is the element, if there is one
     */
    record Operand(StridedView view, int[] axes, @Nullable Item fused) {}

    /**
     * Where a STORE writes.
     *
     * @param offset the element at position 0
     * @param strides one for each axis of the domain
     */
    record Target(int offset, int[] strides) {}

    final Kind kind;
    final Var node;
    /** The axis lengths of the iteration space, those of 1 included. */
    final int[] domain;

    final Space space;
    final List<Operand> operands = new ArrayList<>();
    /** Items that wait for this one, each once for each use. */
    final List<Item> users = new ArrayList<>();

    @Nullable
    Target target;
    /** If this is a STORE of a whole output: its number, else -1. */
    int output = -1;
    /** Kernels of lower levels run first. */
    int level;
    /** The loop it ends up in. */
    int draft = -1;

    Item(Kind kind, Var node, int[] domain) {
        this.kind = kind;
        this.node = node;
        this.domain = domain;
        this.space = kind == Kind.CALL || kind == Kind.BRANCH ? Space.ofCall(node) : Space.of(domain);
    }

    /** The lowest level that its operands allow. */
    int earliest(Definitions definitions) {
        int earliest = 0;
        for (Operand o : operands) {
            for (Item source : definitions.of(o.view().base())) {
                earliest = Math.max(earliest, source.level + (o.fused() == source ? 0 : 1));
            }
        }
        return earliest;
    }

    /** The highest level that its users allow; {@code last} if it has none. */
    int latest(int last) {
        int latest = last;
        for (Item user : users) {
            latest = Math.min(latest, user.level - (user.fusesWith(this) ? 0 : 1));
        }
        return latest;
    }

    /** True if an operand is the value of {@code source} in the same iteration, whatever the levels. */
    boolean fusesWith(Item source) {
        boolean fused = false;
        for (Operand o : operands) {
            if (o.view().base() == source.node) {
                if (o.fused() != source) {
                    return false;
                }
                fused = true;
            }
        }
        return fused;
    }
}
