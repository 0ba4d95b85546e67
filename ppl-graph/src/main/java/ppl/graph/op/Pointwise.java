package ppl.graph.op;

import java.util.List;
import java.util.stream.Stream;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.TensorType;

/**
 * Primitives whose result at a place is a function of the operands' elements at that place. The operands have the
 * result's shape; there are one to three.
 */
public sealed interface Pointwise extends Prim permits Unary, Binary, Fma, Select, Compare, Cast, Bitcast {

    /**
     * The exact value for one place. An element of any type travels as a {@code long}: the IEEE-754 bits of a float, those of a
     * float32 and an int32 with their sign extended, an int64 itself, 1 for true and 0 for false.
     *
     * @param from the type of the first operand
     * @param to the type of the result
     * @param a the first operand
     * @param b the second operand; anything if there is none
     * @param c the third operand; anything if there is none
     */
    long apply(DType from, DType to, long a, long b, long c);

    /**
     * {@link #apply} at each place where operands and result are float64. The same values; a loop of its own lets the
     * optimising compiler see what is called.
     */
    default void applyEach(double[] a, double[] b, double[] c, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = Bits.f64(apply(DType.F64, DType.F64, Bits.of(a[i]), Bits.of(b[i]), Bits.of(c[i])));
        }
    }

    /** The operands' elements at the place; {@link Select} reads only one of two. */
    @Override
    default Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Source.ofEach(operands.size(), element);
    }

    /** The exact value for all places. */
    default Tensor evaluate(List<Tensor> operands, TensorType type) {
        DType from = operands.getFirst().dtype();
        DType to = type.dtype();
        if (from == DType.F64 && to == DType.F64) {
            return evaluate64(operands);
        }
        Tensor a = operands.getFirst();
        Tensor b = operands.size() > 1 ? operands.get(1) : a;
        Tensor c = operands.size() > 2 ? operands.get(2) : a;
        long[] out = new long[a.length()];
        for (int i = 0; i < out.length; i++) {
            out[i] = apply(from, to, a.bitsAt(i), b.bitsAt(i), c.bitsAt(i));
        }
        return Tensor.ofBits(to, out, type.shape().sizes());
    }

    private Tensor evaluate64(List<Tensor> operands) {
        double[] a = (double[]) operands.getFirst().array();
        double[] b = operands.size() > 1 ? (double[]) operands.get(1).array() : a;
        double[] c = operands.size() > 2 ? (double[]) operands.get(2).array() : a;
        double[] out = new double[a.length];
        applyEach(a, b, c, out);
        return Tensor.wrap(out, operands.getFirst().sizes());
    }
}
