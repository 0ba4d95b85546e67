package ppl.aeppl.law;

import ppl.aeppl.numeric.Constants;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.logistic.Softplus;

/**
 * From hyperbolic arctangents of partial correlations, row after row of a lower triangle: onto Cholesky factors of correlation matrices.
 * In each row an element is the partial correlation z = tanh u times what the elements before it leave of the length 1.
 *
 * <p><b>Numerics:</b> what is left is summed up as logs of {@code 1 - z²}, which keep their digits where z rounds to 1.
 *
 * <p><b>Source:</b> Lewandowski, Kurowicka, Joe, "Generating random correlation matrices based on vines and extended onion method",
 * Journal of Multivariate Analysis 100 (2009); Stan reference manual, "Cholesky factors of correlation matrices".
 */
public record PartialCorrelations() implements Bijector {

    @Override
    public String name() {
        return "correlationcholesky";
    }

    @Override
    public Support image() {
        return new CorrelationCholesky();
    }

    @Override
    public TensorType unconstrained(TensorType draw) {
        return Triangle.of(this, draw, false).vectors(draw);
    }

    private static Triangle of(Var u) {
        return Triangle.ofElements(u.shape().size(-1), false);
    }

    /** {@code log(1 - tanh²(u))}, even in u; 0 where u is 0. */
    private static Var logRest(Var u) {
        Var twice = u.times(2);
        return Softplus.of(twice)
                .plus(Softplus.of(twice.unaryMinus()))
                .unaryMinus()
                .plus(2 * Constants.LOG_2);
    }

    /** The log of what the elements before each one leave of the square of a row's length. */
    private static Var logLeft(Var matrices) {
        Var rest = logRest(matrices);
        return Functions.cumsum(rest, matrices.rank() - 1).minus(rest);
    }

    /** What is on the diagonal is nothing but the exponential, so its log is known even where it has underflowed. */
    @Override
    public Value forward(Var u) {
        Triangle t = of(u);
        Var arctangents = t.matrices(u);
        Var left = logLeft(arctangents).times(0.5).exp();
        Var x = Functions.where(
                t.identity().gt(0), left, Functions.tanh(arctangents).times(left));
        return new Value(x, true, null, null);
    }

    /** The hyperbolic sine of a coordinate is an element by the length of those behind it. */
    @Override
    public Var inverse(Var x) {
        Triangle t = Triangle.of(this, x.type(), false);
        Var backwards = Functions.dot(x.square(), Var.constant(behind(t.size())));
        return Functions.asinh(t.vectors(x).div(t.vectors(backwards).sqrt()));
    }

    /** What sums up the elements of a row behind each one, of which none is lost in a difference. */
    private static Tensor behind(int n) {
        double[] sums = new double[n * n];
        for (int from = 0; from < n; from++) {
            for (int to = 0; to < from; to++) {
                sums[from * n + to] = 1;
            }
        }
        return Tensor.of(sums, n, n);
    }

    /** Each partial correlation counts once for its own slope, and half for each element behind it and before the diagonal. */
    @Override
    public LogTerms logJacobian(Var u) {
        Triangle t = of(u);
        int n = t.size();
        double[] weights = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                weights[i * n + j] = 1 + 0.5 * (i - 1 - j);
            }
        }
        Shape batch = u.shape().slice(0, u.rank() - 1);
        Var counts = t.vectors(Var.constant(Tensor.of(weights, n, n)));
        return LogTerms.zero(batch).plus(logRest(u).times(counts).sum(-1));
    }
}
