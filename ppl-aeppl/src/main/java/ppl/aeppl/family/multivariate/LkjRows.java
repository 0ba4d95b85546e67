package ppl.aeppl.family.multivariate;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.gamma.Lbeta;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/**
 * The rows of a Cholesky factor of a correlation matrix of the LKJ law, which are independent of each other. Below the diagonal row i
 * (from 0) is a point y in a ball of dimension i, with density {@code (1 - |y|²)^(b - 1) / c}, where {@code b = eta + (n - 1 - i) / 2} and
 * {@code c = π^(i/2) Γ(b) / Γ(b + i/2)}; on the diagonal is {@code sqrt(1 - |y|²)}. The first row has no elements, so it is left out.
 *
 * <p><b>Source:</b> Lewandowski, Kurowicka, Joe, "Generating random correlation matrices based on vines and extended onion method",
 * Journal of Multivariate Analysis 100 (2009): section 3.2, and section 2.4 for the partial correlations that are drawn.
 *
 * @param n the rows of a matrix
 */
record LkjRows(int n) {

    private static final double LOG_PI = Math.log(Math.PI);

    /** Refuses matrices without rows. */
    static void requireSize(String family, int n) {
        if (n < 1) {
            throw new LogDensityException(
                    DensityCode.PARAMETER,
                    family + " needs n >= 1, but n is " + n + "; give the number of variables that are correlated");
        }
    }

    /** The shape b of each row but the first: {@code [.., n - 1]} for eta {@code [..]}. */
    Var shapes(Var eta) {
        return Functions.expandDims(eta, -1).plus(constant(i -> 0.5 * (n - 1 - i)));
    }

    /** Half the dimension of each row's ball. */
    private Var halves() {
        return constant(i -> 0.5 * i);
    }

    private Var constant(IntToDoubleFunction ofRow) {
        return Var.constant(IntStream.range(1, n).mapToDouble(ofRow).toArray());
    }

    /** {@code sum(exponent * log)} over the rows, of the shape of a batch. */
    Var powers(Var exponents, Var logs, Shape batch) {
        Var each = LogMath.timesLog(exponents, logs);
        return Functions.broadcastTo(each, batch.concat(Shape.of(n - 1))).sum(-1);
    }

    /** The log of the constant c of all rows together, of the shape of eta: the volume of all matrices where eta is 1. */
    Var logVolume(Var eta) {
        Var h = halves();
        return Lbeta.of(shapes(eta), h)
                .minus(Lgamma.of(h))
                .plus(h.times(LOG_PI))
                .sum(-1);
    }

    /** The squares of what is on the diagonal have beta laws; their means, with that of the first row. */
    Var meanSquares(Var eta) {
        Var whole = Functions.expandDims(eta, -1).plus(0.5 * (n - 1));
        return whole.minus(Var.constant(
                        IntStream.range(0, n).mapToDouble(i -> 0.5 * i).toArray()))
                .div(whole);
    }

    /** The means of what is on the diagonal, with that of the first row. */
    Var means(Var eta) {
        Var b = shapes(eta);
        Var h = halves();
        Var rest = Lbeta.of(b.plus(0.5), h).minus(Lbeta.of(b, h)).exp();
        Var squares = meanSquares(eta);
        Var first = Functions.slice(squares, squares.rank() - 1, 0, 1, 1);
        return Functions.concat(List.of(first, rest), rest.rank() - 1);
    }

    /**
     * Hyperbolic arctangents of independent partial correlations, row after row: those of column j have the law of
     * {@code 2 w - 1} with w of {@code Beta(b, b)}, {@code b = eta + (n - 2 - j) / 2}, so their tangents are half the logit of w.
     */
    Var coordinates(KeyVar key, Var eta, Shape batch) {
        double[] above = IntStream.range(1, n)
                .flatMap(i -> IntStream.range(0, i))
                .mapToDouble(j -> 0.5 * (n - 2 - j))
                .toArray();
        Var b = Functions.expandDims(eta, -1).plus(Var.constant(above));
        Shape shape = batch.concat(Shape.of(above.length));
        Var x = Variates.logGamma(key.fold("alpha"), b, shape);
        Var y = Variates.logGamma(key.fold("beta"), b, shape);
        return x.minus(y).times(0.5);
    }
}
