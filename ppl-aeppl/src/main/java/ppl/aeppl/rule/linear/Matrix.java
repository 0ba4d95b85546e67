package ppl.aeppl.rule.linear;

import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cholesky;

/**
 * A linear map of vectors along an axis, one-to-one.
 *
 * @param matrix square, in the last two axes
 * @param kind what is done with it
 */
record Matrix(Var matrix, Kind kind) {

    /** A pivot less than this share of the greatest is rounding. */
    private static final double LEAST_SHARE = 1e-14;

    /** What is done with the matrix. */
    enum Kind {
        /** {@code A x} for columns x. */
        PRODUCT,
        /** {@code x A} for rows x. */
        RIGHT_PRODUCT,
        /** The solution of {@code A y = x}. */
        SOLVE,
        /** The solution of {@code A^T y = x}. */
        SOLVE_TRANSPOSED,
        /** The solution of {@code A y = x} for symmetric positive definite A. */
        SOLVE_SPD,
        /** The solution of {@code L y = x} for lower triangular L. */
        SOLVE_LOWER,
        /** The solution of {@code L^T y = x} for lower triangular L. */
        SOLVE_LOWER_TRANSPOSED
    }

    /** How far before the end of a tensor's axes the axis of the vectors is. */
    int fromEnd() {
        return kind == Kind.RIGHT_PRODUCT ? 1 : 2;
    }

    /** The map. */
    Var apply(Var x) {
        return switch (kind) {
            case PRODUCT -> Functions.matmul(matrix, x);
            case RIGHT_PRODUCT -> Functions.matmul(x, matrix);
            case SOLVE -> Functions.solve(matrix, x);
            case SOLVE_TRANSPOSED -> Functions.solve(Functions.matrixTranspose(matrix), x);
            case SOLVE_SPD -> Functions.solveSpd(matrix, x);
            case SOLVE_LOWER -> Functions.triangularSolve(matrix, x, false);
            case SOLVE_LOWER_TRANSPOSED -> Functions.triangularSolve(matrix, x, true);
        };
    }

    /** The inverse of the map: of a product a solve, by substitution where the matrix is known to be triangular. */
    Var undo(Var y) {
        return switch (kind) {
            case PRODUCT -> isLower() ? Functions.triangularSolve(matrix, y, false) : Functions.solve(matrix, y);
            case RIGHT_PRODUCT ->
                Functions.matrixTranspose(
                        isLower()
                                ? Functions.triangularSolve(matrix, Functions.matrixTranspose(y), true)
                                : Functions.solve(Functions.matrixTranspose(matrix), Functions.matrixTranspose(y)));
            case SOLVE, SOLVE_SPD -> Functions.matmul(symmetric(), y);
            case SOLVE_TRANSPOSED -> Functions.matmul(Functions.matrixTranspose(matrix), y);
            case SOLVE_LOWER -> Functions.matmul(Functions.tril(matrix), y);
            case SOLVE_LOWER_TRANSPOSED -> Functions.matmul(Functions.matrixTranspose(Functions.tril(matrix)), y);
        };
    }

    /** The matrix; of a symmetric one, of which solves read the lower half only, both halves from that. */
    private Var symmetric() {
        if (kind != Kind.SOLVE_SPD) {
            return matrix;
        }
        Var lower = Functions.tril(matrix);
        return lower.plus(Functions.matrixTranspose(lower)).minus(Functions.diag(Functions.diagonal(matrix)));
    }

    /** The log of the absolute determinant of the map, one for each matrix. */
    Var logDeterminant() {
        return switch (kind) {
            case PRODUCT, RIGHT_PRODUCT ->
                isLower() ? logDiagonal() : Functions.slogdet(matrix).get(1);
            case SOLVE, SOLVE_TRANSPOSED -> Functions.slogdet(matrix).get(1).unaryMinus();
            case SOLVE_SPD -> Functions.logdetSpd(matrix).unaryMinus();
            case SOLVE_LOWER, SOLVE_LOWER_TRANSPOSED -> logDiagonal().unaryMinus();
        };
    }

    private Var logDiagonal() {
        return Functions.diagonal(matrix).abs().log().sum(-1);
    }

    private boolean isLower() {
        Var x = matrix.op() instanceof Broadcast ? matrix.inputs().getFirst() : matrix;
        Tensor known = x.constantValue();
        return x.op() instanceof Cholesky || (known != null && x.rank() == 2 && isLower(known));
    }

    private static boolean isLower(Tensor known) {
        int n = known.sizes()[0];
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (known.doubleAt(i * n + j) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether it is certain to be singular: a constant with a pivot that is nothing but rounding. */
    boolean isSingular() {
        Var x = matrix.op() instanceof Broadcast ? matrix.inputs().getFirst() : matrix;
        Tensor known = x.constantValue();
        if (known == null) {
            return false;
        }
        int n = x.shape().size(-1);
        for (int first = 0; first < known.length(); first += n * n) {
            if (!isRegular(known, first, n)) {
                return true;
            }
        }
        return false;
    }

    /** By elimination with rows exchanged, of rows scaled to a greatest element of 1. */
    private static boolean isRegular(Tensor known, int first, int n) {
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            double most = 0;
            for (int j = 0; j < n; j++) {
                a[i][j] = known.doubleAt(first + i * n + j);
                most = Math.max(most, Math.abs(a[i][j]));
            }
            for (int j = 0; j < n; j++) {
                a[i][j] /= most; // NaN of a row of zeros, which no comparison below accepts
            }
        }
        for (int k = 0; k < n; k++) {
            int best = k;
            for (int i = k; i < n; i++) {
                best = Math.abs(a[i][k]) > Math.abs(a[best][k]) ? i : best;
            }
            double[] row = a[best];
            a[best] = a[k];
            a[k] = row;
            if (!(Math.abs(row[k]) > LEAST_SHARE * n)) {
                return false;
            }
            for (int i = k + 1; i < n; i++) {
                double share = a[i][k] / row[k];
                for (int j = k; j < n; j++) {
                    a[i][j] -= share * row[j];
                }
            }
        }
        return true;
    }
}
