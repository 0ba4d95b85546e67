package ppl.aeppl.family.multivariate;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
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
public record MvNormal(Scale scale) implements MultivariateFamily {

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

    /** Multivariate normal with mean {@code mu [.., n]} and covariance {@code cov [n, n]}. */
    public static Distribution of(Var mu, Var cov) {
        return FAMILY.with(mu, cov);
    }

    /** Multivariate normal with mean {@code mu [.., n]} and lower Cholesky factor {@code chol [n, n]} of the covariance. */
    public static Distribution cholesky(Var mu, Var chol) {
        return CHOLESKY.with(mu, chol);
    }

    /** Multivariate normal with mean {@code mu [.., n]} and inverse covariance {@code tau [n, n]}. */
    public static Distribution precision(Var mu, Var tau) {
        return PRECISION.with(mu, tau);
    }

    @Override
    public String name() {
        return "MvNormal";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.real("mu").withOwnAxes(1), new Parameter(scale.parameter, Constraint.JOINT, 2));
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
        return scale == Scale.CHOLESKY ? p.get(1) : Functions.cholesky(p.get(1));
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        Var matrix = p.get(1);
        Var diagonal = Functions.diagonal(factor(p));
        String constraint = scale == Scale.CHOLESKY ? "with a positive diagonal" : "to be positive definite";
        String remedy = scale == Scale.CHOLESKY
                ? "correct it, or take exp of its diagonal"
                : "correct it, or add a small positive number to its diagonal";
        List<ParameterCheck> checks = new ArrayList<>(List.of(
                ParameterCheck.of(name(), scale.parameter, constraint, remedy, matrix, Functions.all(diagonal.gt(0)))));
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
    public Law law(List<Var> p, Shape batch, Sources sources) {
        return new JointNormals(MultivariateFamily.super.law(p, batch, sources));
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        Var factor = factor(p);
        int d = p.get(1).shape().size(0);
        Var finite = x.isNotInfinite();
        Var away = Functions.where(finite, x.var(), Var.constant(0.0)).minus(p.get(0));
        Var columns = Functions.reshape(away, -1, d).transpose();
        Var z = scale == Scale.PRECISION
                ? Functions.matmul(factor.transpose(), columns)
                : Functions.triangularSolve(factor, columns, false);
        Var logDiagonal = Functions.diagonal(factor).log().sum();
        return LogTerms.zero(batch)
                .plus(-0.5, Functions.reshape(z.square().sum(0), batch))
                .plus(scale == Scale.PRECISION ? 1 : -1, logDiagonal)
                .plus(-d * HALF_LOG_2PI)
                .only(Functions.broadcastTo(Functions.all(finite, -1), batch));
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape shape, Sources sources) {
        if (kind != GaussianForm.class) {
            return Optional.empty();
        }
        Var lower = scale == Scale.PRECISION ? inverse(factor(p)).transpose() : factor(p);
        return GaussianForm.ofVectors(shape, p.get(0), lower, sources, checks(p))
                .map(kind::cast);
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0);
    }

    @Override
    public Var variance(List<Var> p) {
        return Functions.diagonal(covariance(p));
    }

    private Var covariance(List<Var> p) {
        Var factor = factor(p);
        if (scale != Scale.PRECISION) {
            return scale == Scale.COVARIANCE ? p.get(1) : Functions.matmul(factor, factor.transpose());
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

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Shape shape = type(p, batch).shape();
        int d = p.get(1).shape().size(0);
        Var z = Functions.reshape(Ndtri.of(key.uniform(shape)), -1, d).transpose();
        Var scaled = scale == Scale.PRECISION
                ? Functions.triangularSolve(factor(p), z, true)
                : Functions.matmul(factor(p), z);
        return Functions.reshape(scaled.transpose(), key.each(shape)).plus(p.get(0));
    }
}
