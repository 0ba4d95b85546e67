package ppl.api.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The elements of one dataset: compact, contiguous or in chunks. */
final class DataReader {
    private static final int BLOCK = 1 << 20;

    private final HdfInput in;
    private final ObjectHeader header;
    private final ElementType type;
    private final Extent extent;

    DataReader(HdfInput in, ObjectHeader header) throws IOException {
        this.in = in;
        this.header = header;
        this.type = ElementType.read(header.require(Message.DATATYPE, "datatype"));
        this.extent = Extent.read(header.require(Message.DATASPACE, "shape"));
    }

    ElementType type() {
        return type;
    }

    Extent extent() {
        return extent;
    }

    /** Takes decoded runs of elements. */
    private interface Sink {
        void accept(ByteBuffer bytes, int at, int count) throws IOException;
    }

    double[] doubles() throws IOException {
        double[] out = new double[charged(8)];
        read((bytes, at, count) -> type.decode(bytes, out, at, count));
        return out;
    }

    long[] longs() throws IOException {
        long[] out = new long[charged(8)];
        read((bytes, at, count) -> type.decode(bytes, out, at, count));
        return out;
    }

    boolean[] booleans() throws IOException {
        boolean[] out = new boolean[charged(1)];
        read((bytes, at, count) -> {
            for (int i = 0; i < count; i++) {
                out[at + i] = bytes.get() != 0;
            }
        });
        return out;
    }

    List<String> texts(HeapReader heap) throws IOException {
        String[] out = new String[charged(24)];
        Arrays.fill(out, "");
        read((bytes, at, count) -> {
            Cursor cursor = new Cursor(bytes, header.address());
            for (int i = 0; i < count; i++) {
                out[at + i] = type.kind() == ElementType.Kind.FIXED_TEXT
                        ? cursor.text(type.size())
                        : new String(heap.next(cursor), StandardCharsets.UTF_8);
            }
        });
        return List.of(out);
    }

    /** The number of elements, once memory for them is paid for. */
    private int charged(int bytesEach) throws DataFormatException {
        in.spend(header.address(), (long) extent.elements() * Math.max(bytesEach, type.size()));
        return extent.elements();
    }

    private void read(Sink sink) throws IOException {
        Cursor layout = header.require(Message.LAYOUT, "data");
        int version = layout.u8();
        if (version != 3 && version != 4) {
            throw layout.unsupported("data laid out in version " + version);
        }
        int kind = layout.u8();
        switch (kind) {
            case 0 -> {
                int size = layout.u16();
                requireSize(layout, size);
                sink.accept(layout.slice(size).rest(), 0, extent.elements());
            }
            case 1 -> contiguous(layout.i64(), layout.size(), sink);
            case 2 -> {
                if (version == 4) {
                    chunkedVersionFour(layout, sink);
                } else {
                    chunked(layout, sink);
                }
            }
            default -> throw layout.unsupported("a virtual dataset");
        }
    }

    private void requireSize(Cursor at, long size) throws DataFormatException {
        if (size < (long) extent.elements() * type.size()) {
            throw new DataFormatException(
                    at.position(), "a dataset has " + size + " bytes, fewer than its shape needs");
        }
    }

    private void contiguous(long address, long size, Sink sink) throws IOException {
        long bytes = (long) extent.elements() * type.size();
        // Without an address nothing was written, and all elements have the fill value, 0.
        if (address == Bytes.UNDEFINED || bytes == 0) {
            return;
        }
        if (size < bytes || address < 0 || bytes > in.size() - address) {
            throw new DataFormatException(
                    address, "a dataset of " + bytes + " bytes is cut off or damaged: the file ends at " + in.size());
        }
        int perBlock = Math.max(1, BLOCK / type.size());
        ByteBuffer block = ByteBuffer.allocate(Math.min(perBlock, extent.elements()) * type.size());
        for (int at = 0; at < extent.elements(); at += perBlock) {
            int count = Math.min(perBlock, extent.elements() - at);
            block.clear().limit(count * type.size());
            in.fill(block, address + (long) at * type.size());
            sink.accept(block.order(ByteOrder.LITTLE_ENDIAN), at, count);
        }
    }

