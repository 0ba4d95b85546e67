package ppl.backend.vector.dense;

/**
 * What dense linear algebra of float64 does most of the time, in lanes of one width. Each element has its own chain of
 * fused multiply-adds in the order of the loop over {@code k}, so the bits are those of scalar code at every width.
 *
 * <p>A place in an array is given by the first element and a stride: {@code xp} and {@code xr} are where an array {@code x} begins and
 * how far its rows are apart, {@code xk} how far apart what is summed over.
 */
public sealed interface DenseF64 permits DenseV128F64, DenseV256F64, DenseV512F64 {

    /** Rows of a tile. */
    int ROWS = 6;

    /** The kernels for registers of 128, 256 or 512 bits. Links the Vector API. */
    static DenseF64 of(int bits) {
        return switch (bits) {
            case 128 -> new DenseV128F64();
            case 256 -> new DenseV256F64();
            case 512 -> new DenseV512F64();
            default -> throw new IllegalArgumentException("no registers have " + bits + " bits");
        };
    }

    /** Elements of a register. */
    int lanes();

    /** Columns of a tile. */
    default int columns() {
        return 2 * lanes();
    }

    /**
     * A tile of a product, {@link #ROWS} rows and {@link #columns()} columns: {@code c = sum over k < n of a b}, from +0 on in
     * ascending order. Columns lie side by side.
     */
    void multiply(double[] a, int ap, int ar, int ak, double[] b, int bp, int bk, int n, double[] c, int cp, int cr);

    /** The same, added to what is there: {@code c = fma(a, b, c)} for each k. */
    void accumulate(double[] a, int ap, int ar, int ak, double[] b, int bp, int bk, int n, double[] c, int cp, int cr);

    /**
     * Sums of products with one vector: {@code out_i = sum over k < n of a_ki x_k}, from +0 on in ascending order, for {@code count}
     * neighbours i, at least {@link #lanes()}.
     */
    void sums(double[] a, int ap, int ak, double[] x, int xp, int xk, int n, double[] out, int at, int count);

    /** The same of numbers of float32, which are widened in registers. */
    void sums(float[] a, int ap, int ak, double[] x, int xp, int xk, int n, double[] out, int at, int count);

    /**
     * The same of a packed panel, whose rows have as many elements as it has sums and follow each other; that is faster.
     *
     * @param vectors its width, 1 to 8
     */
    void panel(int vectors, double[] a, int ap, double[] x, int xp, int xk, int n, double[] out, int at);

    /**
     * The same of two panels of {@code n} rows, one behind the other, as their sums are.
     *
     * @param vectors their width, 3 or 4
     * @param xApart how far the numbers that the second meets are behind the others
     */
    void twoPanels(
            int vectors, double[] a, int ap, double[] x, int xp, int xk, int xApart, int n, double[] out, int at);

    /**
     * Sums of products of float64 for two stretches of k at once, of at most 4 vectors: alone these would wait for each other's additions.
     *
     * @param apart how far the second stretch is behind the first in {@code a}
     * @param xApart how far in {@code x}
     * @param outApart how far its sums are behind those of the first
     */
    void twoSums(
            double[] a,
            int ap,
            int ak,
            int apart,
            double[] x,
            int xp,
            int xk,
            int xApart,
            int n,
            double[] out,
            int at,
            int outApart,
            int count);

    /** The same of one vector for eight stretches. */
    void eightSums(
            double[] a,
            int ap,
            int ak,
            int apart,
            double[] x,
            int xp,
            int xk,
            int xApart,
            int n,
            double[] out,
            int at,
            int outApart);

    /**
     * Substitution in {@code rows} rows of {@code width} right sides, a multiple of {@link #lanes()}: {@code x_i = fma(-l_ik, x_k,
     * x_i)} for ascending {@code k < i}, then {@code x_i / l_ii}.
     *
     * @param negated how far behind its place the negative of each x is left, which {@link #accumulate} takes off other rows
     */
    void substitute(double[] l, int lp, int lr, int lk, int rows, double[] x, int xp, int xr, int width, int negated);

    /**
     * The first rows of a factor, transposed, from the square on its diagonal on: {@code u_ii} becomes its root, by which the others of row
     * i are divided, then {@code u_rj = fma(-u_ir, u_ij, u_rj)} for the rows after it. What is below the diagonal is undefined, and so is
     * the negative of the diagonal.
     *
     * @param width the length of the rows, a multiple of {@link #lanes()}
     * @param negated how far behind its place the negative of each element is left
     */
    void factor(double[] u, int up, int ur, int rows, int width, int negated);

    /** True if no element is NaN or infinite. */
    boolean areFinite(double[] x, int from, int count);
}
