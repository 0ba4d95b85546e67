package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Version-2 B-trees, the indices of large groups and of many attributes. */
final class BTree2 {
    private static final int NODE_OVERHEAD = 10;

    private final HdfInput in;
    private final int type;
    private final int nodeSize;
    private final int recordSize;
    private final int countWidth;
    /** By level: how many bytes the number of all records below a child takes. */
    private final int[] totalWidth;

    private final List<Cursor> records = new ArrayList<>();

    private BTree2(HdfInput in, int type, int nodeSize, int recordSize, int depth) {
        this.in = in;
        this.type = type;
        this.nodeSize = nodeSize;
        this.recordSize = recordSize;
        long most = ((long) nodeSize - NODE_OVERHEAD) / recordSize;
        this.countWidth = width(most);
        this.totalWidth = new int[depth + 1];
        long below = most;
        for (int level = 1; level <= depth; level++) {
            totalWidth[level] = level == 1 ? 0 : width(below);
            int pointer = 8 + countWidth + totalWidth[level];
            long here = Math.max(0, (nodeSize - (NODE_OVERHEAD + pointer)) / (recordSize + pointer));
            below = (here + 1) * below + here;
        }
    }

    private static int width(long value) {
        return (63 - Long.numberOfLeadingZeros(Math.max(value, 1))) / 8 + 1;
    }

    /** All records, in order. */
    static List<Cursor> records(HdfInput in, long address) throws IOException {
        Cursor header = in.at(address, 38);
        header.expect("BTHD");
        header.skip(1);
        int type = header.u8();
        long nodeSize = header.u32();
        int recordSize = header.u16();
        int depth = header.u16();
        header.skip(2);
        long root = header.i64();
        int count = header.u16();
        header.size();
        header.expectChecksum();
        if (root == Bytes.UNDEFINED) {
            return List.of();
        }
        if (nodeSize < NODE_OVERHEAD + recordSize || nodeSize > in.size() || recordSize == 0 || depth > 16) {
            throw new DataFormatException(address, "an index has impossible sizes");
        }
        BTree2 tree = new BTree2(in, type, (int) nodeSize, recordSize, depth);
        tree.node(root, count, depth);
        return tree.records;
    }

    private void node(long address, int count, int level) throws IOException {
        int pointer = level == 0 ? 0 : 8 + countWidth + totalWidth[level];
        long used = 6 + (long) count * recordSize + (level == 0 ? 0 : (long) (count + 1) * pointer);
        if (used + 4 > nodeSize) {
            throw new DataFormatException(address, "a node of an index has more records than fit");
        }
        Cursor node = in.at(address, used + 4);
        node.expect(level == 0 ? "BTLF" : "BTIN");
        node.skip(1);
        if (node.u8() != type) {
            throw new DataFormatException(address, "a node of an index is of the wrong kind");
        }
        Cursor own = node.slice(count * recordSize);
        List<Cursor> mine = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            mine.add(own.slice(recordSize));
        }
        long[] children = new long[level == 0 ? 0 : count + 1];
        int[] counts = new int[children.length];
        for (int i = 0; i < children.length; i++) {
            children[i] = node.i64();
            counts[i] = (int) Math.min(node.unsigned(countWidth), Integer.MAX_VALUE);
            node.skip(totalWidth[level]);
        }
        node.expectChecksum();
        for (int i = 0; i <= count; i++) {
            if (level > 0) {
                node(children[i], counts[i], level - 1);
            }
            if (i < count) {
                records.add(mine.get(i));
            }
        }
    }
}
