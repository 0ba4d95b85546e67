package ppl.api.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A little-endian record being read, which knows where in the file it is. */
final class Cursor {
    private final ByteBuffer bytes;
    private final long address;

    Cursor(ByteBuffer bytes, long address) {
        this.bytes = bytes;
        this.address = address;
    }

    /** The position in the file of what comes next. */
    long position() {
        return address + bytes.position();
    }

    int remaining() {
        return bytes.remaining();
    }

    int u8() throws DataFormatException {
        need(1);
        return bytes.get() & 0xff;
    }

    int u16() throws DataFormatException {
        need(2);
        return bytes.getShort() & 0xffff;
    }

    long u32() throws DataFormatException {
        need(4);
        return bytes.getInt() & 0xffffffffL;
    }

    long i64() throws DataFormatException {
        need(8);
        return bytes.getLong();
    }

    /** A count or size that must not be negative. */
    long size() throws DataFormatException {
        long value = i64();
        if (value < 0) {
            throw new DataFormatException(position() - 8, "a size is above 2^63");
        }
        return value;
    }

    /** An unsigned number of up to 8 bytes. */
    long unsigned(int width) throws DataFormatException {
        need(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (bytes.get() & 0xffL) << (8 * i);
        }
        return value;
    }

    /** A bit of what comes next, counted from the highest of the first byte. */
    boolean bit(long number) throws DataFormatException {
        need(number < 0 || number / 8 >= remaining() ? -1 : 1);
        return (bytes.get(bytes.position() + (int) (number / 8)) >> (7 - number % 8) & 1) != 0;
    }

    Cursor skip(int count) throws DataFormatException {
        need(count);
        bytes.position(bytes.position() + count);
        return this;
    }

    /** The next bytes as a record of their own. */
    Cursor slice(int length) throws DataFormatException {
        need(length);
        ByteBuffer part = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        Cursor slice = new Cursor(part, position());
        skip(length);
        return slice;
    }

    byte[] raw(int length) throws DataFormatException {
        need(length);
        byte[] out = new byte[length];
        bytes.get(out);
        return out;
    }

    /** All that is left, to decode numbers from. */
    ByteBuffer rest() {
        return bytes;
    }

    /** UTF-8 text up to the first zero. */
    String text(int length) throws DataFormatException {
        byte[] raw = raw(length);
        int end = 0;
        while (end < raw.length && raw[end] != 0) {
            end++;
        }
        return new String(raw, 0, end, StandardCharsets.UTF_8);
    }

    void expect(String signature) throws DataFormatException {
        long at = position();
        if (!text(signature.length()).equals(signature)) {
            throw new DataFormatException(at, "expected '" + signature + "'; the file is damaged");
        }
    }

    /** Checks that all up to here is followed by its checksum. */
    void expectChecksum() throws DataFormatException {
        byte[] before = new byte[bytes.position()];
        bytes.get(0, before);
        long at = position();
        if (u32() != (Checksum.of(before, 0, before.length) & 0xffffffffL)) {
            throw new DataFormatException(at, "the checksum of the " + before.length + " bytes before is wrong");
        }
    }

    /** The same record, read independently from here on. */
    Cursor copy() {
        return new Cursor(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN), address);
    }

    /** Intact as it may be, this is not known here. */
    NotHeldException unsupported(String what) {
        return notHeld(what + ", which this reader does not know");
    }

    /** Intact as it may be, inference data has no place for it. */
    NotHeldException notHeld(String reason) {
        return new NotHeldException(position(), reason);
    }

    private void need(int count) throws DataFormatException {
        if (count < 0 || count > bytes.remaining()) {
            throw new DataFormatException(position(), "a record ends too early; the file is damaged");
        }
    }
}
