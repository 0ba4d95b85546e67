package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The index of the chunks of a dataset with one unlimited dim: a few entries in an index block, the others in data blocks that
 * double in number and size in turn, from level to level. The index block has the addresses of the data blocks of the first levels,
 * and of secondary blocks that have those of the others.
 */
final class ExtensibleArray {
    /** Signature, version, client and the address of the header. */
    private static final int PREFIX = 14;

    private static final int CHECKSUM = 4;
    /** Where the header has the address of the index block. */
    private static final int INDEX = 60;

    private final ChunkArray array;
    private final int offsetWidth;
    private final long perPage;
    private final int inIndex;
    private final List<Level> levels;
    private final Cursor entries;
    private final long[] dataBlocks;
    private final long[] secondaryBlocks;
    private final Map<Integer, Table> tables = new HashMap<>();

    /**
     * Data blocks of one size.
     *
     * @param first the number of its first entry, not counting those in the index block
     * @param firstBlock the number of its first block
     */
    private record Level(long first, int firstBlock, long blocks, long perBlock) {
        static List<Level> all(int count, int smallest) {
            List<Level> levels = new ArrayList<>();
            Level level = new Level(0, 0, 1, smallest);
            for (int n = 1; n <= count; n++) {
                levels.add(level);
                level = new Level(
                        level.end(),
                        (int) (level.firstBlock + level.blocks),
                        1L << n / 2,
                        (1L << (n + 1) / 2) * smallest);
            }
            return levels;
        }

        long end() {
            return first + blocks * perBlock;
        }
    }

    /** The blocks of one level, and which of their pages were written. */
    @SuppressWarnings("ArrayRecordComponent") // Private, never compared.
    private record Table(long[] blocks, long pages, Cursor written) {}

    private ExtensibleArray(HdfInput in, ChunkGrid grid, Cursor header) throws IOException {
        this.array = new ChunkArray(in, grid, header);
        int bits = header.u8();
        this.inIndex = header.u8();
        int smallest = header.u8();
        int pointers = header.u8();
        int pageBits = header.u8();
        header.skip(6 * 8);
        long index = header.i64();
        header.expectChecksum();
        if (bits > 40 || Integer.bitCount(smallest) != 1 || Integer.bitCount(pointers) != 1 || pageBits > 30) {
            throw new DataFormatException(header.position(), "an index of chunks has impossible sizes");
        }
        this.offsetWidth = (bits + 7) / 8;
        this.perPage = 1L << pageBits;
        this.levels = Level.all(1 + bits - Integer.numberOfTrailingZeros(smallest), smallest);
        this.dataBlocks = new long[2 * (pointers - 1)];
        // Of so many levels the index block itself knows the data blocks.
        int direct = 2 * Integer.numberOfTrailingZeros(pointers);
        this.secondaryBlocks = new long[Math.max(0, levels.size() - direct)];
        int inline = inIndex * array.entrySize();
        Cursor block = array.record("EAIB", index, PREFIX + inline + 8L * (dataBlocks.length + secondaryBlocks.length))
                .skip(PREFIX);
        this.entries = block.slice(inline);
        for (int i = 0; i < dataBlocks.length; i++) {
            dataBlocks[i] = block.i64();
        }
        for (int i = 0; i < secondaryBlocks.length; i++) {
            secondaryBlocks[i] = block.i64();
        }
    }

    static List<Chunk> chunks(HdfInput in, long address, ChunkGrid grid) throws IOException {
        Cursor header = in.at(address, 72);
        if (header.copy().skip(INDEX).i64() == Bytes.UNDEFINED) {
            return List.of();
        }
        header.expect("EAHD");
        ExtensibleArray extensible = new ExtensibleArray(in, grid, header);
        return extensible.array.chunks(address, extensible::entry);
    }

    private @Nullable Cursor entry(long number) throws IOException {
        if (number < inIndex) {
            return entries.copy().skip((int) number * array.entrySize());
        }
        long place = number - inIndex;
        int direct = levels.size() - secondaryBlocks.length;
        for (int n = 0; n < levels.size(); n++) {
            Level level = levels.get(n);
            if (place < level.end()) {
                int block = (int) ((place - level.first()) / level.perBlock());
                long inside = (place - level.first()) % level.perBlock();
                if (n < direct) {
                    return inBlock(dataBlocks[level.firstBlock() + block], level, inside);
                }
                long secondary = secondaryBlocks[n - direct];
                if (secondary == Bytes.UNDEFINED) {
                    return null;
                }
                Table table = table(n, secondary);
                return table.pages() > 0 && !table.written().bit(block * table.pages() + inside / perPage)
                        ? null
                        : inBlock(table.blocks()[block], level, inside);
            }
        }
        throw new DataFormatException(entries.position(), "an index of chunks has no entry " + number);
    }

    private Table table(int n, long address) throws IOException {
        Table table = tables.get(n);
        if (table == null) {
            Level level = levels.get(n);
            // Room for whole bytes of each block, and yet the bits of all blocks follow one another.
            long pages = level.perBlock() > perPage ? level.perBlock() / perPage : 0;
            long bitmap = level.blocks() * Math.ceilDiv(pages, 8L);
            Cursor record = array.record("EASB", address, PREFIX + offsetWidth + bitmap + 8 * level.blocks())
                    .skip(PREFIX + offsetWidth);
            Cursor written = record.slice((int) bitmap);
            long[] blocks = new long[(int) level.blocks()];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = record.i64();
            }
            table = new Table(blocks, pages, written);
            tables.put(n, table);
        }
        return table;
    }

    private @Nullable Cursor inBlock(long block, Level level, long inside) throws IOException {
        if (block == Bytes.UNDEFINED) {
            return null;
        }
        int size = array.entrySize();
        int head = PREFIX + offsetWidth;
        if (level.perBlock() <= perPage) {
            return array.record("EADB", block, head + level.perBlock() * size).skip((int) (head + inside * size));
        }
        array.record("EADB", block, head);
        long page = block + head + CHECKSUM + inside / perPage * (perPage * size + CHECKSUM);
        return array.record("", page, perPage * size).skip((int) (inside % perPage) * size);
    }
}
