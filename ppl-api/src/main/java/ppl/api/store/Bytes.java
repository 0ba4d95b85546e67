package ppl.api.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing little-endian record. */
final class Bytes {
    /** The address of what is not there. */
    static final long UNDEFINED = -1;

    private byte[] bytes = new byte[256];
    private int size;

    Bytes u8(int value) {
        return integer(value, 1);
    }

    Bytes u16(int value) {
        return integer(value, 2);
    }

    Bytes u32(long value) {
        return integer(value, 4);
    }

    Bytes i64(long value) {
        return integer(value, 8);
    }

    Bytes f64(double value) {
        return integer(Double.doubleToRawLongBits(value), 8);
    }

    Bytes ascii(String text) {
        return raw(text.getBytes(StandardCharsets.US_ASCII));
    }

    Bytes raw(byte... more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    Bytes zeros(int count) {
        reserve(count);
        size += count;
        return this;
    }

    /** Fills up with zeros to a multiple. */
    Bytes align(int multiple) {
        return zeros(Math.floorMod(-size, multiple));
    }

    /** Ends with the checksum of all before. */
    Bytes checksummed() {
        return u32(Checksum.of(bytes, 0, size));
    }

    int size() {
        return size;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private Bytes integer(long value, int width) {
        reserve(width);
        for (int i = 0; i < width; i++) {
            bytes[size++] = (byte) (value >>> (8 * i));
        }
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