    private void chunked(Cursor layout, Sink sink) throws IOException {
        int rank = layout.u8() - 1;
        long index = layout.i64();
        long[] chunk = chunkShape(layout, rank, 4);
        if (index == Bytes.UNDEFINED) {
            return;
        }
        place(BTree1.chunks(in, index, rank), chunk, sink);
    }

    /** Of the many indices of this version the one that needs none: all data in a single chunk. */
    private void chunkedVersionFour(Cursor layout, Sink sink) throws IOException {
        int flags = layout.u8();
        int rank = layout.u8() - 1;
        int width = layout.u8();
        if (width < 1 || width > 8) {
            throw new DataFormatException(layout.position(), "chunk sizes of " + width + " bytes");
        }
        long[] chunk = chunkShape(layout, rank, width);
        if (layout.u8() != 1) {
            throw layout.unsupported("chunks with an index of HDF5 1.10 or later");
        }
        long bytes = type.size();
        for (long c : chunk) {
            bytes *= c;
        }
        long mask = 0;
        if ((flags & 2) != 0) {
            bytes = layout.size();
            mask = layout.u32();
        }
        long address = layout.i64();
        if (address != Bytes.UNDEFINED) {
            place(List.of(new BTree1.Chunk(new long[rank], bytes, mask, address)), chunk, sink);
        }
    }

    private long[] chunkShape(Cursor layout, int rank, int width) throws DataFormatException {
        if (rank != extent.rank() || rank < 1) {
            throw new DataFormatException(
                    layout.position(), "chunks have " + rank + " dims, the data " + extent.rank());
        }
        long[] chunk = new long[rank];
        long bytes = type.size();
        for (int d = 0; d < rank; d++) {
            chunk[d] = layout.unsigned(width);
            if (chunk[d] <= 0 || chunk[d] > Integer.MAX_VALUE || bytes > Integer.MAX_VALUE / chunk[d]) {
                throw new DataFormatException(layout.position(), "a chunk has an impossible size");
            }
            bytes *= chunk[d];
        }
        if (layout.unsigned(width) != type.size()) {
            throw new DataFormatException(layout.position(), "chunks have elements of another size than the data");
        }
        return chunk;
    }

    private void place(List<BTree1.Chunk> chunks, long[] chunkShape, Sink sink) throws IOException {
        Optional<Cursor> pipeline = header.find(Message.FILTERS);
        Filters filters = pipeline.isPresent() ? Filters.read(pipeline.get()) : new Filters();
        int[] shape = extent.shape();
        int size = type.size();
        for (long extentOfChunk : chunkShape) {
            size *= (int) extentOfChunk;
        }
        for (BTree1.Chunk chunk : chunks) {
            in.spend(chunk.address(), size);
            byte[] stored = in.at(chunk.address(), chunk.bytes()).raw((int) chunk.bytes());
            scatter(filters.undo(stored, size, chunk.filterMask(), chunk.address()), chunk, chunkShape, shape, sink);
        }
    }

    /** Hands over the runs of a chunk along the last dim that lie inside the data. */
    private void scatter(byte[] bytes, BTree1.Chunk chunk, long[] chunkShape, int[] shape, Sink sink)
            throws IOException {
        int rank = shape.length;
        int last = rank - 1;
        for (int d = 0; d < rank; d++) {
            if (chunk.offset()[d] >= shape[d]) {
                throw new DataFormatException(chunk.address(), "a chunk lies outside the data");
            }
        }
        int run = (int) Math.min(chunkShape[last], shape[last] - chunk.offset()[last]);
        int[] inside = new int[rank];
        do {
            long at = 0;
            long from = 0;
            boolean within = true;
            for (int d = 0; d < rank; d++) {
                long position = chunk.offset()[d] + inside[d];
                within &= position < shape[d];
                at = at * shape[d] + position;
                from = from * chunkShape[d] + inside[d];
            }
            if (within) {
                ByteBuffer part = ByteBuffer.wrap(bytes, (int) from * type.size(), run * type.size())
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN);
                sink.accept(part, (int) at, run);
            }
        } while (advance(inside, chunkShape, last));
    }

    private static boolean advance(int[] inside, long[] chunkShape, int last) {
        for (int d = last - 1; d >= 0; d--) {
            if (++inside[d] < chunkShape[d]) {
                return true;
            }
            inside[d] = 0;
        }
        return false;
    }
}
