package ppl.aeppl.partial;

import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Where the elements that were not seen are among those of rows. */
final class Places {

    private Places() {}

    private static long[] missing(Tensor seen) {
        return IntStream.range(0, seen.length())
                .filter(i -> !seen.booleanAt(i))
                .asLongStream()
                .toArray();
    }

    /** The elements of rows {@code [.., rows, d]} that were not seen, in one vector {@code [.., m]}. */
    static Var rest(Tensor seen, Var rows) {
        Shape lead = rows.shape().slice(0, rows.rank() - 2);
        Var flat = Functions.reshape(rows, lead.concat(Shape.of(seen.length())));
        return Functions.take(flat, Var.constant(Tensor.of(missing(seen))), lead.rank());
    }

    /** Rows {@code [.., rows, d]} of a vector {@code [.., m]} of the elements that were not seen; the others are any of these. */
    static Var spread(Tensor seen, Var rest) {
        long[] at = new long[seen.length()];
        long next = 0;
        for (int i = 0; i < at.length; i++) {
            at[i] = seen.booleanAt(i) ? 0 : next++;
        }
        Shape lead = rest.shape().slice(0, rest.rank() - 1);
        Var flat = Functions.take(rest, Var.constant(Tensor.of(at)), lead.rank());
        return Functions.reshape(flat, lead.concat(Shape.of(seen.sizes())));
    }
}
