package ppl.api.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, with every address checked against its size, and with a budget of bytes to read and to unpack: what a file
 * claims about itself cannot make the reader take more memory or time than a small multiple of its real size.
 */
final class HdfInput {
    private static final long BASE_BUDGET = 32L << 20;
    private static final long BUDGET_PER_BYTE = 100;
    /** The least cost of a read, so that loops of tiny records end too. */
    private static final long VISIT = 64;

    /** Bytes by position, such as {@link java.nio.channels.FileChannel#read(ByteBuffer, long)}. */
    interface Source {
        int read(ByteBuffer into, long position) throws IOException;

        /** Bytes that are read when they are asked for; null where that cannot be, or does not pay for so many. */
        default @Nullable MemorySegment map(long position, long bytes) throws IOException {
            return null;
        }
    }

    private final Source source;
    private final long size;
    private long budget;

    HdfInput(Source source, long size) {
        this.source = source;
        this.size = size;
        this.budget = BASE_BUDGET + BUDGET_PER_BYTE * Math.min(size, Long.MAX_VALUE / (2 * BUDGET_PER_BYTE));
    }

    long size() {
        return size;
    }

    /** The same file without its first bytes. */
    HdfInput from(long start) {
        return new HdfInput(
                new Source() {
                    @Override
                    public int read(ByteBuffer into, long position) throws IOException {
                        return source.read(into, position + start);
                    }

                    @Override
                    public @Nullable MemorySegment map(long position, long bytes) throws IOException {
                        return source.map(position + start, bytes);
                    }
                },
                size - start);
    }

    /** Pays for bytes about to be read, or unpacked from what was read. */
    void spend(long address, long bytes) throws DataFormatException {
        if (bytes < 0 || bytes > budget) {
            throw new DataFormatException(
                    address,
                    "the file claims far more content than its " + size + " bytes can hold; it is damaged or hostile");
        }
        budget -= Math.max(bytes, VISIT);
    }

    /** Pays for the memory of the elements of one dataset. If it is too much, only that dataset is left out. */
    void afford(long address, long bytes) throws DataFormatException {
        if (bytes < 0 || bytes > budget) {
            throw new NotHeldException(
                    address,
                    "it claims far more content than is usual for a file of " + size + " bytes; if that is right, have"
                            + " the file copied without compression by h5repack -f NONE");
        }
        budget -= Math.max(bytes, VISIT);
    }

    /** Bytes within the file that are read when they are asked for, and cost nothing before; null where that cannot be, or does not pay. */
    @Nullable
    MemorySegment map(long address, long bytes) throws IOException {
        return source.map(address, bytes);
    }

    /** The bytes from an address on. */
    Cursor at(long address, long length) throws IOException {
        if (address < 0 || length < 0 || length > size - address || length > Integer.MAX_VALUE - 8) {
            throw new DataFormatException(
                    address,
                    "needs " + length + " bytes there, but the file ends at " + size + "; it is cut off or damaged");
        }
        spend(address, length);
        ByteBuffer bytes = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        fill(bytes, address);
        return new Cursor(bytes, address);
    }

    /** Up to this many bytes from an address on: fewer at the end of the file. */
    Cursor upTo(long address, long length) throws IOException {
        return at(address, Math.max(0, Math.min(length, size - address)));
    }

    /** Fills a buffer without charge, for data that was paid for as a whole. */
    void fill(ByteBuffer into, long address) throws IOException {
        long at = address;
        while (into.hasRemaining()) {
            int count = source.read(into, at);
            if (count < 0) {
                throw new DataFormatException(at, "the file ends here; it is cut off");
            }
            at += count;
        }
        into.flip();
    }
}
