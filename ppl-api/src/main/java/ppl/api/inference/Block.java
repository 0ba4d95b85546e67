package ppl.api.inference;

import java.util.Arrays;

/** The memory behind one or more views. Never copied, never written to after construction. */
@SuppressWarnings("ArrayRecordComponent") // Seen by this package only, and the memory must not be copied.
sealed interface Block permits Block.Doubles, Block.Longs, Block.Booleans, StoredBlock {
    DataType dtype();

    int size();

    /** The element at a memory offset as a double; true is 1. */
    double number(int at);

    /** Copies {@code count} elements from {@code from} on as doubles. */
    void copy(int from, double[] into, int at, int count);

    /** The element at a memory offset as an integer; a number of another type is rounded towards zero. */
    default long whole(int at) {
        return (long) number(at);
    }

    /** Copies {@code count} elements from {@code from} on as integers. */
    default void copy(int from, long[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] = whole(from + i);
        }
    }

    /** How many neighbours are best gathered together. */
    default int neighbours() {
        return 16;
    }

    /** Copies the elements at {@code start + rows[0]}, {@code start + rows[1]}, … as doubles. */
    default void gather(int[] rows, int count, int start, double[] into, int at) {
        for (int r = 0; r < count; r++) {
            into[at + r] = number(start + rows[r]);
        }
    }

    record Doubles(double[] values) implements Block {
        @Override
        public DataType dtype() {
            return DataType.FLOAT64;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double number(int at) {
            return values[at];
        }

        @Override
        public void gather(int[] rows, int count, int start, double[] into, int at) {
            for (int r = 0; r < count; r++) {
                into[at + r] = values[start + rows[r]];
            }
        }

        @Override
        public void copy(int from, double[] into, int at, int count) {
            System.arraycopy(values, from, into, at, count);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Doubles that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    record Longs(long[] values) implements Block {
        @Override
        public DataType dtype() {
            return DataType.INT64;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double number(int at) {
            return values[at];
        }

        @Override
        public long whole(int at) {
            return values[at];
        }

        @Override
        public void copy(int from, long[] into, int at, int count) {
            System.arraycopy(values, from, into, at, count);
        }

        @Override
        public void copy(int from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = values[from + i];
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Longs that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    record Booleans(boolean[] values) implements Block {
        @Override
        public DataType dtype() {
            return DataType.BOOL;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double number(int at) {
            return values[at] ? 1 : 0;
        }

        @Override
        public void copy(int from, double[] into, int at, int count) {
            for (int i = 0; i < count; i++) {
                into[at + i] = values[from + i] ? 1 : 0;
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Booleans that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
