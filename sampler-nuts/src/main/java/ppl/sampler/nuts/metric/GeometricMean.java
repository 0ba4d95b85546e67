package ppl.sampler.nuts.metric;

/**
 * The geometric mean of a covariance of draws and the inverse of a covariance of gradients: the matrix M with M C_g M = C_x. Among all
 * linear metrics it minimises the Fisher divergence between the posterior, seen through it, and a standard normal. For a normal posterior it
 * is the covariance exactly, however few draws there were, in the space that they span, since each gradient is a linear map of its draw.
 *
 * <p>Source: Seyboldt, Carlson and Carpenter, "Preconditioning Hamiltonian Monte Carlo by minimizing Fisher divergence", 2026.
 */
final class GeometricMean {

    private GeometricMean() {}

    /** M, of positive definite matrices. */
    static double[][] of(double[][] draws, double[][] gradients) {
        SymmetricEigen eigen = SymmetricEigen.of(gradients);
        double[][] root = power(eigen, true);
        SymmetricEigen middle = SymmetricEigen.of(sandwich(root, draws));
        return sandwich(power(eigen, false), power(middle, true));
    }

    /** The square root, or its inverse; eigenvalues that rounding has made nonpositive count as tiny. */
    private static double[][] power(SymmetricEigen eigen, boolean root) {
        double[] values = eigen.values();
        int n = values.length;
        double least = n == 0 ? 0 : Math.max(values[n - 1] * 0x1p-52, Double.MIN_NORMAL);
        double[] factors = new double[n];
        for (int k = 0; k < n; k++) {
            double f = Math.sqrt(Math.max(values[k], least));
            factors[k] = root ? f : 1 / f;
        }
        return SquareMatrix.of(factors, eigen.vectors(), n);
    }

    /** S A S for symmetric S. */
    private static double[][] sandwich(double[][] s, double[][] a) {
        return SquareMatrix.product(SquareMatrix.product(s, a), s);
    }
}
