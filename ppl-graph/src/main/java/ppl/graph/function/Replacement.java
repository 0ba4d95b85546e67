package ppl.graph.function;

import java.util.List;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * A tensor with other elements at an index, as {@code x[index] = values} and {@code x[index] += values} of NumPy; the tensor
 * itself stays as it is. See {@link Var.Elements}.
 */
public final class Replacement {

    private Replacement() {}

    /**
     * The tensor with values in the place of the elements at an index.
     *
     * @throws GraphException ({@link GraphCode#INDEX}) if a known position lies outside, or is given several values; ({@link
     *     GraphCode#SHAPE}) if the values do not broadcast to the elements
     */
    public static Var set(Var x, Number value, Index... indices) {
        Var given = Operand.beside(value, x);
        DType dtype = DType.promote(x.dtype(), given.dtype());
        Chosen chosen = Chosen.of(Aligned.promoted(x, dtype), indices);
        return put(chosen, Aligned.promoted(x, dtype), Aligned.promoted(given, dtype), "set");
    }

    /**
     * The tensor with values added to the elements at an index.
     *
     * @throws GraphException ({@link GraphCode#INDEX}) if a known position lies outside; ({@link GraphCode#SHAPE}) if the values do not
     *     broadcast to the elements; ({@link GraphCode#TYPE}) if all are bools
     */
    public static Var increment(Var x, Number value, Index... indices) {
        Var given = Operand.beside(value, x);
        DType dtype = DType.promote(x.dtype(), given.dtype());
        if (dtype == DType.BOOL) {
            throw new GraphException(
                    GraphCode.TYPE,
                    "cannot increment the truth values " + x.describe() + " by " + given.describe()
                            + ": cast them to count, or set them");
        }
        Var to = Aligned.promoted(x, dtype);
        Var by = Aligned.promoted(given, dtype);
        Chosen chosen = Chosen.of(to, indices);
        Var spread = spread(chosen, by, "increment");
        if (!chosen.isByTensors()) {
            return put(chosen, to, chosen.elements().plus(spread), "increment");
        }
        // An element that is not chosen keeps its bits: -0 - 0 is -0, but -0 + 0 is 0.
        return dtype.isFloat() ? to.minus(chosen.back(spread.unaryMinus())) : to.plus(chosen.back(spread));
    }

    private static Var put(Chosen chosen, Var x, Var value, String name) {
        Var values = spread(chosen, value, name);
        if (chosen.isByTensors()) {
            return byTensors(chosen, x, value, values);
        }
        if (values.shape().isKnown() && values.shape().elements() == 0) {
            return x;
        }
        Block block = chosen.block();
        if (block.isWithoutGaps()) {
            return block.replaced(x, values);
        }
        Var places = chosen.back(Axes.broadcastTo(Var.constant(true), values.shape()));
        return Elementwise.where(places, chosen.back(values), x);
    }

    private static Var byTensors(Chosen chosen, Var x, Var value, Var values) {
        Var counts = chosen.back(Axes.broadcastTo(Var.constant(1L), values.shape()));
        if (value.rank() == 0) {
            return Elementwise.where(counts.gt(0), value, x);
        }
        if (chosen.isKnownToRepeat()) {
            throw new GraphException(
                    GraphCode.INDEX,
                    "an element of " + x.describe() + " is set more than once by " + value.describe()
                            + ", so it is not clear to which value: give each position once, or one number for all of them; "
                            + "increment adds what comes to one position");
        }
        Var numbers = x.dtype() == DType.BOOL ? values.cast(DType.I64) : values;
        Var placed = chosen.back(numbers);
        Var single = chosen.isKnown() ? placed : Elementwise.where(Elementwise.equal(counts, 1), placed, none(placed));
        return Elementwise.where(counts.gt(0), x.dtype() == DType.BOOL ? single.gt(0) : single, x);
    }

    /** What stands where it is not clear what should. */
    private static Var none(Var like) {
        return like.dtype().isFloat() ? Var.constant(like.dtype(), Double.NaN) : Var.constant(like.dtype(), 0);
    }

    private static Var spread(Chosen chosen, Var value, String name) {
        Shape shape = chosen.elements().shape();
        if (!Shape.common(List.of(chosen.elements(), value), name).equals(shape)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    name + " at an index that chooses elements of shape " + shape
                            + " needs a value that broadcasts to it, but got " + value.describe()
                            + "; give one number, or a tensor of that shape");
        }
        return Axes.broadcastTo(value, shape);
    }
}
