package ppl.graph.op;

import java.util.List;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.TensorType;

/**
 * Primitives whose result at a place is a function of the operands' elements at that place. The operands have the
 * result's shape; there are one to three.
 */
public sealed interface Pointwise extends Prim permits Unary, Binary, Fma, Select, Compare, Cast, Bitcast {

    /**
     * The exact value for one place. Elements travel as {@link Bits}.
     *
     * @param from the type of the first operand
     * @param to the type of the result
     * @param a the first operand
     * @param b the second operand; anything if there is none
     * @param c the third operand; anything if there is none
     */
    long apply(DType from, DType to, long a, long b, long c);

    /** The exact value for all places. */
    default Tensor evaluate(List<Tensor> operands, TensorType type) {
        DType from = operands.getFirst().dtype();
        DType to = type.dtype();
        long[] a = operands.getFirst().toBits();
        long[] b = operands.size() > 1 ? operands.get(1).toBits() : a;
        long[] c = operands.size() > 2 ? operands.get(2).toBits() : a;
        long[] out = new long[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = apply(from, to, a[i], b[i], c[i]);
        }
        return Tensor.ofBits(to, out, type.shape().sizes());
    }
}
