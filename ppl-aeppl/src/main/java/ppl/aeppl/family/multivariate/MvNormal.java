package ppl.aeppl.family.multivariate;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import java.util.ArrayList;
import java.util.List;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.family.VectorFamily;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Axes;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.LinearAlgebra;
import ppl.graph.Reductions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The multivariate normal law: vectors along the last axis, with mean mu and one matrix for all.
 *
 * <p><b>Shapes:</b> mu [.., d], matrix [d, d], draws [batch, d].
 *
 * @param scale what the matrix is
 */
public record MvNormal(Scale scale) implements VectorFamily {

    /** What the matrix parameter of the law is. */
    public enum Scale {
        /** The covariance matrix. */
        COVARIANCE("cov"),
        /** The lower Cholesky factor of the covariance matrix. */
        CHOLESKY("chol"),
        /** The inverse of the covariance matrix. */
        PRECISION("tau");

        private final String parameter;

        Scale(String parameter) {
            this.parameter = parameter;
        }
    }

    /** The family by its covariance matrix. */
    public static final MvNormal FAMILY = new MvNormal(Scale.COVARIANCE);
    /** The family by the Cholesky factor of its covariance matrix. */
    public static final MvNormal CHOLESKY = new MvNormal(Scale.CHOLESKY);
    /** The family by its precision matrix. */
    public static final MvNormal PRECISION = new MvNormal(Scale.PRECISION);

    /** What rounding leaves between the two halves of a matrix, relative to its diagonal. */
    private static final double SYMMETRY = 1e-8;

    /** The law with mean mu and covariance matrix cov. */
    public static Distribution of(Var mu, Var cov) {
        return FAMILY.with(mu, cov);
    }

    /** The law with mean mu and the lower Cholesky factor chol of the covariance matrix. */
    public static Distribution cholesky(Var mu, Var chol) {
        return CHOLESKY.with(mu, chol);
    }

    /** The law with mean mu and precision matrix tau, the inverse of the covariance matrix. */
    public static Distribution precision(Var mu, Var tau) {
        return PRECISION.with(mu, tau);
    }

    @Override
    public String name() {
        return "MvNormal";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.real("mu"), new Parameter(scale.parameter, Constraint.JOINT));
    }

    @Override
    public Shape batch(List<Var> p) {
        Var mu = p.get(0);
        Var matrix = p.get(1);
        boolean fits = matrix.rank() == 2
                && matrix.shape().extent(0).equals(matrix.shape().extent(1))
                && mu.rank() >= 1
                && (mu.shape().extent(-1).equals(matrix.shape().extent(0)));
        if (!fits) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "MvNormal needs a mean [.., d] and a matrix [d, d], but got mu " + mu.describe()
                            + " and " + scale.parameter + " " + matrix.describe()
                            + "; give a square matrix with as many rows as mu has elements along its last axis");
        }
        return mu.shape().slice(0, mu.rank() - 1);
    }

    @Override
    public TensorType type(List<Var> p, Shape batch) {
        ScalarFamily.requireParameters(this, p, batch(p), batch);
        return new TensorType(DType.F64, batch.concat(p.get(1).shape().slice(1, 2)));
    }

    @Override
    public Support support(List<Var> p) {
        return Support.reals();
    }

    /** The lower factor of the matrix itself. */
    private Var factor(List<Var> p) {
        return scale == Scale.CHOLESKY ? p.get(1) : LinearAlgebra.cholesky(p.get(1));
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        Var matrix = p.get(1);
        Var diagonal = LinearAlgebra.diagonal(factor(p));
        String constraint = scale == Scale.CHOLESKY ? "with a positive diagonal" : "to be positive definite";
        String remedy = scale == Scale.CHOLESKY
                ? "correct it, or take exp of its diagonal"
                : "correct it, or add a small positive number to its diagonal";
        List<ParameterCheck> checks = new ArrayList<>(List.of(ParameterCheck.of(
                name(), scale.parameter, constraint, remedy, matrix, Reductions.all(diagonal.gt(0)))));
        Tensor known = matrix.constantValue();
        if (known != null && !upperHalfFits(known)) {
            String half = scale == Scale.CHOLESKY ? "to be lower triangular" : "to be symmetric";
            String make = scale == Scale.CHOLESKY
                    ? "set what is above the diagonal to 0"
                    : "correct it, or take the mean of it and its transpose";
            checks.addFirst(ParameterCheck.of(name(), scale.parameter, half, make, matrix, Var.constant(false)));
        }
        return checks;
    }

    /**
     * Whether the half above the diagonal, which the density never reads, says the same as the other half. Only of matrices
     * written down: one that a model computes has the right form up to rounding.
     */
    private boolean upperHalfFits(Tensor matrix) {
        int d = matrix.sizes()[0];
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) {
                double above = matrix.doubleAt(i * d + j);
                double below = scale == Scale.CHOLESKY ? 0 : matrix.doubleAt(j * d + i);
                double size = Math.sqrt(Math.abs(matrix.doubleAt(i * d + i) * matrix.doubleAt(j * d + j)));
                if (Math.abs(above - below) > SYMMETRY * size) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        Var factor = factor(p);
        int d = p.get(1).shape().size(0);
        Var away = x.var().minus(p.get(0));
        Var columns = Axes.reshape(away, -1, d).transpose();
        Var z = scale == Scale.PRECISION
                ? LinearAlgebra.matmul(factor.transpose(), columns)
                : LinearAlgebra.triangularSolve(factor, columns, false);
        Var logDiagonal = LinearAlgebra.diagonal(factor).log().sum();
        return LogTerms.zero(batch)
                .plus(-0.5, Axes.reshape(z.square().sum(0), batch))
                .plus(scale == Scale.PRECISION ? 1 : -1, logDiagonal)
                .plus(-d * HALF_LOG_2PI);
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0);
    }

    @Override
    public Var variance(List<Var> p) {
        return LinearAlgebra.diagonal(covariance(p));
    }

    private Var covariance(List<Var> p) {
        Var factor = factor(p);
        if (scale != Scale.PRECISION) {
            return scale == Scale.COVARIANCE ? p.get(1) : LinearAlgebra.matmul(factor, factor.transpose());
        }
        Var inverse = inverse(factor);
        return LinearAlgebra.matmul(inverse.transpose(), inverse);
    }

    private static Var inverse(Var factor) {
        int d = factor.shape().size(0);
        double[][] identity = new double[d][d];
        for (int i = 0; i < d; i++) {
            identity[i][i] = 1;
        }
        return LinearAlgebra.triangularSolve(factor, Var.constant(Tensor.of(identity)), false);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Shape shape = type(p, batch).shape();
        int d = p.get(1).shape().size(0);
        Var z = Axes.reshape(Ndtri.of(key.uniform(shape)), -1, d).transpose();
        Var scaled = scale == Scale.PRECISION
                ? LinearAlgebra.triangularSolve(factor(p), z, true)
                : LinearAlgebra.matmul(factor(p), z);
        return Axes.reshape(scaled.transpose(), shape).plus(p.get(0));
    }
}
