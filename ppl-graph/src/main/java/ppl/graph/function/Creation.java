package ppl.graph.function;

import java.util.List;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Iota;

/**
 * Tensors that no other tensor is needed for.
 *
 * <p>Lengths and ends of ranges are plain numbers or scalar nodes of an integer type, such as an input or the length of another
 * tensor; they are known when the graph is compiled.
 *
 * <p>Errors: {@link GraphException} that names the number, if it is no length, or no end of a range.
 */
public final class Creation {

    private Creation() {}

    /** Zeros of a type. */
    public static Var zeros(TensorType type) {
        return Axes.broadcastTo(Var.constant(type.dtype(), 0), type.shape());
    }

    /** Zeros of the type and shape of another node. */
    public static Var zerosLike(Var x) {
        return zeros(x.type());
    }

    /** Ones of the type and shape of another node. */
    public static Var onesLike(Var x) {
        return Axes.broadcastTo(Var.constant(x.dtype(), 1), x.shape());
    }

    /** The identity matrix of so many rows, in float64. */
    public static Var eye(Number n) {
        return eye(n, n);
    }

    /**
     * Ones on the main diagonal and zeros beside it, in float64, {@code [rows, columns]}.
     *
     * @throws GraphException ({@link GraphCode#TYPE}) for a length that is no scalar of an integer type, ({@link GraphCode#SHAPE}) for
     *     one that is negative or too large
     */
    public static Var eye(Number rows, Number columns) {
        Shape shape = Shape.of(List.of(length("eye", rows), length("eye", columns)));
        return Triangles.identity(zeros(new TensorType(DType.F64, shape)));
    }

    /** The whole numbers from 0 up to {@code n}, exclusive, in int64; none for a negative {@code n}. */
    public static Var arange(Number n) {
        return arange(0, n, 1);
    }

    /** The numbers from {@code start} up to {@code stop}, exclusive, in steps of 1. */
    public static Var arange(Number start, Number stop) {
        return arange(start, stop, 1);
    }

    /**
     * The numbers {@code start + i * step} before {@code stop}, as NumPy's {@code arange}: whole if all three are, else float64, where
     * rounding of {@code (stop - start) / step} may add a number. A step of 0 that only a run tells gives none.
     *
     * @throws GraphException ({@link GraphCode#TYPE}) for an end or step that is no scalar, or a node of a float type that is not
     *     known; ({@link GraphCode#VALUE}) for a step of 0 or numbers that are not finite; ({@link GraphCode#SHAPE}) for too many
     */
    public static Var arange(Number start, Number stop, Number step) {
        Var from = end("start", Operand.beside(start, stop, step));
        Var to = end("stop", Operand.beside(stop, start, step));
        Var by = end("step", Operand.beside(step, start, stop));
        if (by.isSplat(0)) {
            throw new GraphException(GraphCode.VALUE, "arange needs a step that is not 0");
        }
        DType dtype = DType.promote(DType.promote(from.dtype(), to.dtype()), by.dtype());
        Var count = dtype.isFloat()
                ? Elementwise.ceil(to.minus(from).div(by)).cast(DType.I64)
                : Elementwise.floorDivide(from.minus(to), by).unaryMinus();
        Var numbers = Var.of(new Iota(Extent.of(Elementwise.maximum(count, 0))));
        return from.plus(numbers.cast(dtype).times(by));
    }

    private static Var end(String role, Var x) {
        Tensor known = x.constantValue();
        if (x.rank() != 0 || x.dtype() == DType.BOOL || (x.dtype().isFloat() && known == null)) {
            throw new GraphException(
                    GraphCode.TYPE,
                    "arange needs as its " + role + " a plain number or a scalar node of an integer type, but got "
                            + x.describe()
                            + ": how many numbers there are must be known before real numbers are; add it to an arange of whole numbers");
        }
        if (known != null && !Double.isFinite(known.doubleAt(0))) {
            throw new GraphException(GraphCode.VALUE, "arange needs a finite " + role + ", not " + known.doubleAt(0));
        }
        return x.dtype() == DType.F32 ? x.cast(DType.F64) : x.dtype() == DType.I32 ? x.cast(DType.I64) : x;
    }

    private static Extent length(String function, Number n) {
        Var length = Operand.of(n);
        if (length.rank() != 0 || !length.dtype().isInteger()) {
            throw new GraphException(
                    GraphCode.TYPE,
                    function + " needs as a length a whole number or a scalar node of an integer type, but got "
                            + length.describe());
        }
        return Extent.of(length);
    }
}
