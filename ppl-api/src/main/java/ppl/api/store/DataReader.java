package ppl.api.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one dataset: compact, contiguous or in chunks. Where nothing was written they have the dataset's
 * {@link FillValue}.
 */
final class DataReader {
    private static final int BLOCK = 1 << 20;

    private final HdfInput in;
    private final ObjectHeader header;
    private final HeapReader heap;
    private final ElementType type;
    private final Extent extent;
    /** What is asked for: longer than the extent where a dim has grown and this dataset has not. */
    private final int[] shape;
    /** Bytes that were paid for as elements and that no chunk has used yet. */
    private long paid;

    private DataReader(
            HdfInput in, ObjectHeader header, HeapReader heap, ElementType type, Extent extent, int[] shape) {
        this.in = in;
        this.header = header;
        this.heap = heap;
        this.type = type;
        this.extent = extent;
        this.shape = shape;
    }

    static DataReader of(HdfInput in, ObjectHeader header, HeapReader heap) throws IOException {
        ElementType type = ElementType.read(header.require(Message.DATATYPE, "datatype"));
        Extent extent = Extent.read(header.require(Message.DATASPACE, "shape"));
        if (extent.isNull()) {
            throw new NotHeldException(header.address(), "it has no value at all (a null dataspace)");
        }
        return new DataReader(in, header, heap, type, extent, extent.shape());
    }

    /** The same data in a larger shape, filled up. */
    DataReader filledUpTo(int[] larger) {
        return new DataReader(in, header, heap, type, extent, larger);
    }

    ElementType type() {
        return type;
    }

    Extent extent() {
        return extent;
    }

    /** Takes runs of elements to a place in the shape. */
    private interface Sink {
        void accept(ByteBuffer bytes, int at, int count) throws IOException;
    }

    /** All elements. Memory for them is paid for before it is taken. */
    Values read() throws IOException {
        if (header.find(Message.EXTERNAL_FILES).isPresent()) {
            throw new NotHeldException(header.address(), "its numbers are in another file (external storage)");
        }
        Storage storage = Storage.read(in, header, extent, type.size());
        return switch (type.kind()) {
            case INTEGER -> {
                long[] out = new long[charged(8)];
                read(storage, (bytes, at, count) -> type.decode(bytes, out, at, count), value -> {
                    type.decode(value, out, 0, 1);
                    Arrays.fill(out, out[0]);
                });
                yield new Values.Longs(out);
            }
            case REAL -> {
                double[] out = new double[charged(8)];
                read(storage, (bytes, at, count) -> type.decode(bytes, out, at, count), value -> {
                    type.decode(value, out, 0, 1);
                    Arrays.fill(out, out[0]);
                });
                yield new Values.Doubles(out);
            }
            case BOOLEAN -> {
                boolean[] out = new boolean[charged(1)];
                read(
                        storage,
                        (bytes, at, count) -> {
                            for (int i = 0; i < count; i++) {
                                out[at + i] = bytes.get() != 0;
                            }
                        },
                        value -> Arrays.fill(out, value.get() != 0));
                yield new Values.Flags(out);
            }
            case FIXED_TEXT, SPACED_TEXT -> {
                byte[] out = new byte[charged(1) * type.size()];
                read(storage, (bytes, at, count) -> bytes.get(out, at * type.size(), count * type.size()), value -> {
                    for (int i = 0; i < out.length; i++) {
                        out[i] = value.get(i % type.size());
                    }
                });
                yield new Values.Characters(out, type.size(), type.kind() == ElementType.Kind.SPACED_TEXT);
            }
            case ANY_TEXT -> {
                String[] out = new String[charged(24)];
                Arrays.fill(out, "");
                read(
                        storage,
                        (bytes, at, count) -> {
                            Cursor cursor = new Cursor(bytes, header.address());
                            for (int i = 0; i < count; i++) {
                                out[at + i] = text(cursor);
                            }
                        },
                        value -> Arrays.fill(out, text(new Cursor(value, header.address()))));
                yield new Values.Texts(List.of(out));
            }
            case REFERENCES, OTHER ->
                throw new NotHeldException(
                        header.address(), "its type is " + type.name() + ", which inference data does not hold");
        };
    }

