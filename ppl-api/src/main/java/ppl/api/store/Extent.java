package ppl.api.store;

/** The shape of a dataset or attribute. */
final class Extent {
    private static final int MOST_DIMS = 32;

    private final long[] dims;
    private final boolean empty;

    private Extent(long[] dims, boolean empty) {
        this.dims = dims;
        this.empty = empty;
    }

    static Extent read(Cursor in) throws DataFormatException {
        int version = in.u8();
        int rank = in.u8();
        in.u8();
        int type = 1;
        if (version == 2) {
            type = in.u8();
        } else if (version == 1) {
            in.skip(5);
        } else {
            throw in.unsupported("a shape of another version");
        }
        if (rank > MOST_DIMS) {
            throw new DataFormatException(in.position(), "a shape has " + rank + " dims; HDF5 allows 32");
        }
        long[] dims = new long[rank];
        long elements = 1;
        for (int d = 0; d < rank; d++) {
            dims[d] = in.size();
            if (dims[d] > Integer.MAX_VALUE || elements > Integer.MAX_VALUE / Math.max(dims[d], 1)) {
                throw new DataFormatException(in.position(), "a shape has more than 2^31 elements");
            }
            elements *= dims[d];
        }
        return new Extent(dims, type == 2);
    }

    int rank() {
        return dims.length;
    }

    int[] shape() {
        int[] shape = new int[dims.length];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = (int) dims[d];
        }
        return shape;
    }

    /** The number of elements, which fits. */
    int elements() {
        int elements = empty ? 0 : 1;
        for (long dim : dims) {
            elements *= (int) dim;
        }
        return elements;
    }
}
