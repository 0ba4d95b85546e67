package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of an index of chunks by number, in a fixed or an extensible array. */
final class ChunkArray {
    private static final int MASK = 4;

    private final HdfInput in;
    private final ChunkGrid grid;
    private final boolean filtered;
    private final int entrySize;
    private final Map<Long, Cursor> records = new HashMap<>();

    /** Reads from the header of an array how large its entries are: those of filtered chunks have the size of the chunk too. */
    ChunkArray(HdfInput in, ChunkGrid grid, Cursor header) throws DataFormatException {
        this.in = in;
        this.grid = grid;
        int version = header.u8();
        if (version != 0) {
            throw header.unsupported("an index of chunks of version " + version);
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

    /** Finds the entry of a chunk. */
    interface Finder {
        /** A cursor at the entry; null where there is none. */
        @Nullable
        Cursor entry(long number) throws IOException;
    }

    /** The chunks of the data that there are, among all that there can be. */
    List<Chunk> chunks(long address, Finder finder) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        grid.forEach(in, address, (number, scaled) -> {
            Cursor entry = finder.entry(number);
            if (entry != null) {
                long chunk = entry.i64();
                if (chunk != Bytes.UNDEFINED) {
                    long bytes = filtered ? entry.unsigned(entrySize - 8 - MASK) : grid.bytes();
                    chunks.add(new Chunk(grid.offset(scaled), bytes, filtered ? entry.u32() : 0, chunk));
                }
            }
        });
        return chunks;
    }

    /** A record of this length that begins with these letters and ends with its checksum, read once. */
    Cursor record(String signature, long address, long length) throws IOException {
        Cursor record = records.get(address);
        if (record == null) {
            record = in.at(address, length + 4);
            record.copy().skip((int) length).expectChecksum();
            record.copy().expect(signature);
            records.put(address, record);
        }
        if (record.remaining() != length + 4) {
            throw new DataFormatException(address, "a part of an index of chunks is shorter than others say");
        }
        return record.copy();
    }
}
