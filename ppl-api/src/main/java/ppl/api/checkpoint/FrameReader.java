package ppl.api.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Reads the {@link Frame}s of a file from its beginning up to the first that is incomplete or damaged. */
final class FrameReader {

    private static final int AT_ONCE = 1 << 16;

    private final RandomAccessFile file;
    private final long length;
    private final CRC32C checksum = new CRC32C();
    private byte[] bytes = new byte[AT_ONCE];
    /** Where in the file the array begins, and how much of it is read. */
    private long base;

    private int filled;
    private long end;
    private Frame.Kind kind = Frame.Kind.HEADER;
    private ByteBuffer content = ByteBuffer.allocate(0);

    FrameReader(RandomAccessFile file) throws IOException {
        this.file = file;
        this.length = file.length();
    }

    /** Begins anew. */
    void rewind() {
        end = 0;
    }

    /** Goes on to the next frame; false if there is no whole one. */
    boolean next() throws IOException {
        if (end + Frame.BEFORE > length) {
            return false;
        }
        int at = load(end, Frame.BEFORE);
        int size = ByteBuffer.wrap(bytes).getInt(at);
        int ordinal = bytes[at + Frame.BEFORE - 1];
        if (size < 0 || size > Frame.MOST || ordinal < 0 || ordinal >= Frame.Kind.values().length) {
            return false;
        }
        long whole = (long) Frame.BEFORE + size + Frame.AFTER;
        if (end + whole > length) {
            return false;
        }
        at = load(end, (int) whole);
        checksum.reset();
        checksum.update(bytes, at, Frame.BEFORE + size);
        if (ByteBuffer.wrap(bytes).getInt(at + Frame.BEFORE + size) != (int) checksum.getValue()) {
            return false;
        }
        kind = Frame.Kind.values()[ordinal];
        content = ByteBuffer.wrap(bytes, at + Frame.BEFORE, size).slice();
        end += whole;
        return true;
    }

    /** Has a part of the file in the array, and says where there. */
    private int load(long from, int count) throws IOException {
        if (from >= base && from + count <= base + filled) {
            return (int) (from - base);
        }
        if (count > bytes.length) {
            bytes = new byte[(int) Math.min(Frame.MOST + 16L, Math.max(count, 2L * bytes.length))];
        }
        base = from;
        filled = (int) Math.min(bytes.length, length - from);
        file.seek(from);
        file.readFully(bytes, 0, filled);
        return 0;
    }

    Frame.Kind kind() {
        return kind;
    }

    /** What the frame holds, valid until the next one. */
    ByteBuffer content() {
        return content;
    }

    /** Where the frame ends. */
    long end() {
        return end;
    }
}
