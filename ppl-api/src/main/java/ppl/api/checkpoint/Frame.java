package ppl.api.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Frames on their way into a log: the length of the content in 4 bytes, its kind in 1, the content, and in 4 bytes the checksum of all
 * before. Numbers are big-endian.
 */
final class Frame {

    static final int BEFORE = 5;
    static final int AFTER = 4;
    /** The most that a content holds: an array of it fits any virtual machine. */
    static final int MOST = Integer.MAX_VALUE - 64;

    private static final int ENOUGH = 1 << 16;

    /** What a frame holds; the ordinal is in the file. */
    enum Kind {
        HEADER,
        ITERATION,
        STATE
    }

    private final CRC32C checksum = new CRC32C();
    private ByteBuffer buffer = ByteBuffer.allocate(ENOUGH);
    private int begun;
    private long length;

    /** Begins a frame; so many bytes are to be put into the buffer. */
    ByteBuffer begin(Kind kind, long bytes) throws IOException {
        long needed = buffer.position() + bytes + BEFORE + AFTER;
        if (needed > MOST) {
            throw new IOException("an iteration or a state of " + bytes
                    + " bytes is more than a checkpoint holds: sample without one");
        }
        if (needed > buffer.capacity()) {
            buffer = ByteBuffer.allocate((int) Math.min(MOST, Math.max(needed, 2L * buffer.capacity())))
                    .put(buffer.flip());
        }
        begun = buffer.position();
        length = bytes;
        return buffer.putInt((int) bytes).put((byte) kind.ordinal());
    }

    /** Ends it. */
    void end() {
        int end = buffer.position();
        if (end - begun - BEFORE != length) {
            throw new IllegalStateException(
                    "a frame was to have " + length + " bytes and has " + (end - begun - BEFORE));
        }
        checksum.reset();
        checksum.update(buffer.array(), begun, end - begun);
        buffer.putInt((int) checksum.getValue());
    }

    /** Whether what was not written yet is much. */
    boolean isLong() {
        return buffer.position() >= ENOUGH / 2;
    }

    /** Writes whole frames. */
    void writeTo(RandomAccessFile file) throws IOException {
        file.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
