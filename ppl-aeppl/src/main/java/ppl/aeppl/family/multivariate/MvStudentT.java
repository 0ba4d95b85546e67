package ppl.aeppl.family.multivariate;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;
import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.List;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.family.multivariate.MvNormal.Scale;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.StirlingError;
import ppl.aeppl.partial.Ellipsoids;
import ppl.aeppl.partial.Elliptical;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.Variates;

/**
 * The multivariate t law: vectors along the last axis with nu degrees of freedom, location mu and one matrix for all, which is not the
 * covariance: that is {@code nu / (nu - 2)} times as large. A normal vector over the root of one chi-squared number over nu, so that outlying
 * vectors are far out in all elements.
 *
 * <p><b>Shapes:</b> nu {@code [..]}, mu {@code [.., d]}, matrix {@code [d, d]}, draws {@code [batch, d]}.
 *
 * <p><b>Numerics:</b> from nu of 1e300 on, infinity included, the law is the normal one. Values far beyond 1e154 standard deviations have
 * their density, though its square is no double.
 *
 * @param scale what the matrix is: for {@code COVARIANCE} that which is called the scale matrix
 */
public record MvStudentT(Scale scale) implements MultivariateFamily, Elliptical {

    /** The family by its scale matrix. */
    public static final MvStudentT FAMILY = new MvStudentT(Scale.COVARIANCE);
    /** The family by the Cholesky factor of its scale matrix. */
    public static final MvStudentT CHOLESKY = new MvStudentT(Scale.CHOLESKY);
    /** The family by the inverse of its scale matrix. */
    public static final MvStudentT PRECISION = new MvStudentT(Scale.PRECISION);

    /** Degrees of freedom from which on nothing changes. */
    private static final double NORMAL = 1e300;

    /** Squares of standardised vectors beyond this, or ratios of them to nu, are told by their logs. */
    private static final double FAR = 1e10;

    private static final Var ONE = Var.constant(1.0);

    /** Multivariate t with {@code nu} degrees of freedom, location {@code mu [.., n]} and scale matrix {@code scale [n, n]}. */
    public static Distribution of(Number nu, Var mu, Var scale) {
        return new Distribution(FAMILY, List.of(Var.of(nu), mu, scale));
    }

    /**
     * Multivariate t with {@code nu} degrees of freedom, location {@code mu [.., n]} and lower Cholesky factor {@code chol [n, n]} of the scale
     * matrix.
     */
    public static Distribution cholesky(Number nu, Var mu, Var chol) {
        return new Distribution(CHOLESKY, List.of(Var.of(nu), mu, chol));
    }

    /** Multivariate t with {@code nu} degrees of freedom, location {@code mu [.., n]} and inverse {@code tau [n, n]} of the scale matrix. */
    public static Distribution precision(Number nu, Var mu, Var tau) {
        return new Distribution(PRECISION, List.of(Var.of(nu), mu, tau));
    }

    @Override
    public String name() {
        return "MvStudentT";
    }

