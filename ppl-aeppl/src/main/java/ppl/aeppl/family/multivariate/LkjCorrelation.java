package ppl.aeppl.family.multivariate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.CorrelationMatrix;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Pivots;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomFamily;

/**
 * The LKJ law of correlation matrices, with density proportional to {@code det(R)^(eta - 1)}: uniform for eta = 1, near the identity for a
 * large eta, near singular matrices for one below 1. Each correlation has the law of {@code 2 w - 1} with w of {@code Beta(a, a)},
 * {@code a = eta - 1 + n / 2}. Models that multiply with a factor of the matrix take {@link LkjCholesky}, which saves the
 * decomposition.
 *
 * <p><b>Shapes:</b> eta [..], draws [batch, n, n].
 *
 * <p><b>Numerics:</b> the density is by the volume of the elements below the diagonal, which are the ones it reads. Determinants are
 * products of {@link Pivots}: they keep their digits where correlations differ from 1 by 1e-12, and lose some where three variables
 * or more are nearly dependent and no two of them are. A value that a sampler made knows its factor, and loses none.
 *
 * <p><b>Source:</b> Lewandowski, Kurowicka, Joe, "Generating random correlation matrices based on vines and extended onion method",
 * Journal of Multivariate Analysis 100 (2009).
 *
 * @param n the rows of a matrix
 */
public record LkjCorrelation(int n) implements Lkj {

    /**
     * Refuses matrices without rows.
     *
     * @throws ppl.aeppl.LogDensityException with code PARAMETER if n is less than 1
     */
    public LkjCorrelation {
        LkjRows.requireSize("LKJCorrelation", n);
    }

    /** Correlation matrices of {@code n} rows, with density proportional to their determinant to the power {@code eta - 1}. */
    public static Distribution of(Number eta, int n) {
        return new LkjCorrelation(n).with(eta);
    }

    @Override
    public String name() {
        return "LKJCorrelation";
    }

    @Override
    public Support support(List<Var> p) {
        return new CorrelationMatrix();
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        Var eta = p.getFirst();
        Var factor = x.factor();
        Var ok = factor != null ? Var.constant(true) : support(p).contains(x.var());
        Var logs = factor != null ? Functions.diagonal(factor).log().times(2) : logPivots(x.var(), ok);
        Var exponents = Functions.expandDims(eta, -1).minus(1);
        return LogTerms.zero(batch)
                .plus(rows().powers(exponents, Functions.slice(logs, logs.rank() - 1, 1, n - 1, 1), batch))
                .minus(rows().logVolume(eta))
                .only(ok);
    }

    private Var logPivots(Var x, Var ok) {
        Var some = Functions.where(Functions.expandDims(Functions.expandDims(ok, -1), -1), x, Functions.eye(n));
        return Pivots.of(CorrelationMatrix.fromLower(some)).log();
    }

    @Override
    public Var mean(List<Var> p) {
        return Functions.eye(n);
    }

    @Override
    public Var variance(List<Var> p) {
        Var each = Var.constant(1.0).div(p.getFirst().times(2).plus(n - 1.0));
        return Functions.expandDims(Functions.expandDims(each, -1), -1)
                .times(Var.constant(1.0).minus(Functions.eye(n)));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return support(p)
                .bijector()
                .forward(rows().coordinates(key, p.getFirst(), batch))
                .var();
    }

    @Override
    public @Nullable RandomFamily ofEvents(Shape event) {
        return event.rank() == 2 && event.size(0) == event.size(1) ? new LkjCorrelation(event.size(0)) : null;
    }
}
