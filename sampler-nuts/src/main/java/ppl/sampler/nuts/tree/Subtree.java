package ppl.sampler.nuts.tree;

/**
 * A balanced binary tree of states built leaf by leaf without recursion: like a binary counter, it holds one complete
 * run per set bit of the number of leaves so far, and a new leaf is joined to them as a carry runs up. At most one run
 * per level waits for its neighbour, so memory grows with the depth, not with the number of leaves.
 */
final class Subtree {

    /** {@code waiting[k]} holds 2^k leaves if bit k of the number of leaves is set. */
    private final Segment[] waiting;

    private final Segment carry = new Segment();
    private final Turning turning;
    private final Buffers buffers;
    private int leaves;

    Subtree(int maxDepth, Turning turning, Buffers buffers) {
        waiting = new Segment[maxDepth];
        for (int k = 0; k < maxDepth; k++) {
            waiting[k] = new Segment();
        }
        this.turning = turning;
        this.buffers = buffers;
    }

    void clear() {
        leaves = 0;
    }

    int leaves() {
        return leaves;
    }

    /** Adds the next state. Returns true if a complete run within the tree has turned: then the tree is discarded. */
    boolean add(double[] momentum, double square) {
        carry.become(momentum, square);
        int level = 0;
        for (; (leaves >>> level & 1) == 1; level++) {
            Segment before = waiting[level];
            if (turning.between(before, carry)) {
                return true;
            }
            before.append(carry, turning, buffers);
            carry.become(before);
        }
        if (level < waiting.length) {
            waiting[level].become(carry);
        }
        leaves++;
        return false;
    }

    /** The run over all leaves, once their number is a power of two. */
    Segment whole() {
        return carry;
    }
}
