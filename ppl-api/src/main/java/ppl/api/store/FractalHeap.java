package ppl.api.store;

import java.io.IOException;

/** Fractal heaps, where large groups keep their links and objects with many attributes keep those. */
final class FractalHeap {
    private final HdfInput in;
    private final int offsetWidth;
    private final int lengthWidth;
    private final int tableWidth;
    private final long firstBlock;
    private final long largestDirect;
    private final long root;
    private final int rootRows;
    private final long hugeObjects;

    private FractalHeap(
            HdfInput in,
            int offsetWidth,
            int lengthWidth,
            int tableWidth,
            long firstBlock,
            long largestDirect,
            long root,
            int rootRows,
            long hugeObjects) {
        this.in = in;
        this.offsetWidth = offsetWidth;
        this.lengthWidth = lengthWidth;
        this.tableWidth = tableWidth;
        this.firstBlock = firstBlock;
        this.largestDirect = largestDirect;
        this.root = root;
        this.rootRows = rootRows;
        this.hugeObjects = hugeObjects;
    }

    static FractalHeap open(HdfInput in, long address) throws IOException {
        Cursor header = in.at(address, 146);
        header.expect("FRHP");
        header.skip(3);
        int filters = header.u16();
        if (filters != 0) {
            throw header.unsupported("a heap with filters");
        }
        header.skip(1);
        long largestObject = header.u32();
        header.skip(8);
        long hugeObjects = header.i64();
        header.skip(10 * 8);
        int tableWidth = header.u16();
        long firstBlock = header.size();
        long largestDirect = header.size();
        int heapBits = header.u16();
        header.skip(2);
        long root = header.i64();
        int rows = header.u16();
        header.expectChecksum();
        if (tableWidth == 0 || Long.bitCount(firstBlock) != 1 || Long.bitCount(largestDirect) != 1 || heapBits > 64) {
            throw new DataFormatException(address, "a heap has impossible sizes");
        }
        int blockWidth = (log2(largestDirect) + 7) / 8;
        int objectWidth = log2(Math.max(largestObject, 1)) / 8 + 1;
        return new FractalHeap(
                in,
                (heapBits + 7) / 8,
                Math.min(blockWidth, objectWidth),
                tableWidth,
                firstBlock,
                largestDirect,
                root,
                rows,
                hugeObjects);
    }

    private static int log2(long value) {
        return 63 - Long.numberOfLeadingZeros(value);
    }

    /** The object that an identifier stands for. */
    Cursor get(Cursor id) throws IOException {
        int flags = id.u8();
        switch ((flags >> 4) & 3) {
            case 0 -> {
                long offset = id.unsigned(offsetWidth);
                long length = id.unsigned(lengthWidth);
                if (offset < 0) {
                    throw new DataFormatException(id.position(), "an object lies outside its heap");
                }
                return in.at(rootRows == 0 ? root + offset : find(root, rootRows, offset, 0), length);
            }
            case 1 -> {
                return huge(id);
            }
            case 2 -> {
                return id.slice((flags & 0x0f) + 1);
            }
            default -> throw id.unsupported("an object of a fourth kind in a heap");
        }
    }

    /** An object too large for the blocks of the heap, by its number in an index of such: address, length, number. */
    private Cursor huge(Cursor id) throws IOException {
        if (hugeObjects == Bytes.UNDEFINED) {
            throw new DataFormatException(id.position(), "a heap has no large objects");
        }
        long number = id.unsigned(Math.min(id.remaining(), 8));
        for (Cursor entry : BTree2.records(in, hugeObjects)) {
            long address = entry.i64();
            long length = entry.size();
            if (entry.i64() == number) {
                return in.at(address, length);
            }
        }
        throw new DataFormatException(id.position(), "a heap has no large object " + number);
    }

    /** Walks the doubling table: two rows of the first block size, then twice as large from row to row. */
    private long find(long block, int rows, long offset, int depth) throws IOException {
        if (depth > 8) {
            throw new DataFormatException(block, "a heap is nested too deeply");
        }
        long start = 0;
        int before = 0;
        for (int row = 0; row < rows; row++) {
            long size = row == 0 ? firstBlock : firstBlock << Math.min(row - 1, 62 - log2(firstBlock));
            if (size <= 0 || size > Long.MAX_VALUE / tableWidth - start) {
                break;
            }
            if (offset < start + size * tableWidth) {
                int column = (int) ((offset - start) / size);
                Cursor entry = in.at(block + 5 + 8 + offsetWidth + 8L * (before + column), 8);
                long child = entry.i64();
                long inside = offset - start - column * size;
                if (size <= largestDirect) {
                    return child + inside;
                }
                int childRows = log2(size) - log2(firstBlock * tableWidth) + 1;
                return find(child, childRows, inside, depth + 1);
            }
            start += size * tableWidth;
            before += tableWidth;
        }
        throw new DataFormatException(block, "an object lies outside its heap");
    }
}
