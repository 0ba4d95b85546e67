package ppl.aeppl.numeric;

import java.util.ArrayList;
import java.util.List;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * The pivots of elimination in symmetric matrices of a known size, {@code [.., n, n]} to {@code [.., n]}: their product is the determinant, and
 * all are positive if and only if the matrix is positive definite. The one before them divides by 0 where a pivot is 0.
 *
 * <p><b>Numerics:</b> each step takes differences of products with all their digits, so that what is left after the first row is right to
 * 2 ulp, element by element, also where it is 1e-6 or 1e-12 of the matrix. Of matrices that are nearly singular by a later row only,
 * rounding counts as much as the least pivot is small, as in any elimination.
 */
public final class Pivots {

    private Pivots() {}

    /** The pivots in the order of the rows. */
    public static Var of(Var matrices) {
        int n = matrices.shape().size(-1);
        List<Var> pivots = new ArrayList<>();
        Var rest = matrices;
        for (int left = n; left > 0; left--) {
            Var pivot = block(rest, 0, 1, 0, 1);
            pivots.add(Functions.squeeze(pivot, pivot.rank() - 1));
            if (left > 1) {
                Var column = block(rest, 1, left - 1, 0, 1);
                Var row = block(rest, 0, 1, 1, left - 1);
                Var behind = block(rest, 1, left - 1, 1, left - 1);
                rest = DifferenceOfProducts.of(behind, pivot, column, row).div(pivot);
            }
        }
        return Functions.concat(pivots, matrices.rank() - 2);
    }

    private static Var block(Var x, int row, int rows, int column, int columns) {
        Var some = Functions.slice(x, x.rank() - 2, row, rows, 1);
        return Functions.slice(some, x.rank() - 1, column, columns, 1);
    }
}
