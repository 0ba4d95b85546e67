package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where the elements of a dataset are. */
sealed interface Storage {
    /** Inside the object header. */
    record Compact(Cursor bytes) implements Storage {}

    /** In one piece; at {@link Bytes#UNDEFINED} where nothing was written. */
    record Contiguous(long address, long size) implements Storage {}

    /** In pieces, some of which may be missing. */
    record Chunked(ChunkGrid grid, List<Chunk> chunks) implements Storage {}

    /** Reads the layout of a dataset and, of chunks, their index. */
    static Storage read(HdfInput in, ObjectHeader header, Extent extent, int elementSize) throws IOException {
        Cursor layout = header.require(Message.LAYOUT, "data");
        int version = layout.u8();
        if (version < 3) {
            throw layout.notHeld("its data are laid out in version " + version
                    + ", of HDF5 before 1.6.3; have the file copied by h5repack");
        }
        if (version > 4) {
            throw layout.notHeld("its data are laid out in version " + version
                    + ", newer than this reader, which knows up to 4; have the file copied by h5repack --high=v110");
        }
        int kind = layout.u8();
        return switch (kind) {
            case 0 -> new Compact(layout.slice(layout.u16()));
            case 1 -> contiguous(in, layout.i64(), layout.size());
            case 2 ->
                version == 3
                        ? indexedByTree(in, layout, extent, elementSize)
                        : indexed(in, layout, extent, elementSize);
            case 3 -> throw layout.notHeld("it is a virtual dataset, made of others");
            default -> throw layout.unsupported("data laid out in way " + kind);
        };
    }

    private static Contiguous contiguous(HdfInput in, long address, long size) throws DataFormatException {
        boolean outside = address < 0 || size > in.size() - address;
        if (address != Bytes.UNDEFINED && size > 0 && outside) {
            throw new DataFormatException(
                    address, "a dataset of " + size + " bytes is cut off or damaged: the file ends at " + in.size());
        }
        return new Contiguous(address, size);
    }

    private static Chunked indexedByTree(HdfInput in, Cursor layout, Extent extent, int elementSize)
            throws IOException {
        int rank = layout.u8() - 1;
        long index = layout.i64();
        ChunkGrid grid = grid(layout, extent, rank, 4, elementSize);
        return new Chunked(grid, index == Bytes.UNDEFINED ? List.of() : BTree1.chunks(in, index, rank));
    }

    private static Chunked indexed(HdfInput in, Cursor layout, Extent extent, int elementSize) throws IOException {
        int flags = layout.u8();
        int rank = layout.u8() - 1;
        int width = layout.u8();
        if (width < 1 || width > 8) {
            throw new DataFormatException(layout.position(), "chunk sizes of " + width + " bytes");
        }
        ChunkGrid grid = grid(layout, extent, rank, width, elementSize);
        if ((flags & 1) != 0) {
            throw layout.unsupported("chunks at the edge that are not filtered");
        }
        int index = layout.u8();
        long bytes = grid.bytes();
        long mask = 0;
        switch (index) {
            case 1 -> {
                if ((flags & 2) != 0) {
                    bytes = layout.size();
                    mask = layout.u32();
                }
            }
            case 2 -> {}
            case 3 -> layout.skip(1);
            case 4 -> layout.skip(5);
            case 5 -> layout.skip(6);
            default -> throw layout.unsupported("an index of chunks of kind " + index);
        }
        long address = layout.i64();
        if (address == Bytes.UNDEFINED) {
            return new Chunked(grid, List.of());
        }
        return new Chunked(
                grid,
                switch (index) {
                    case 1 -> List.of(new Chunk(new long[rank], bytes, mask, address));
                    case 2 -> oneAfterAnother(in, address, grid);
                    case 3 -> FixedArray.chunks(in, address, grid);
                    case 4 -> ExtensibleArray.chunks(in, address, grid);
                    default -> inTree(in, address, grid);
                });
    }

    private static ChunkGrid grid(Cursor layout, Extent extent, int rank, int width, int elementSize)
            throws DataFormatException {
        if (rank != extent.rank() || rank < 1) {
            throw new DataFormatException(
                    layout.position(), "chunks have " + rank + " dims, the data " + extent.rank());
        }
        long[] chunk = new long[rank];
        long bytes = elementSize;
        for (int d = 0; d < rank; d++) {
            chunk[d] = layout.unsigned(width);
            if (chunk[d] <= 0 || chunk[d] > Integer.MAX_VALUE || bytes > Integer.MAX_VALUE / chunk[d]) {
                throw new DataFormatException(layout.position(), "a chunk has an impossible size");
            }
            bytes *= chunk[d];
        }
        if (layout.unsigned(width) != elementSize) {
            throw new DataFormatException(layout.position(), "chunks have elements of another size than the data");
        }
        return new ChunkGrid(extent, chunk, elementSize);
    }

    private static List<Chunk> oneAfterAnother(HdfInput in, long address, ChunkGrid grid) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        grid.forEach(
                in,
                address,
                (number, scaled) ->
                        chunks.add(new Chunk(grid.offset(scaled), grid.bytes(), 0, address + number * grid.bytes())));
        return chunks;
    }

    private static List<Chunk> inTree(HdfInput in, long address, ChunkGrid grid) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        int rank = grid.rank();
        for (Cursor entry : BTree2.records(in, address)) {
            int spare = entry.remaining() - 8 - 8 * rank;
            long at = entry.i64();
            // Chunks that went through filters have their size and a mask of four bytes before the position.
            long bytes = spare > 4 ? entry.unsigned(spare - 4) : grid.bytes();
            long mask = spare > 4 ? entry.u32() : 0;
            long[] scaled = new long[rank];
            for (int d = 0; d < rank; d++) {
                scaled[d] = entry.size();
                if (scaled[d] > Integer.MAX_VALUE) {
                    throw new DataFormatException(address, "a chunk lies outside the data");
                }
            }
            chunks.add(new Chunk(grid.offset(scaled), bytes, mask, at));
        }
        return chunks;
    }
}
