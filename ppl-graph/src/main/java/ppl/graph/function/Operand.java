package ppl.graph.function;

import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * What a number stands for where a function takes numbers and nodes.
 *
 * <p>A node is itself. A plain number is a scalar constant: beside a node it takes that node's element type if that type can
 * hold it, so that {@code x.plus(1)} has the type of {@code x}; alone, whole types are int64 and floats float64.
 */
public final class Operand {

    private Operand() {}

    /**
     * The node for a number on its own.
     *
     * @throws GraphException ({@link GraphCode#INPUT}) for null or a number that is neither a node nor a Java primitive's box
     */
    public static Var of(Number number) {
        return switch (number) {
            case Var x -> x;
            case Byte _, Short _, Integer _, Long _ -> Var.constant(number.longValue());
            case Float _, Double _ -> Var.constant(number.doubleValue());
            case null -> throw refused("null");
            default -> throw refused("the " + number.getClass().getSimpleName() + " " + number);
        };
    }

    private static GraphException refused(String what) {
        return new GraphException(
                GraphCode.INPUT,
                "a number is a node of the graph or a byte, short, int, long, float or double, not " + what
                        + ": give its doubleValue() or longValue()");
    }

    /**
     * The node for a number that meets others in an operation: it takes the element type of the first node among them.
     *
     * @throws GraphException ({@link GraphCode#INPUT}) as {@link #of}; ({@link GraphCode#VALUE}) for a whole number that float64
     *     does not hold, beside floats or booleans
     */
    public static Var beside(Number number, Number... others) {
        if (!(number instanceof Var)) {
            for (Number other : others) {
                if (other instanceof Var node) {
                    return like(number, node.dtype());
                }
            }
        }
        return of(number);
    }

    /** A constant that meets an element type without widening it needlessly. */
    private static Var like(Number number, DType dtype) {
        if (of(number).dtype() == DType.I64) {
            return integer(number.longValue(), dtype);
        }
        double value = number.doubleValue();
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        return whole && dtype.isInteger() ? integer((long) value, dtype) : real(value, dtype);
    }

    private static Var integer(long value, DType dtype) {
        return switch (dtype) {
            case I32 -> value == (int) value ? Var.constant(Tensor.wrap(new int[] {(int) value})) : Var.constant(value);
            case BOOL, I64 -> Var.constant(value);
            case F32, F64 -> {
                if (Tensor.scalar(value).firstLoss(dtype) >= 0) {
                    throw unheld(value + "", dtype, "give a double if the nearest one is meant");
                }
                yield Var.constant(dtype, value);
            }
        };
    }

    private static Var real(double value, DType dtype) {
        if (dtype != DType.F32) {
            return Var.constant(value);
        }
        float nearest = (float) value;
        if (Float.isInfinite(nearest) != Double.isInfinite(value) || (nearest == 0 && value != 0)) {
            throw unheld(value + "", dtype, "it would become " + nearest + "; cast the operand beside it to float64");
        }
        return Var.constant(dtype, value);
    }

    private static GraphException unheld(String value, DType dtype, String remedy) {
        return new GraphException(
                GraphCode.VALUE,
                "the number " + value + " meets " + dtype.label() + ", which does not hold it: " + remedy);
    }
}
