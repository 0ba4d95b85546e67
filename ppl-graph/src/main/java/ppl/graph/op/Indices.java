package ppl.graph.op;

import java.util.function.Supplier;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** The check of constant index arrays, shared by {@link Gather} and {@link ScatterAdd}. */
final class Indices {

    private Indices() {}

    static void checkConstant(Supplier<String> target, Var indices, Extent extent) {
        Tensor value = indices.constantValue();
        if (value == null || !(extent instanceof Extent.Known(int n))) {
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            long index = value.longAt(i);
            if (index < 0 || index >= n) {
                throw new GraphException(
                        GraphCode.INDEX,
                        "index " + index + " (element " + i + " of " + indices.describe()
                                + ") is out of range for " + target.get() + ": indices count from 0, and the axis "
                                + (n == 0 ? "is empty" : "has " + n + " elements, so the last is " + (n - 1)));
            }
        }
    }
}
