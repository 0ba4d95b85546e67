package ppl.aeppl.partial;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Distribution;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/**
 * Normal or t vectors, by what tells their level sets.
 *
 * @param nu degrees of freedom, a scalar or one for each row; null if the vectors are normal
 * @param mu the location {@code [.., d]}
 * @param scale the covariance {@code [d, d]}; of t vectors that which is called the scale matrix
 */
public record Ellipsoids(@Nullable Var nu, Var mu, Var scale) {

    /**
     * Rows of which some elements were seen; the density is that of these, and others are not looked at, NaN or not.
     *
     * @param seen bools {@code [rows, d]}
     */
    public Distribution seen(Tensor seen) {
        List<Var> parameters = new ArrayList<>(List.of(mask(seen), mu, scale));
        if (nu != null) {
            parameters.add(nu);
        }
        return new Distribution(new SeenPart(nu != null), parameters);
    }

    /**
     * The elements of rows that were not seen, one vector of all in row-major order, given those that were.
     *
     * @param seen bools {@code [rows, d]}
     * @param given the rows; elements that were not seen are not looked at
     * @throws GraphException with code SHAPE if all were seen
     */
    public Distribution rest(Tensor seen, Var given) {
        Shape rows = Shape.of(seen.sizes());
        Var all = Functions.broadcastTo(mu, rows);
        List<Var> parameters = new ArrayList<>(List.of(mask(seen), given, all, scale));
        if (nu != null) {
            parameters.add(Functions.broadcastTo(nu, rows.slice(0, 1)));
        }
        if (Rest.count(seen) == 0) {
            throw new GraphException(GraphCode.SHAPE, "all elements were seen, so there is no rest: leave it out");
        }
        return new Distribution(new Rest(nu != null), parameters);
    }

    /** Whether a node is a draw of {@link #seen}, whose values are not looked at where nothing was seen. */
    public static boolean isSeenPart(Var node) {
        return node.op() instanceof RandomOp draw && draw.family() instanceof SeenPart;
    }

    private static Var mask(Tensor seen) {
        double[] ones = new double[seen.length()];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = seen.booleanAt(i) ? 1 : 0;
        }
        return Var.constant(Tensor.of(ones, seen.sizes()));
    }
}
