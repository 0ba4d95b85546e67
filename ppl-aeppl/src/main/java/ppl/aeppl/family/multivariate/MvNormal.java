package ppl.aeppl.family.multivariate;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

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
import ppl.aeppl.partial.Ellipsoids;
import ppl.aeppl.partial.Elliptical;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
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
public record MvNormal(Scale scale) implements MultivariateFamily, Elliptical {

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

    private ScaleMatrix matrix(List<Var> p) {
        return ScaleMatrix.of(scale, p.get(1));
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        return matrix(p).checks(name(), scale.parameter);
    }

    @Override
    public Law law(List<Var> p, Shape batch, Sources sources) {
        return new JointNormals(MultivariateFamily.super.law(p, batch, sources));
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        int d = p.get(1).shape().size(0);
        Var finite = x.isNotInfinite();
        Var away = Functions.where(finite, x.var(), Var.constant(0.0)).minus(p.get(0));
        ScaleMatrix matrix = matrix(p);
        return LogTerms.zero(batch)
                .plus(-0.5, Functions.reshape(matrix.squaredLengths(away), batch))
                .minus(matrix.logDeterminant())
                .plus(-d * HALF_LOG_2PI)
                .only(Functions.broadcastTo(Functions.all(finite, -1), batch));
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape shape, Sources sources) {
        if (kind != GaussianForm.class) {
            return Optional.empty();
        }
        return GaussianForm.ofVectors(shape, p.get(0), matrix(p).lower(), sources, checks(p))
                .map(kind::cast);
    }

    @Override
    public Ellipsoids ellipsoids(List<Var> p) {
        return new Ellipsoids(null, p.get(0), matrix(p).covariance());
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0);
    }

    @Override
    public Var variance(List<Var> p) {
        return Functions.diagonal(matrix(p).covariance());
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Shape shape = type(p, batch).shape();
        int d = p.get(1).shape().size(0);
        Var z = Functions.reshape(Ndtri.of(key.uniform(shape)), -1, d).transpose();
        Var scaled = matrix(p).scaled(z);
        return Functions.reshape(scaled.transpose(), key.each(shape)).plus(p.get(0));
    }
}
