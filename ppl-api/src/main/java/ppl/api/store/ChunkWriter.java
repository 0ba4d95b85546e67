package ppl.api.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** Data in compressed chunks, found through a version-1 B-tree. */
final class ChunkWriter {
    /** Children of a full node: twice the rank that the format assumes where a file says nothing. */
    private static final int CHILDREN = 64;

    private static final int LARGEST_CHUNK = 1 << 20;

    private final HdfOutput out;
    private final int elementSize;
    private final int level;

    ChunkWriter(HdfOutput out, int elementSize, int level) {
        this.out = out;
        this.elementSize = elementSize;
        this.level = level;
    }

    @SuppressWarnings("ArrayRecordComponent") // Private, never compared.
    private record Entry(int[] offset, int bytes, long address) {}

    /** Whole trailing dims, so that a chunk is one run of memory; the leading dims are cut until a chunk is below a megabyte. */
    static int[] chunk(int[] shape, int elementSize) {
        int[] chunk = shape.clone();
        long bytes = elementSize;
        for (int extent : shape) {
            bytes *= extent;
        }
        for (int d = 0; d < chunk.length && bytes > LARGEST_CHUNK; d++) {
            long rest = bytes / chunk[d];
            chunk[d] = (int) Math.max(1, LARGEST_CHUNK / rest);
            bytes = rest * chunk[d];
        }
        return chunk;
    }

    /** Writes all chunks of row-major data and their index. */
    long write(ElementSource source, int[] shape, int[] chunk) throws IOException {
        int run = 1;
        for (int extent : chunk) {
            run *= extent;
        }
        List<Entry> entries = new ArrayList<>();
        int[] offset = new int[shape.length];
        do {
            byte[] packed = deflated(shuffled(piece(source, shape, chunk, offset, run)));
            out.align();
            long address = out.address();
            out.put(packed);
            entries.add(new Entry(offset.clone(), packed.length, address));
        } while (advance(offset, shape, chunk));
        return index(entries, shape, chunk);
    }

    /** Reads elements from a row-major position on as little-endian bytes. */
    interface ElementSource {
        byte[] read(int from, int count);
    }

    /** The bytes of one chunk; what lies beyond the end of a dim is zero. */
    private byte[] piece(ElementSource source, int[] shape, int[] chunk, int[] offset, int run) {
        int from = 0;
        int length = 1;
        boolean cut = false;
        for (int d = 0; d < shape.length; d++) {
            from = from * shape[d] + offset[d];
            int here = Math.min(chunk[d], shape[d] - offset[d]);
            // By construction only one dim is partly covered, and those before it have extent 1.
            cut |= here != chunk[d];
            length *= here;
        }
        byte[] bytes = source.read(from, length);
        return cut ? Arrays.copyOf(bytes, run * elementSize) : bytes;
    }

    private static boolean advance(int[] offset, int[] shape, int[] chunk) {
        for (int d = offset.length - 1; d >= 0; d--) {
            offset[d] += chunk[d];
            if (offset[d] < shape[d]) {
                return true;
            }
            offset[d] = 0;
        }
        return false;
    }

    private byte[] shuffled(byte[] bytes) {
        int n = bytes.length / elementSize;
        byte[] planes = new byte[bytes.length];
        for (int b = 0; b < elementSize; b++) {
            for (int i = 0; i < n; i++) {
                planes[b * n + i] = bytes[i * elementSize + b];
            }
        }
        return planes;
    }

    private byte[] deflated(byte[] bytes) {
        try (Deflater deflater = new Deflater(level)) {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length / 2 + 64);
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                packed.write(buffer, 0, deflater.deflate(buffer));
            }
            return packed.toByteArray();
        }
    }

    private long index(List<Entry> entries, int[] shape, int[] chunk) throws IOException {
        int[] beyond = new int[shape.length];
        beyond[0] = (shape[0] + chunk[0] - 1) / chunk[0] * chunk[0];
        Entry end = new Entry(beyond, 0, Bytes.UNDEFINED);
        List<Entry> level = entries;
        for (int height = 0; ; height++) {
            List<Entry> parents = new ArrayList<>();
            int nodeSize = 24 + CHILDREN * 8 + (CHILDREN + 1) * keySize(shape.length);
            int nodes = (level.size() + CHILDREN - 1) / CHILDREN;
            out.align();
            long first = out.address();
            for (int n = 0; n < nodes; n++) {
                List<Entry> part = level.subList(n * CHILDREN, Math.min((n + 1) * CHILDREN, level.size()));
                Bytes node = new Bytes()
                        .ascii("TREE")
                        .u8(1)
                        .u8(height)
                        .u16(part.size())
                        .i64(n == 0 ? Bytes.UNDEFINED : first + (n - 1L) * nodeSize)
                        .i64(n == nodes - 1 ? Bytes.UNDEFINED : first + (n + 1L) * nodeSize);
                for (Entry entry : part) {
                    key(node, entry);
                    node.i64(entry.address());
                }
                key(node, (n + 1) * CHILDREN < level.size() ? level.get((n + 1) * CHILDREN) : end);
                node.zeros(nodeSize - node.size());
                parents.add(new Entry(part.getFirst().offset(), part.getFirst().bytes(), first + (long) n * nodeSize));
                out.put(node.toArray());
            }
            if (parents.size() == 1) {
                return parents.getFirst().address();
            }
            level = parents;
        }
    }

    private static int keySize(int rank) {
        return 8 + 8 * (rank + 1);
    }

    private static void key(Bytes node, Entry entry) {
        node.u32(entry.bytes()).u32(0);
        for (int offset : entry.offset()) {
            node.i64(offset);
        }
        node.i64(0);
    }
}
