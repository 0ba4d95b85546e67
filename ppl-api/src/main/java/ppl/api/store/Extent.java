package ppl.api.store;

/** The shape of a dataset or attribute, and how far it may grow. */
final class Extent {
    private static final int MOST_DIMS = 32;

    /** What stands for "no limit". */
    private static final long UNLIMITED = -1;

    private final long[] dims;
    private final long[] limits;
    private final boolean empty;

    private Extent(long[] dims, long[] limits, boolean empty) {
        this.dims = dims;
        this.limits = limits;
        this.empty = empty;
    }

    static Extent read(Cursor in) throws DataFormatException {
        int version = in.u8();
        int rank = in.u8();
        int flags = in.u8();
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
                throw in.notHeld("it has more than 2^31 elements");
            }
            elements *= dims[d];
        }
        long[] limits = dims;
        if ((flags & 1) != 0) {
            limits = new long[rank];
            for (int d = 0; d < rank; d++) {
                limits[d] = in.i64();
                if (limits[d] != UNLIMITED && limits[d] < dims[d]) {
                    throw new DataFormatException(in.position(), "a shape is larger than its limit");
                }
            }
        }
        return new Extent(dims, limits, type == 2);
    }

    /** Whether there is no value at all, which is less than a value of length 0. */
    boolean isNull() {
        return empty;
    }

    /** Whether a dim can grow without end. */
    boolean isUnlimited(int d) {
        return limits[d] == UNLIMITED;
    }

    /** How long a dim can become: {@link Long#MAX_VALUE} where there is no limit. */
    long limit(int d) {
        return isUnlimited(d) ? Long.MAX_VALUE : limits[d];
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
