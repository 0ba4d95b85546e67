package ppl.aeppl.family.multivariate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.CorrelationCholesky;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.PartialCorrelations;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomFamily;

/**
 * The LKJ law of correlation matrices by their lower Cholesky factors L, with density proportional to {@code det(L L')^(eta - 1)} for
 * the matrices: uniform for eta = 1, near the identity for a large eta, near singular matrices for one below 1. The prior of the
 * correlations of varying effects.
 *
 * <p>With standard deviations {@code sd [n]} the factor of a covariance matrix is {@code expandDims(sd, -1).times(L)}. So effects of
 * groups that are correlated, {@code b = z (sd L)'} with standard normal z, are
 *
 * {@snippet :
 * Model slopes = Model.build(m -> {
 *     Dim group = m.dim("group", 18);
 *     Dim effect = m.dim("effect", "intercept", "slope");
 *     Var sd = m.sample("sd", halfNormal(1), effect);
 *     Var L = m.sample("L", lkjCholesky(2, 2), effect, effect);
 *     Var z = m.sample("z", normal(0, 1), group, effect);
 *     Var b = m.deterministic("b", matmul(z, expandDims(sd, -1).times(L).transpose()), group, effect);
 *     m.observe("y", normal(b.get(0, 0), 1), data);
 * });
 * }
 *
 * <p><b>Shapes:</b> eta [..], draws [batch, n, n].
 *
 * <p><b>Numerics:</b> the density is by the volume of the elements below the diagonal, and −∞ unless those on the diagonal are
 * positive. It is computed from the diagonal where that is small, else from the elements beside it, so it keeps its digits near singular
 * matrices and for large eta. Variances on the diagonal are right to 1e-14, absolute.
 *
 * <p><b>Source:</b> Lewandowski, Kurowicka, Joe, "Generating random correlation matrices based on vines and extended onion method",
 * Journal of Multivariate Analysis 100 (2009).
 *
 * @param n the rows of a matrix
 */
public record LkjCholesky(int n) implements Lkj {

    /** From here on a length of 1 tells less of what is on the diagonal than the elements beside it do. */
    private static final double NEAR_ONE = 0.7;

    /**
     * Refuses matrices without rows.
     *
     * @throws ppl.aeppl.LogDensityException with code PARAMETER if n is less than 1
     */
    public LkjCholesky {
        LkjRows.requireSize("LKJCholesky", n);
    }

    /** Lower Cholesky factors of {@code n} by {@code n} correlation matrices, with density proportional to their determinant to the power {@code eta - 1}. */
    public static Distribution of(Number eta, int n) {
        return new LkjCholesky(n).with(eta);
    }

    @Override
    public String name() {
        return "LKJCholesky";
    }

    @Override
    public Support support(List<Var> p) {
        return new CorrelationCholesky();
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        Var eta = p.getFirst();
        Var ok = x.inside()
                ? Var.constant(true)
                : Functions.and(
                        x.in(support(p)),
                        Functions.all(Functions.diagonal(x.var()).gt(0), -1));
        Var factor = x.inside()
                ? x.var()
                : Functions.where(Functions.expandDims(Functions.expandDims(ok, -1), -1), x.var(), Functions.eye(n));
        Var exponents = rows().shapes(eta).minus(1).times(2);
        return LogTerms.zero(batch)
                .plus(rows().powers(exponents, logDiagonal(factor, x.inside()), batch))
                .minus(rows().logVolume(eta))
                .only(ok);
    }

    /** Of each row but the first. A value of a map is the exponential of this log, which is seen through the graph. */
    private Var logDiagonal(Var factor, boolean inside) {
        Var diagonal = last(Functions.diagonal(factor));
        if (inside) {
            return diagonal.log();
        }
        Var beside = last(
                factor.times(Var.constant(1.0).minus(Functions.eye(n))).square().sum(-1));
        Var near = diagonal.gt(NEAR_ONE);
        return Functions.where(
                near,
                Functions.log1p(Functions.where(near, beside, Var.constant(0.0)).unaryMinus())
                        .times(0.5),
                Functions.where(near, Var.constant(1.0), diagonal).log());
    }

    private Var last(Var ofRows) {
        return Functions.slice(ofRows, ofRows.rank() - 1, 1, n - 1, 1);
    }

    @Override
    public Var mean(List<Var> p) {
        return Functions.diag(rows().means(p.getFirst()));
    }

    @Override
    public Var variance(List<Var> p) {
        Var eta = p.getFirst();
        Var squares = rows().meanSquares(eta);
        Var spread = Functions.maximum(squares.minus(rows().means(eta).square()), Var.constant(0.0));
        Var each = Var.constant(1.0).div(eta.times(2).plus(n - 1.0));
        Var below = Functions.tril(Functions.broadcastTo(
                Functions.expandDims(Functions.expandDims(each, -1), -1),
                eta.shape().concat(Shape.of(n, n))));
        return Functions.where(Functions.eye(n).gt(0), Functions.diag(spread), below);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return Functions.eye(n);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return new PartialCorrelations()
                .forward(rows().coordinates(key, p.getFirst(), batch))
                .var();
    }

    @Override
    public @Nullable RandomFamily ofEvents(Shape event) {
        return event.rank() == 2 && event.size(0) == event.size(1) ? new LkjCholesky(event.size(0)) : null;
    }
}
