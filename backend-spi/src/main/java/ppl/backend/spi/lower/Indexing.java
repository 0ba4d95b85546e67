package ppl.backend.spi.lower;

import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Gather;
import ppl.graph.op.ScatterAdd;

/**
 * By what a node picks or adds. A constant index outside its axis is an error where a graph is built, but one that a program computes
 * is not: its element is NaN, and may be masked. So such an index stays computed.
 *
 * @param index without its repetition
 * @param length of the axis that it goes along
 */
record Indexing(Var index, int length) {

    /** That of a node; null if it has none. */
    static @Nullable Indexing of(Var node) {
        return switch (node.op()) {
            case Gather g -> of(node, node.inputs().getFirst().shape().size(g.axis()));
            case ScatterAdd s -> of(node, node.shape().size(s.axis()));
            default -> null;
        };
    }

    private static Indexing of(Var node, int length) {
        Var index = node.inputs().get(1);
        return new Indexing(index.op() instanceof Broadcast ? index.inputs().getFirst() : index, length);
    }

    /** True if one of the positions lies outside of the axis. */
    boolean isOutside(Tensor positions) {
        for (int i = 0; i < positions.length(); i++) {
            if (positions.longAt(i) < 0 || positions.longAt(i) >= length) {
                return true;
            }
        }
        return false;
    }
}