    /**
     * The elements where they lie in the file, to be read when they are asked for; null if they are not written there in one piece, or it does not pay.
     */
    @Nullable
    MemorySegment stored() throws IOException {
        boolean elsewhere = header.find(Message.EXTERNAL_FILES).isPresent();
        if (elsewhere || !Arrays.equals(shape, extent.shape()) || type.order() != ByteOrder.LITTLE_ENDIAN) {
            return null;
        }
        return switch (Storage.read(in, header, extent, type.size())) {
            case Storage.Contiguous(long address, long size)
            when address != Bytes.UNDEFINED -> {
                requireSize(address, size);
                yield in.map(address, (long) extent.elements() * type.size());
            }
            case Storage.Contiguous _, Storage.Compact _, Storage.Chunked _ -> null;
        };
    }

    private String text(Cursor reference) throws IOException {
        return new String(heap.next(reference), StandardCharsets.UTF_8);
    }

    /** The number of elements, once memory for them is paid for. */
    private int charged(int bytesEach) throws DataFormatException {
        long elements = 1;
        long most = (Integer.MAX_VALUE - 8) / (type.isText() ? type.size() : 1);
        for (int length : shape) {
            if (length > 0 && elements > most / length) {
                throw new NotHeldException(header.address(), "it has more than 2^31 elements");
            }
            elements *= length;
        }
        paid = elements * Math.max(bytesEach, type.size());
        in.afford(header.address(), paid);
        return (int) elements;
    }

    /** Puts the fill value everywhere. */
    private interface Filler {
        void fill(ByteBuffer value) throws IOException;
    }

    private void read(Storage storage, Sink sink, Filler filler) throws IOException {
        if (Arrays.stream(shape).anyMatch(length -> length == 0)) {
            return;
        }
        boolean whole = Arrays.equals(shape, extent.shape());
        switch (storage) {
            case Storage.Compact(Cursor bytes) -> {
                requireSize(bytes.position(), bytes.remaining());
                fillUnless(whole, filler);
                place(bytes.rest(), sink);
            }
            case Storage.Contiguous(long address, long size) -> {
                boolean written = address != Bytes.UNDEFINED;
                fillUnless(whole && written, filler);
                if (written) {
                    requireSize(address, size);
                    contiguous(address, sink);
                }
            }
            case Storage.Chunked(ChunkGrid grid, List<Chunk> chunks) -> {
                fillUnless(whole && chunks.size() >= grid.count(), filler);
                place(grid, chunks, sink);
            }
        }
    }

    private void fillUnless(boolean complete, Filler filler) throws IOException {
        if (!complete) {
            FillValue fill = FillValue.read(header, type.size());
            if (!fill.defined()) {
                throw new NotHeldException(
                        header.address(),
                        "parts of it were never written and filling was turned off, so that they have no value");
            }
            filler.fill(fill.element());
        }
    }

    private void requireSize(long address, long size) throws DataFormatException {
        if (size < (long) extent.elements() * type.size()) {
            throw new DataFormatException(address, "a dataset has " + size + " bytes, fewer than its shape needs");
        }
    }

    private void contiguous(long address, Sink sink) throws IOException {
        if (!Arrays.equals(shape, extent.shape())) {
            // HDF5 lets only chunked data grow.
            throw new DataFormatException(address, "data in one piece have an unlimited dim");
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

    private void place(ByteBuffer bytes, Sink sink) throws IOException {
        if (!Arrays.equals(shape, extent.shape())) {
            throw new DataFormatException(header.address(), "data in the header have an unlimited dim");
        }
        sink.accept(bytes, 0, extent.elements());
    }

    private void place(ChunkGrid grid, List<Chunk> chunks, Sink sink) throws IOException {
        if (chunks.isEmpty()) {
            return;
        }
        Optional<Cursor> pipeline = header.find(Message.FILTERS);
        Filters filters = pipeline.isPresent() ? Filters.read(pipeline.get()) : new Filters();
        int size = grid.bytes();
        for (Chunk chunk : chunks) {
            // The elements are paid for; what chunks have beyond them, at edges or over one another, is not.
            long used = Math.min(size, paid);
            paid -= used;
            in.afford(chunk.address(), size - used);
            byte[] stored = in.at(chunk.address(), chunk.bytes()).raw((int) chunk.bytes());
            ByteBuffer bytes = filters.undo(stored, size, chunk.filterMask(), chunk.address());
            ChunkRuns.forEach(chunk, grid.chunk(), extent.shape(), shape, (from, at, count) -> {
                ByteBuffer run =
                        bytes.slice(from * type.size(), count * type.size()).order(ByteOrder.LITTLE_ENDIAN);
                sink.accept(run, at, count);
            });
        }
    }
}
