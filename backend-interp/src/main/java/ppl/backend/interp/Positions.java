package ppl.backend.interp;

/** Tables of element numbers: the row-major positions that an array of some shape and strides visits. */
final class Positions {

    private Positions() {}

    /** The distance, in elements, between neighbours along each axis of a row-major tensor. */
    static int[] strides(int[] sizes) {
        int[] strides = new int[sizes.length];
        for (int a = sizes.length - 1, stride = 1; a >= 0; stride *= sizes[a], a--) {
            strides[a] = stride;
        }
        return strides;
    }

    /** The number of elements of a shape. */
    static int count(int[] sizes) {
        int n = 1;
        for (int size : sizes) {
            n *= size;
        }
        return n;
    }

    /** For each index into {@code sizes} in row-major order: {@code offset} plus the index times the strides. */
    static int[] visit(int[] sizes, int[] strides, int offset) {
        int[] positions = new int[count(sizes)];
        int[] index = new int[sizes.length];
        int position = offset;
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position;
            for (int a = sizes.length - 1; a >= 0; a--) {
                position += strides[a];
                if (++index[a] < sizes[a]) {
                    break;
                }
                position -= sizes[a] * strides[a];
                index[a] = 0;
            }
        }
        return positions;
    }
}
