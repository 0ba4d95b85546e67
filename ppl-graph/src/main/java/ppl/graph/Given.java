package ppl.graph;

/** A node and the value to use in its place. */
public record Given(Var node, Tensor value) {

    /** Checks that the value has the node's type and fits its known lengths. */
    public Given {
        boolean fits = node.dtype() == value.dtype() && node.rank() == value.rank();
        for (int a = 0; fits && a < node.rank(); a++) {
            fits = !(node.shape().extent(a) instanceof Extent.Known(int n)) || n == value.sizes()[a];
        }
        if (!fits) {
            throw new GraphException("the value given for " + node.describe() + " has type " + value.type()
                    + "; it must be " + node.type());
        }
    }
}
