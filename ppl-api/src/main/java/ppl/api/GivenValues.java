package ppl.api;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Values as users give them, and the shapes that they must have. */
final class GivenValues {

    private GivenValues() {}

    /**
     * What is given.
     *
     * @throws ModelException with code VALUE if it is null
     */
    static <T> T there(String what, @Nullable T given) {
        if (given == null) {
            throw new ModelException(ModelCode.VALUE, what + " is null: give one");
        }
        return given;
    }

    /** The values of a variable or of data, likewise. */
    static <T> T values(String name, @Nullable T given) {
        return there("the value of '" + name + "'", given);
    }

    /** Flat values in the shape of dims, row-major. */
    static Tensor shaped(String name, Tensor flat, List<Dim> dims) {
        if (dims.isEmpty()) {
            return flat;
        }
        int expected = (int) ModelDims.positions(dims);
        if (expected != flat.length()) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "'" + name + "' has " + flat.length() + " values, but its dims " + dims + " need " + expected
                            + ": give that many, in row-major order, or other dims");
        }
        return flat.reshape(Dim.sizes(dims));
    }

    static void checkSizes(String what, int[] sizes, List<Dim> dims) {
        if (!dims.isEmpty() && !Arrays.equals(sizes, Dim.sizes(dims))) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    what + " has shape " + Arrays.toString(sizes) + ", but its dims are " + dims
                            + ": reshape it, or name its axes with other dims");
        }
    }

    static void requireMatrix(String what, double[][] rows) {
        there(what, rows);
        for (int i = 0; i < rows.length; i++) {
            there("row " + i + " of " + what, rows[i]);
            if (rows[i].length != rows[0].length) {
                throw new ModelException(
                        ModelCode.SHAPE,
                        what + " is not a matrix: row " + i + " has " + rows[i].length + " values, row 0 has "
                                + rows[0].length + "; give all rows the same length");
            }
        }
    }

    /** Values in the shape of a node that is there already. */
    static Tensor asShaped(String name, Var node, Tensor values, boolean flat) {
        values(name, values);
        Shape wanted = node.shape();
        boolean fits = wanted.isKnown()
                && (flat ? values.length() == wanted.elements() : Arrays.equals(values.sizes(), wanted.sizes()));
        if (!fits) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "'" + name + "' has the shape " + wanted + ", but it is given "
                            + (flat
                                    ? values.length() + (values.length() == 1 ? " value" : " values")
                                    : "values of shape " + Arrays.toString(values.sizes()))
                            + ": give one for each element");
        }
        return values.reshape(wanted.sizes());
    }

    static void requireShape(String name, Var node, Tensor value) {
        if (node.shape().isKnown() && !Arrays.equals(node.shape().sizes(), value.sizes())) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "'" + name + "' has shape " + node.shape() + ", but its value has shape "
                            + Arrays.toString(value.sizes()) + ": give a value for each element");
        }
    }

    /** A mask in the shape of a value. */
    static Tensor mask(String name, Tensor value, boolean... missing) {
        there("the mask of '" + name + "'", missing);
        if (missing.length != value.length()) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "'" + name + "' has " + value.length() + " values, but its mask has " + missing.length
                            + ": say of each value whether it is missing");
        }
        return Tensor.of(missing, value.sizes());
    }
}
