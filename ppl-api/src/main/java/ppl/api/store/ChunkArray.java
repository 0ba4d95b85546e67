package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The entries of an index of chunks by number, in a fixed or an extensible array. */
final class ChunkArray {
    private static final int MASK = 4;

    private final HdfInput in;
    private final ChunkGrid grid;
    private final boolean filtered;
    private final int entrySize;

    /** An array of entries of this size, which hold the size of the chunk too where it was filtered. */
    ChunkArray(HdfInput in, ChunkGrid grid, Cursor header) throws DataFormatException {
        this.in = in;
        this.grid = grid;
        if (header.u8() != 0) {
            throw header.unsupported("an index of chunks of another version");
        }
        int client = header.u8();
        this.filtered = client == 1;
        this.entrySize = header.u8();
        boolean fits = filtered ? entrySize > 8 + MASK && entrySize <= 16 + MASK : entrySize == 8;
        if (client > 1 || !fits) {
            throw new DataFormatException(
                    header.position(), "an index of chunks has entries of " + entrySize + " bytes");
        }
    }

    int entrySize() {
        return entrySize;
    }

    /** Finds where the entry of a number is stored: an address, or {@link Bytes#UNDEFINED}. */
    interface Finder {
        long entry(long number) throws IOException;
    }

    List<Chunk> chunks(long address, Finder finder) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        grid.forEach(in, address, (number, offset) -> {
            long at = finder.entry(number);
            if (at != Bytes.UNDEFINED) {
                Cursor entry = in.at(at, entrySize);
                long chunk = entry.i64();
                if (chunk != Bytes.UNDEFINED) {
                    long bytes = filtered ? entry.unsigned(entrySize - 8 - MASK) : grid.bytes();
                    chunks.add(new Chunk(offset, bytes, filtered ? entry.u32() : 0, chunk));
                }
            }
        });
        return chunks;
    }

    /** Checks the checksum at the end of a record, which is {@code length} bytes long without it. */
    void verify(long address, long length) throws IOException {
        Cursor record = in.at(address, length + 4);
        record.skip((int) length).expectChecksum();
    }
}
