package ppl.backend.cuda.emulator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes, and who touched them last: a word of the notes for each 4 bytes. How notes are read stands in {@link Watch}. New memory holds
 * numbers that nobody expects.
 */
final class Region {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private static final byte GARBAGE = (byte) 0xB9;

    final byte[] bytes;
    final long[] writers;
    final long[] readers;

    Region(int length) {
        this.bytes = new byte[length];
        Arrays.fill(bytes, GARBAGE);
        this.writers = new long[(length + 3) / 4];
        this.readers = new long[(length + 3) / 4];
    }

    long wide(int at) {
        return (long) LONGS.get(bytes, at);
    }

    void wide(int at, long value) {
        LONGS.set(bytes, at, value);
    }

    int narrow(int at) {
        return (int) INTS.get(bytes, at);
    }

    void narrow(int at, int value) {
        INTS.set(bytes, at, value);
    }
}
