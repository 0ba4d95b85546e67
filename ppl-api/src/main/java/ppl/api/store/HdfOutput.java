package ppl.api.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** The end of a file that grows, through one buffer. Addresses are positions in the file. */
final class HdfOutput {
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private long flushed;

    HdfOutput(FileChannel channel) {
        this.channel = channel;
    }

    long address() {
        return flushed + buffer.position();
    }

    /** Appends a record at the next multiple of 8. */
    long append(Bytes record) throws IOException {
        align();
        long address = address();
        put(record.toArray());
        return address;
    }

    void align() throws IOException {
        while (address() % 8 != 0) {
            put(new byte[1]);
        }
    }

    void put(byte[] bytes) throws IOException {
        int at = 0;
        while (at < bytes.length) {
            int count = Math.min(bytes.length - at, room(1));
            buffer.put(bytes, at, count);
            at += count;
        }
    }

    void put(double[] values, int count) throws IOException {
        int at = 0;
        while (at < count) {
            int next = Math.min(count - at, room(8) / 8);
            buffer.asDoubleBuffer().put(values, at, next);
            buffer.position(buffer.position() + 8 * next);
            at += next;
        }
    }

    void put(long[] values, int count) throws IOException {
        int at = 0;
        while (at < count) {
            int next = Math.min(count - at, room(8) / 8);
            buffer.asLongBuffer().put(values, at, next);
            buffer.position(buffer.position() + 8 * next);
            at += next;
        }
    }

    /** Room in the buffer for at least {@code least} bytes. */
    private int room(int least) throws IOException {
        if (buffer.remaining() < least) {
            flush();
        }
        return buffer.remaining();
    }

    void flush() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            flushed += channel.write(buffer, flushed);
        }
        buffer.clear();
    }
}
