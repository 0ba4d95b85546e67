package ppl.aeppl.family.multivariate;

import java.util.ArrayList;
import java.util.List;
import ppl.aeppl.family.multivariate.MvNormal.Scale;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.matrix.QuadraticForm;
import ppl.graph.random.ParameterCheck;

/**
 * The matrix parameter {@code [d, d]} of laws of vectors whose level sets are ellipsoids: how vectors become standardised ones, and the other way.
 *
 * @param scale what it is
 * @param factor its lower factor
 */
record ScaleMatrix(Scale scale, Var matrix, Var factor) {

    /** What rounding leaves between the two halves of a matrix, relative to its diagonal. */
    private static final double SYMMETRY = 1e-8;

    static ScaleMatrix of(Scale scale, Var matrix) {
        return new ScaleMatrix(scale, matrix, scale == Scale.CHOLESKY ? matrix : Functions.cholesky(matrix));
    }

    /** That it is one of these. */
    List<ParameterCheck> checks(String owner, String parameter) {
        Var diagonal = Functions.diagonal(factor);
        String constraint = scale == Scale.CHOLESKY ? "with a positive diagonal" : "to be positive definite";
        String remedy = scale == Scale.CHOLESKY
                ? "correct it, or take exp of its diagonal"
                : "correct it, or add a small positive number to its diagonal";
        List<ParameterCheck> checks = new ArrayList<>(List.of(
                ParameterCheck.of(owner, parameter, constraint, remedy, matrix, Functions.all(diagonal.gt(0)))));
        Tensor known = matrix.constantValue();
        if (known != null && !upperHalfFits(known)) {
            String half = scale == Scale.CHOLESKY ? "to be lower triangular" : "to be symmetric";
            String make = scale == Scale.CHOLESKY
                    ? "set what is above the diagonal to 0"
                    : "correct it, or take the mean of it and its transpose";
            checks.addFirst(ParameterCheck.of(owner, parameter, half, make, matrix, Var.constant(false)));
        }
        return checks;
    }

    /**
     * Whether the half above the diagonal, which the density never reads, says the same as the other half. Only of matrices
     * written down: one that a model computes has the right form up to rounding.
     */
    private boolean upperHalfFits(Tensor known) {
        int d = known.sizes()[0];
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) {
                double above = known.doubleAt(i * d + j);
                double below = scale == Scale.CHOLESKY ? 0 : known.doubleAt(j * d + i);
                double size = Math.sqrt(Math.abs(known.doubleAt(i * d + i) * known.doubleAt(j * d + j)));
                if (Math.abs(above - below) > SYMMETRY * size) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Vectors along the last axis, standardised: a column {@code [d]} each. */
    Var standardised(Var away) {
        Var columns = columns(away);
        return scale == Scale.PRECISION
                ? Functions.matmul(factor.transpose(), columns)
                : Functions.triangularSolve(factor, columns, false);
    }

    private Var columns(Var away) {
        return Functions.reshape(away, -1, matrix.shape().size(0)).transpose();
    }

    /** The squared length of each {@link #standardised} vector. */
    Var squaredLengths(Var away) {
        return squaredLengths(away, Var.constant(1.0));
    }

    /**
     * The squared length of each {@link #standardised} vector in a unit of its own. By a matrix that is no factor its derivative is one product
     * of vectors, not a sweep back through the factor.
     *
     * @param unit a number, or one for each vector
     */
    Var squaredLengths(Var away, Var unit) {
        Var columns = columns(away).div(unit);
        return switch (scale) {
            case CHOLESKY ->
                Functions.triangularSolve(factor, columns, false).square().sum(0);
            case COVARIANCE -> QuadraticForm.ofInverse(matrix, columns);
            case PRECISION -> QuadraticForm.of(matrix, columns);
        };
    }

    /** Half the log-determinant of the covariance. */
    Var logDeterminant() {
        return switch (scale) {
            case CHOLESKY -> Functions.diagonal(factor).log().sum();
            case COVARIANCE -> Functions.logdetSpd(matrix).times(0.5);
            case PRECISION -> Functions.logdetSpd(matrix).times(-0.5);
        };
    }

    /** The columns of vectors, from standardised ones. */
    Var scaled(Var z) {
        return scale == Scale.PRECISION ? Functions.triangularSolve(factor, z, true) : Functions.matmul(factor, z);
    }

    /** A factor of the covariance. */
    Var lower() {
        return scale == Scale.PRECISION ? inverse(factor).transpose() : factor;
    }

    /** The covariance, or what stands for it. */
    Var covariance() {
        if (scale != Scale.PRECISION) {
            return scale == Scale.COVARIANCE ? matrix : Functions.matmul(factor, factor.transpose());
        }
        Var inverse = inverse(factor);
        return Functions.matmul(inverse.transpose(), inverse);
    }

    private static Var inverse(Var factor) {
        int d = factor.shape().size(0);
        double[][] identity = new double[d][d];
        for (int i = 0; i < d; i++) {
            identity[i][i] = 1;
        }
        return Functions.triangularSolve(factor, Var.constant(Tensor.of(identity)), false);
    }
}
