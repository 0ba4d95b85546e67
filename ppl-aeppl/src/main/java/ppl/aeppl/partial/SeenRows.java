package ppl.aeppl.partial;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.numeric.StirlingError;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.elementary.Log1p;

/**
 * The linear algebra of rows of which some elements were seen. The matrix of a row is that of the elements that it shows, and of the identity for
 * the others, so that all rows have matrices of one size; rows that show the same share a factor.
 *
 * @param seen 1 where an element was seen, else 0: {@code [rows, d]}
 * @param mask the same
 * @param scale {@code [d, d]}
 * @param factors the lower factors of the matrices {@code [patterns, d, d]}
 * @param pattern for each row the position of its matrix
 */
record SeenRows(Tensor seen, Var mask, Var scale, Var factors, Var pattern) {

    /** Degrees of freedom from which on nothing changes. */
    static final double NORMAL = 1e300;

    static SeenRows of(Tensor seen, Var scale) {
        int d = seen.sizes()[1];
        int rows = seen.sizes()[0];
        Map<List<Double>, Long> patterns = new LinkedHashMap<>();
        long[] pattern = new long[rows];
        for (int r = 0; r < rows; r++) {
            List<Double> row = new ArrayList<>();
            for (int j = 0; j < d; j++) {
                row.add(seen.doubleAt(r * d + j));
            }
            pattern[r] = patterns.computeIfAbsent(row, _ -> (long) patterns.size());
        }
        double[] both = new double[patterns.size() * d * d];
        double[] rest = new double[both.length];
        int at = 0;
        for (List<Double> row : patterns.keySet()) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++, at++) {
                    both[at] = row.get(i) * row.get(j);
                    rest[at] = i == j ? 1 - row.get(i) : 0;
                }
            }
        }
        int[] sizes = {patterns.size(), d, d};
        Var matrices = Var.constant(Tensor.of(both, sizes)).times(scale).plus(Var.constant(Tensor.of(rest, sizes)));
        return new SeenRows(
                seen, Var.constant(seen), scale, Functions.cholesky(matrices), Var.constant(Tensor.of(pattern)));
    }

    /** Rows of the same number that show all. */
    SeenRows whole() {
        double[] ones = new double[seen.length()];
        Arrays.fill(ones, 1);
        return of(Tensor.of(ones, seen.sizes()), scale);
    }

    /** Where elements were seen. */
    Var isSeen() {
        return mask.gt(0);
    }

    /** How many elements each row shows. */
    Var count() {
        int d = seen.sizes()[1];
        double[] counts = new double[seen.sizes()[0]];
        for (int i = 0; i < seen.length(); i++) {
            counts[i / d] += seen.doubleAt(i);
        }
        return Var.constant(Tensor.of(counts));
    }

    private Var lower() {
        return Functions.take(factors, pattern, 0);
    }

    /** What is seen of rows, 0 elsewhere. */
    Var shown(Var rows) {
        return Functions.where(isSeen(), rows, Var.constant(0.0));
    }

    /** Rows {@code [.., rows, d]} of what is {@link #shown}, standardised. */
    Var standardised(Var shown) {
        return Functions.squeeze(Functions.triangularSolve(lower(), Functions.expandDims(shown, -1), false), -1);
    }

    /** What all elements of rows are expected to be away from their location, where those that are seen are this far. */
    Var expected(Var shown) {
        Var z = Functions.expandDims(standardised(shown), -1);
        Var weights = Functions.squeeze(Functions.triangularSolve(lower(), z, true), -1);
        return Functions.matmul(shown(weights), scale);
    }

    /** The variance of each element {@code [rows, d]} where those that are seen are given, of normal vectors. */
    Var variance() {
        Var columns = Functions.expandDims(mask, -1).times(scale);
        Var told = Functions.triangularSolve(lower(), columns, false).square().sum(-2);
        return Functions.diagonal(scale).minus(told);
    }

    /** The log-density {@code [.., rows]} of what is shown. */
    Var logp(Var shown, @Nullable Var nu) {
        Var squares = standardised(shown).square().sum(-1);
        Var k = count();
        Var logDeterminant = Functions.take(Functions.diagonal(factors).log().sum(-1), pattern, 0);
        Var rest = logDeterminant.plus(k.times(HALF_LOG_2PI));
        if (nu == null) {
            return squares.times(-0.5).minus(rest);
        }
        Var df = Functions.minimum(nu, NORMAL);
        Var half = df.times(0.5);
        Var a = k.times(0.5);
        return half.plus(a)
                .times(Log1p.of(squares.div(df)))
                .unaryMinus()
                .plus(ratio(df, half, a))
                .minus(rest);
    }

    /** The log of {@code Gamma(nu/2 + a) / Gamma(nu/2)} less {@code a log(nu/2)}, of which the large parts cancel exactly. */
    private static Var ratio(Var nu, Var half, Var a) {
        Var invertible = Functions.maximum(nu, Var.constant(Double.MIN_NORMAL));
        return half.plus(a.minus(0.5))
                .times(Log1p.of(a.times(2).div(invertible)))
                .minus(a)
                .plus(StirlingError.of(half.plus(a)))
                .minus(StirlingError.of(half));
    }

    /** The shape of the rows. */
    Shape shape() {
        return Shape.of(seen.sizes());
    }
}
