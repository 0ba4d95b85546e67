package ppl.api.store;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The index of the chunks of a dataset that cannot grow without end: one entry each, from some number on in pages. */
final class FixedArray {
    /** Signature, version, client and the address of the header. */
    private static final int PREFIX = 14;

    private static final int CHECKSUM = 4;

    private final ChunkArray array;
    private final long entries;
    private final long perPage;
    private final long block;

    private FixedArray(ChunkArray array, long entries, long perPage, long block) {
        this.array = array;
        this.entries = entries;
        this.perPage = perPage;
        this.block = block;
    }

    static List<Chunk> chunks(HdfInput in, long address, ChunkGrid grid) throws IOException {
        Cursor header = in.at(address, 28);
        header.expect("FAHD");
        ChunkArray array = new ChunkArray(in, grid, header);
        int pageBits = header.u8();
        long entries = header.size();
        long block = header.i64();
        header.expectChecksum();
        if (pageBits > 30 || entries > Integer.MAX_VALUE) {
            throw new DataFormatException(address, "an index of chunks has impossible sizes");
        }
        if (block == Bytes.UNDEFINED) {
            return List.of();
        }
        FixedArray fixed = new FixedArray(array, entries, 1L << pageBits, block);
        return array.chunks(address, fixed::entry);
    }

    private @Nullable Cursor entry(long number) throws IOException {
        if (number >= entries) {
            throw new DataFormatException(block, "an index of chunks has no entry " + number);
        }
        int size = array.entrySize();
        if (entries <= perPage) {
            return array.record("FADB", block, PREFIX + entries * size).skip((int) (PREFIX + number * size));
        }
        int bitmap = (int) Math.ceilDiv(Math.ceilDiv(entries, perPage), 8L);
        Cursor written = array.record("FADB", block, PREFIX + bitmap).skip(PREFIX);
        long page = number / perPage;
        if (!written.bit(page)) {
            return null;
        }
        long start = block + PREFIX + bitmap + CHECKSUM + page * (perPage * size + CHECKSUM);
        return array.record("", start, Math.min(perPage, entries - page * perPage) * size)
                .skip((int) (number % perPage) * size);
    }
}
