package ppl.graph.op;

import java.util.List;
import java.util.stream.Stream;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op.Source;

/**
 * The closed core: operations with exactly specified results that every backend must run. Everything else is a
 * {@link RichOp}, defined by what it expands into.
 *
 * <p>Two kinds carry their own meaning, so that a new one is one record and one word in its {@code permits}:
 * {@link Pointwise}, a function of single elements, and {@link Routine}, a procedure on whole tensors. All passes,
 * planners and backends know the kind; a backend may know a record of it better. {@link Projection} is one result of an operation
 * that has several and holds graphs ({@link MultiOp}). The others are the forms that loops and addresses are made of, and
 * each backend knows them one by one. Elementwise primitives take operands of one shape;
 * broadcasting is a node of its own ({@link Broadcast}), so a backend never broadcasts silently.
 */
public sealed interface Prim extends Op
        permits Input,
                Constant,
                Prim.Pointwise,
                Prim.Routine,
                Reduce,
                Reshape,
                Broadcast,
                Transpose,
                Slice,
                Pad,
                Concat,
                Gather,
                Projection,
                Iota,
                ShapeOf {

    /**
     * The level of the primitives with which it came. A primitive that is added after a release has the next number, so that backends
     * built against that release are not given it.
     */
    default int level() {
        return 1;
    }

    /**
     * Primitives whose result at a place is a function of the operands' elements at that place. The operands have the
     * result's shape; there are one to three.
     */
    sealed interface Pointwise extends Prim permits Unary, Binary, Fma, Select, Compare, Cast, Bitcast {

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

    /**
     * Primitives that are procedures on whole tensors, not loops of independent elements. Each states the order of its
     * arithmetic, and its {@link #evaluate} follows it to the letter; a backend may have a faster way to the same bits.
     */
    sealed interface Routine extends Prim
            permits MatMul, Cholesky, TriangularSolve, ScatterAdd, CumulativeSum, Argsort, Lu {

        /**
         * The exact value.
         *
         * @param type the type of the result, all lengths known
         */
        Tensor evaluate(List<Tensor> operands, TensorType type);

        /** About how many multiply-adds it takes on operands of known lengths: what backends estimate its time by. */
        double operations(List<Var> inputs);
    }
}
