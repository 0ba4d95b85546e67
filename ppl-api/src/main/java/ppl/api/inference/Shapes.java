package ppl.api.inference;

import java.util.Arrays;

/** Row-major layout of a shape in memory. */
final class Shapes {
    private Shapes() {}

    static int size(String name, int[] shape) {
        long size = 1;
        for (int extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException(
                        "variable '" + name + "' has a negative extent in shape " + Arrays.toString(shape));
            }
            size *= extent;
            if (size > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("variable '" + name + "' of shape " + Arrays.toString(shape)
                        + " has more than 2^31 elements; split it, or thin the draws");
            }
        }
        return (int) size;
    }

    /** For each dim the memory offset of each of its positions. */
    static int[][] offsets(int[] shape) {
        int[][] offsets = new int[shape.length][];
        int stride = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            int step = stride;
            offsets[d] = new int[shape[d]];
            Arrays.setAll(offsets[d], i -> i * step);
            stride *= Math.max(shape[d], 1);
        }
        return offsets;
    }

    /** Whether walking the view in row-major order walks the memory one by one. */
    static boolean contiguous(int[][] offsets) {
        long stride = 1;
        for (int d = offsets.length - 1; d >= 0; d--) {
            for (int i = 1; i < offsets[d].length; i++) {
                if (offsets[d][i] - offsets[d][i - 1] != stride) {
                    return false;
                }
            }
            if (offsets[d].length > 0 && offsets[d][0] != 0) {
                return false;
            }
            stride *= offsets[d].length;
        }
        return true;
    }
}
