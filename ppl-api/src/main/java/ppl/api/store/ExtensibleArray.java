package ppl.api.store;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The index of the chunks of a dataset with one unlimited dim: a few entries in an index block, the others in data blocks that
 * double in number and size in turn. The index block has the addresses of the first data blocks, and of secondary blocks that have
 * those of the others.
 */
final class ExtensibleArray {
    /** Signature, version, client and the address of the header. */
    private static final int PREFIX = 14;

    private final HdfInput in;
    private final ChunkArray array;
    private final int offsetWidth;
    private final int inIndex;
    private final int smallest;
    private final int pointers;
    private final int levels;
    private final long perPage;
    private final long index;
    private final Set<Long> verified = new HashSet<>();

    private ExtensibleArray(HdfInput in, ChunkArray array, Cursor header) throws DataFormatException {
        this.in = in;
        this.array = array;
        int bits = header.u8();
        this.inIndex = header.u8();
        this.smallest = header.u8();
        this.pointers = header.u8();
        int pageBits = header.u8();
        header.skip(6 * 8);
        this.index = header.i64();
        header.expectChecksum();
        if (bits > 64 || Integer.bitCount(smallest) != 1 || Integer.bitCount(pointers) != 1 || pageBits > 30) {
            throw new DataFormatException(header.position(), "an index of chunks has impossible sizes");
        }
        this.offsetWidth = (bits + 7) / 8;
        this.levels = 1 + bits - Integer.numberOfTrailingZeros(smallest);
        this.perPage = 1L << pageBits;
    }

    static List<Chunk> chunks(HdfInput in, long address, ChunkGrid grid) throws IOException {
        Cursor header = in.at(address, 72);
        header.expect("EAHD");
        ChunkArray array = new ChunkArray(in, grid, header);
        ExtensibleArray extensible = new ExtensibleArray(in, array, header);
        if (extensible.index == Bytes.UNDEFINED) {
            return List.of();
        }
        in.at(extensible.index, 4).expect("EAIB");
        return array.chunks(address, extensible::entry);
    }

    /** Levels whose data blocks the index block knows without a secondary block between. */
    private int direct() {
        return 2 * Integer.numberOfTrailingZeros(pointers);
    }

    private long entry(long number) throws IOException {
        int size = array.entrySize();
        long directBlocks = 2L * (pointers - 1);
        verify(index, PREFIX + (long) inIndex * size + 8 * directBlocks + 8L * Math.max(0, levels - direct()));
        if (number < inIndex) {
            return index + PREFIX + number * size;
        }
        long rest = number - inIndex;
        long before = 0;
        for (int level = 0; level < levels; level++) {
            long blocks = 1L << level / 2;
            long perBlock = (1L << (level + 1) / 2) * smallest;
            if (rest < blocks * perBlock) {
                long table = index + PREFIX + (long) inIndex * size;
                long block = rest / perBlock;
                long inside = rest % perBlock;
                return level < direct()
                        ? inBlock(address(table + 8 * (before + block)), perBlock, inside, Bytes.UNDEFINED)
                        : inSecondary(
                                address(table + 8 * (directBlocks + level - direct())),
                                blocks,
                                block,
                                perBlock,
                                inside);
            }
            rest -= blocks * perBlock;
            before += blocks;
        }
        throw new DataFormatException(index, "an index of chunks has no entry " + number);
    }

    private long inSecondary(long secondary, long blocks, long block, long perBlock, long inside) throws IOException {
        if (secondary == Bytes.UNDEFINED) {
            return Bytes.UNDEFINED;
        }
        in.at(secondary, 4).expect("EASB");
        long bitmap = perBlock > perPage ? Math.ceilDiv(perBlock / perPage, 8L) : 0;
        long bitmaps = secondary + PREFIX + offsetWidth;
        verify(secondary, PREFIX + offsetWidth + blocks * (bitmap + 8));
        return inBlock(
                address(bitmaps + blocks * bitmap + 8 * block),
                perBlock,
                inside,
                bitmap == 0 ? Bytes.UNDEFINED : bitmaps + block * bitmap);
    }

    /** The entry inside a data block, which is in pages where there is a bitmap of those that were written. */
    private long inBlock(long block, long perBlock, long inside, long bitmap) throws IOException {
        if (block == Bytes.UNDEFINED) {
            return Bytes.UNDEFINED;
        }
        int size = array.entrySize();
        in.at(block, 4).expect("EADB");
        long start = block + PREFIX + offsetWidth;
        if (perBlock <= perPage) {
            verify(block, PREFIX + offsetWidth + perBlock * size);
            return start + inside * size;
        }
        verify(block, PREFIX + offsetWidth);
        long page = inside / perPage;
        if (bitmap != Bytes.UNDEFINED && (in.at(bitmap + page / 8, 1).u8() >> (7 - page % 8) & 1) == 0) {
            return Bytes.UNDEFINED;
        }
        long first = start + 4 + page * (perPage * size + 4);
        verify(first, perPage * size);
        return first + inside % perPage * size;
    }

    private long address(long at) throws IOException {
        return in.at(at, 8).i64();
    }

    private void verify(long address, long length) throws IOException {
        if (verified.add(address)) {
            array.verify(address, length);
        }
    }
}
