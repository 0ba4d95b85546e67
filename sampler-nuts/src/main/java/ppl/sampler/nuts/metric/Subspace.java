package ppl.sampler.nuts.metric;

/**
 * The space in which draws and gradients are compared. In few dimensions it is the whole space; in many it is spanned by some of the
 * draws and gradients, beyond which nothing is known and the metric stays diagonal.
 *
 * @param basis orthonormal vectors, a row each; empty if the space is the whole one
 * @param whole true if the space is the whole one
 */
@SuppressWarnings("ArrayRecordComponent") // a basis, never compared
record Subspace(boolean whole, double[][] basis) {

    /** Decompositions of more rows than this take longer than they are worth. */
    private static final int MOST = 128;

    /** What is left of a vector after the others are taken from it is noise if it is smaller than this, squared. */
    private static final double NOISE = 1e-11;

    /** The space of all coordinates. */
    static Subspace all() {
        return new Subspace(true, new double[0][]);
    }

    /** The space of centred draws and gradients of n coordinates. */
    static Subspace of(double[][] draws, double[][] gradients, int n) {
        if (n <= Math.min(MOST, 2 * draws.length)) {
            return all();
        }
        double[][] some = evenly(draws, gradients);
        SymmetricEigen eigen = SymmetricEigen.of(Rows.gram(some));
        double[] squares = eigen.values();
        int count = squares.length;
        int first = 0;
        while (first < count && !(squares[first] > NOISE * squares[count - 1])) {
            first++;
        }
        double[][] basis = new double[count - first][];
        for (int k = first; k < count; k++) {
            double[] factors = eigen.vectors()[k].clone();
            double length = Math.sqrt(squares[k]);
            for (int i = 0; i < factors.length; i++) {
                factors[i] /= length;
            }
            basis[k - first] = Rows.combined(factors, some, n);
        }
        return new Subspace(false, basis);
    }

    /** Draws and gradients at equal distances, as many as a decomposition can take. */
    private static double[][] evenly(double[][] draws, double[][] gradients) {
        int count = Math.min(draws.length, MOST / 2);
        double[][] some = new double[2 * count][];
        for (int i = 0; i < count; i++) {
            int at = (int) ((long) i * draws.length / count);
            some[i] = draws[at];
            some[count + i] = gradients[at];
        }
        return some;
    }

    /** The coordinates of vectors in this space; what is orthogonal to it is left out. */
    double[][] coordinates(double[][] rows) {
        if (whole) {
            return rows;
        }
        double[][] out = new double[rows.length][basis.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < basis.length; k++) {
                out[i][k] = Dot.of(basis[k], rows[i]);
            }
        }
        return out;
    }

    /** The vectors with these coordinates. */
    double[][] vectors(double[][] coordinates, int n) {
        if (whole) {
            return coordinates;
        }
        double[][] out = new double[coordinates.length][];
        for (int k = 0; k < out.length; k++) {
            out[k] = Rows.combined(coordinates[k], basis, n);
        }
        return out;
    }

    int dimension(int n) {
        return whole ? n : basis.length;
    }
}
