package ppl.graph.function;

import java.util.List;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.exact.WholeNumbers;
import ppl.graph.op.Binary;
import ppl.graph.op.Compare;
import ppl.graph.op.Op;

/** Elementwise operations on operands that are first brought to one element type and one shape. */
public final class Aligned {

    private Aligned() {}

    /**
     * Any primitive of two operands. Bools in arithmetic count as int64 0 and 1. Integers wrap around, also known ones: for
     * generators of random bits and the like.
     */
    public static Var binary(Binary.Fn fn, Number x, Number y) {
        return binary(fn, Operand.beside(x, y), Operand.beside(y, x));
    }

    private static Var binary(Binary.Fn fn, Var x, Var y) {
        DType dtype = typeOf(fn, x, y);
        return of(new Binary(fn), List.of(promoted(x, dtype), promoted(y, dtype)), fn.name());
    }

    /** The same, but whole numbers that are known to leave their type are refused. */
    static Var exact(Binary.Fn fn, Number first, Number second) {
        Var x = Operand.beside(first, second);
        Var y = Operand.beside(second, first);
        DType dtype = typeOf(fn, x, y);
        if (dtype.isInteger()) {
            Shape shape = Shape.common(List.of(x, y), fn.name());
            WholeNumbers.check(
                    new Binary(fn),
                    List.of(Axes.broadcastTo(x.cast(dtype), shape), Axes.broadcastTo(y.cast(dtype), shape)));
        }
        return binary(fn, x, y);
    }

    /** Any comparison. */
    public static Var compare(Compare.Fn fn, Number first, Number second) {
        Var x = Operand.beside(first, second);
        Var y = Operand.beside(second, first);
        DType dtype = DType.promote(x.dtype(), y.dtype());
        return of(new Compare(fn), List.of(promoted(x, dtype), promoted(y, dtype)), fn.name());
    }

    private static DType typeOf(Binary.Fn fn, Var x, Var y) {
        DType common = DType.promote(x.dtype(), y.dtype());
        return fn.accepts(common) || common != DType.BOOL ? common : DType.I64;
    }

    /** What meets a wider type becomes of that type; whole numbers that a float does not hold are refused. */
    static Var promoted(Var x, DType dtype) {
        if (dtype == DType.F64) {
            WholeNumbers.checkAsFloat(x);
        }
        return x.cast(dtype);
    }

    /** An op on operands of its types, repeated to their common shape. */
    static Var of(Op op, List<Var> operands, String name) {
        Shape shape = Shape.common(operands, name);
        return Var.of(op, operands.stream().map(x -> Axes.broadcastTo(x, shape)).toList());
    }
}
