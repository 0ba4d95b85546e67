package ppl.api.predictive;

import java.util.List;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * A named quantity of one draw.
 *
 * @param name its name in results
 * @param dims the names of its axes
 * @param value of float64, int64 or bool, and of known shape; a function of inputs
 */
record Quantity(String name, List<String> dims, Var value) {

    /** Of a node of any type, which results hold as one of theirs. */
    static Quantity of(String name, List<String> dims, Var node) {
        DType dtype = node.dtype();
        return new Quantity(
                name, dims, dtype == DType.BOOL ? node : node.cast(dtype.isFloat() ? DType.F64 : DType.I64));
    }

    Shape shape() {
        return value.shape();
    }

    int size() {
        return shape().elements();
    }
}
