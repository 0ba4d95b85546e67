package ppl.api.inference;

import java.util.Arrays;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/** How many elements a shape has. */
final class Shapes {
    private Shapes() {}

    static int size(String name, int[] shape) {
        long size = 1;
        for (int extent : shape) {
            if (extent < 0) {
                throw new ResultException(
                        ResultCode.SHAPE,
                        "variable '" + name + "' has a negative extent in shape " + Arrays.toString(shape));
            }
            size *= extent;
            if (size > Integer.MAX_VALUE - 8) {
                throw new ResultException(
                        ResultCode.SHAPE,
                        "variable '" + name + "' of shape " + Arrays.toString(shape)
                                + " has more than 2^31 elements; split it, or thin the draws");
            }
        }
        return (int) size;
    }
}
