package ppl.api.inference;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Memory that is a part of a file: numbers of 8 bytes, least significant first, or truth values of 1. They are read when they are asked for. */
record StoredBlock(DataType dtype, MemorySegment bytes) implements Block {
    private static final ValueLayout.OfDouble REAL =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong INTEGER =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** What a page of a file holds: whoever reads one number has them all. */
    private static final int PAGE = 512;

    /** How many bytes a number of this type has. */
    static int width(DataType dtype) {
        return dtype == DataType.BOOL ? 1 : Double.BYTES;
    }

    @Override
    public int size() {
        return Math.toIntExact(bytes.byteSize() / width(dtype));
    }

    @Override
    public double number(int at) {
        return switch (dtype) {
            case FLOAT64 -> bytes.get(REAL, (long) at * Double.BYTES);
            case INT64 -> bytes.get(INTEGER, (long) at * Long.BYTES);
            case BOOL -> bytes.get(ValueLayout.JAVA_BYTE, at) != 0 ? 1 : 0;
        };
    }

    @Override
    public long whole(int at) {
        return dtype == DataType.INT64 ? bytes.get(INTEGER, (long) at * Long.BYTES) : (long) number(at);
    }

    @Override
    public void copy(int from, double[] into, int at, int count) {
        if (dtype == DataType.FLOAT64) {
            MemorySegment.copy(bytes, REAL, (long) from * Double.BYTES, into, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                into[at + i] = number(from + i);
            }
        }
    }

    @Override
    public int neighbours() {
        return PAGE;
    }
}
