package ppl.sampler.nuts.tree;

/**
 * Vectors of one length to borrow and give back, all made at construction, so that a growing tree allocates nothing. A
 * borrowed vector holds whatever its last user left in it.
 */
final class Buffers {

    private final double[][] all;
    private final double[][] free;
    private int left;

    Buffers(int count, int dimension) {
        all = new double[count][dimension];
        free = all.clone();
        left = count;
    }

    double[] take() {
        return free[--left];
    }

    void giveBack(double[] vector) {
        free[left++] = vector;
    }

    /** Takes every vector back, whoever holds it. */
    void reclaim() {
        System.arraycopy(all, 0, free, 0, all.length);
        left = all.length;
    }

    /** The number of vectors that nobody holds. */
    int left() {
        return left;
    }
}