    private String matrixName() {
        return switch (scale) {
            case COVARIANCE -> "scale";
            case CHOLESKY -> "chol";
            case PRECISION -> "tau";
        };
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.positive("nu"),
                Parameter.real("mu").withOwnAxes(1),
                new Parameter(matrixName(), Constraint.JOINT, 2));
    }

    @Override
    public Shape batch(List<Var> p) {
        Var mu = p.get(1);
        Var matrix = p.get(2);
        boolean fits = matrix.rank() == 2
                && matrix.shape().isKnown()
                && matrix.shape().extent(0).equals(matrix.shape().extent(1))
                && mu.rank() >= 1
                && mu.shape().extent(-1).equals(matrix.shape().extent(0));
        if (!fits) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "MvStudentT needs a location [.., d] and a matrix [d, d], d known when the graph is built, but got mu "
                            + mu.describe() + " and " + matrixName() + " " + matrix.describe()
                            + "; give a square matrix with as many rows as mu has elements along its last axis");
        }
        return Shape.common(p.get(0).shape(), mu.shape().slice(0, mu.rank() - 1));
    }

    private ScaleMatrix matrix(List<Var> p) {
        return ScaleMatrix.of(scale, p.get(2));
    }

    private static int dimensions(List<Var> p) {
        return p.get(2).shape().size(0);
    }

    @Override
    public TensorType type(List<Var> p, Shape batch) {
        ScalarFamily.requireParameters(this, p, batch(p), batch);
        return new TensorType(DType.F64, batch.concat(Shape.of(dimensions(p))));
    }

    @Override
    public Support support(List<Var> p) {
        return Support.reals();
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        List<ParameterCheck> checks = new ArrayList<>();
        parameters().getFirst().check(name(), p.get(0)).ifPresent(checks::add);
        checks.addAll(matrix(p).checks(name(), matrixName()));
        return checks;
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        int d = dimensions(p);
        Var nu = Functions.minimum(p.get(0), NORMAL);
        Var half = nu.times(0.5);
        Var finite = x.isNotInfinite();
        Var away = where(finite, x.var(), Var.constant(0.0)).minus(p.get(1));
        ScaleMatrix matrix = matrix(p);
        return LogTerms.zero(batch)
                .minus(half.plus(0.5 * d).times(logSquares(matrix, away, nu, batch)))
                .plus(ratio(nu, half, 0.5 * d))
                .minus(matrix.logDeterminant())
                .plus(-d * HALF_LOG_2PI)
                .only(Functions.broadcastTo(Functions.all(finite, -1), batch));
    }

    /** {@code log(1 + |z|^2 / nu)} of standardised vectors z; of long ones by a unit in which their squares are doubles. */
    private static Var logSquares(ScaleMatrix matrix, Var away, Var nu, Shape batch) {
        Var longest = matrix.standardised(away).abs().max(0);
        Var isLong = longest.gt(1e100);
        Var unit = Gradient.stop(where(isLong, longest, ONE));
        Var squares = Functions.reshape(matrix.squaredLengths(away, unit), batch);
        Var log = Functions.reshape(unit.log(), batch).times(2);
        Var all = Functions.reshape(isLong, batch);
        Var ratio = squares.div(nu);
        Var far = Functions.or(all, ratio.gt(FAR));
        Var near = Log1p.of(where(far, Var.constant(0.0), ratio));
        Var logRatio = where(far, squares, ONE).log().plus(log).minus(nu.log());
        return where(far, Functions.softplus(where(far, logRatio, ONE)), near);
    }

    /** The log of {@code Gamma(nu/2 + a) / Gamma(nu/2)} less {@code a log(nu/2)}, of which the large parts cancel exactly. */
    private static Var ratio(Var nu, Var half, double a) {
        Var invertible = Functions.maximum(nu, Var.constant(Double.MIN_NORMAL));
        return half.plus(a - 0.5)
                .times(Log1p.of(Var.constant(2 * a).div(invertible)))
                .minus(a)
                .plus(StirlingError.of(half.plus(a)))
                .minus(StirlingError.of(half));
    }

    private static Var wide(Var nu) {
        return nu.rank() == 0 ? nu : Functions.expandDims(nu, -1);
    }

    @Override
    public Ellipsoids ellipsoids(List<Var> p) {
        return new Ellipsoids(p.get(0), p.get(1), matrix(p).covariance());
    }

    @Override
    public Var mean(List<Var> p) {
        return where(wide(p.get(0)).gt(1), p.get(1), Var.constant(Double.NaN));
    }

    @Override
    public Var variance(List<Var> p) {
        Var nu = wide(Functions.minimum(p.get(0), NORMAL));
        Var finite = nu.gt(2);
        Var factor = nu.div(where(finite, nu.minus(2), ONE));
        Var infinite = where(nu.gt(1), Var.constant(Double.POSITIVE_INFINITY), Var.constant(Double.NaN));
        return where(finite, Functions.diagonal(matrix(p).covariance()).times(factor), infinite);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return p.get(1);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Shape shape = type(p, batch).shape();
        Var z = Functions.reshape(Ndtri.of(key.fold("normal").uniform(shape)), -1, dimensions(p))
                .transpose();
        Var half = Functions.broadcastTo(Functions.minimum(p.get(0), NORMAL), key.each(batch))
                .times(0.5);
        Var logRatio = half.log().minus(Variates.logGamma(key.fold("gamma"), half, batch));
        Var scaled = Functions.reshape(matrix(p).scaled(z).transpose(), key.each(shape));
        return scaled.times(Functions.expandDims(logRatio.times(0.5).exp(), -1)).plus(p.get(1));
    }
}
