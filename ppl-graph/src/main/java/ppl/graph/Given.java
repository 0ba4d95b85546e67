package ppl.graph;

import ppl.graph.Shape.Extent;
import ppl.graph.exact.Exactness;

/** A node and the value to use in its place. */
public record Given(Var node, Tensor value) {

    /**
     * Checks that the value has the node's type and fits its known lengths.
     *
     * @throws GraphException ({@link GraphCode#TYPE}) if it does not
     */
    public Given {
        boolean fits = node.dtype() == value.dtype() && node.rank() == value.rank();
        for (int a = 0; fits && a < node.rank(); a++) {
            fits = !(node.shape().extent(a) instanceof Extent.Known(int n)) || n == value.sizes()[a];
        }
        if (!fits) {
            throw new GraphException(
                    GraphCode.TYPE,
                    "the value given for " + node.describe() + " has type " + value.type() + "; it must be "
                            + node.type());
        }
    }

    /** A number for a scalar node: refused where the node's type does not hold it. */
    static Given of(Var node, double value) {
        DType dtype = node.dtype();
        Tensor wide = Tensor.scalar(value);
        if (Exactness.firstLoss(wide, dtype) >= 0) {
            throw new GraphException(
                    GraphCode.VALUE,
                    node.describe() + " cannot be given the value " + value + ": " + Exactness.remedy(dtype));
        }
        return new Given(node, Exactness.convert(wide, dtype));
    }
}
