package ppl.api.store;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The index of the chunks of a dataset that cannot grow: one entry each, from some number on in pages. */
final class FixedArray {
    /** Signature, version, client and the address of the header. */
    private static final int PREFIX = 14;

    private final HdfInput in;
    private final ChunkArray array;
    private final long entries;
    private final long perPage;
    private final long block;
    private final Set<Long> verified = new HashSet<>();

    private FixedArray(HdfInput in, ChunkArray array, long entries, long perPage, long block) {
        this.in = in;
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
        in.at(block, 4).expect("FADB");
        FixedArray fixed = new FixedArray(in, array, entries, 1L << pageBits, block);
        return array.chunks(address, fixed::entry);
    }

    private long entry(long number) throws IOException {
        if (number >= entries) {
            throw new DataFormatException(block, "an index of chunks has no entry " + number);
        }
        int size = array.entrySize();
        if (entries <= perPage) {
            verify(block, PREFIX + entries * size);
            return block + PREFIX + number * size;
        }
        long page = number / perPage;
        int bitmap = (int) Math.ceilDiv(Math.ceilDiv(entries, perPage), 8L);
        verify(block, PREFIX + bitmap);
        int bits = in.at(block + PREFIX + page / 8, 1).u8();
        if ((bits >> (7 - page % 8) & 1) == 0) {
            return Bytes.UNDEFINED;
        }
        long start = block + PREFIX + bitmap + 4 + page * (perPage * size + 4);
        verify(start, Math.min(perPage, entries - page * perPage) * size);
        return start + number % perPage * size;
    }

    private void verify(long address, long length) throws IOException {
        if (verified.add(address)) {
            array.verify(address, length);
        }
    }
}
