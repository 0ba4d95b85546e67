package ppl.api.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/** Writes to any place of a file, for several threads. Unlike a channel, it is not closed by the interrupt of one of them. */
final class PlaceWriter {
    private final RandomAccessFile file;

    PlaceWriter(RandomAccessFile file) {
        this.file = file;
    }

    /** Writes what remains in a buffer that has an array. */
    synchronized void write(ByteBuffer bytes, long at) throws IOException {
        file.seek(at);
        file.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        bytes.position(bytes.limit());
    }
}
