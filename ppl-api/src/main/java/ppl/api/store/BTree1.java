package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Version-1 B-trees: those of old groups, and those of chunks. */
final class BTree1 {
    private BTree1() {}

    /** The leaves of a tree over a group's names. */
    static List<Long> symbolNodes(HdfInput in, long address) throws IOException {
        List<Long> leaves = new ArrayList<>();
        walk(in, address, 0, 8, -1, (_, child) -> leaves.add(child));
        return leaves;
    }

    /** The chunks of a dataset. */
    static List<Chunk> chunks(HdfInput in, long address, int rank) throws IOException {
        List<Chunk> chunks = new ArrayList<>();
        walk(in, address, 1, 8 + 8 * (rank + 1), -1, (key, child) -> {
            long bytes = key.u32();
            long mask = key.u32();
            long[] offset = new long[rank];
            for (int d = 0; d < rank; d++) {
                offset[d] = key.size();
            }
            chunks.add(new Chunk(offset, bytes, mask, child));
        });
        return chunks;
    }

    private interface Visitor {
        void visit(Cursor key, long child) throws IOException;
    }

    /** Each step down must come one level closer to the leaves: that is what ends loops. */
    private static void walk(HdfInput in, long address, int type, int keySize, int expectedLevel, Visitor visitor)
            throws IOException {
        Cursor header = in.at(address, 24);
        header.expect("TREE");
        int actual = header.u8();
        int level = header.u8();
        int entries = header.u16();
        if (actual != type || (expectedLevel >= 0 && level != expectedLevel)) {
            throw new DataFormatException(address, "a node of an index is of the wrong kind or level");
        }
        Cursor body = in.at(address + 24, (long) entries * (keySize + 8));
        for (int i = 0; i < entries; i++) {
            Cursor key = body.slice(keySize);
            long child = body.i64();
            if (level == 0) {
                visitor.visit(key, child);
            } else {
                walk(in, child, type, keySize, level - 1, visitor);
            }
        }
    }
}
