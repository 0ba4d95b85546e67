package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names in a group and what they stand for, from all three ways of storing them. */
final class GroupLinks {
    private static final int SOFT = 1;
    private static final int EXTERNAL = 64;
    private static final int CACHED_SOFT = 2;

    private final HdfInput in;
    private final List<Named> links = new ArrayList<>();

    /** What a name stands for. */
    sealed interface Link {
        /** An object of this file. */
        record Hard(long address) implements Link {}

        /** A path in this file, from the root where it begins with a slash. */
        record Soft(String path) implements Link {}

        /** What this reader does not follow. */
        record Elsewhere(String what) implements Link {}
    }

    private record Named(String name, long order, Link link) {}

    private GroupLinks(HdfInput in) {
        this.in = in;
    }

    /** Whether an object is a group. */
    static boolean isGroup(ObjectHeader header) throws IOException {
        return header.find(Message.SYMBOL_TABLE).isPresent()
                || header.find(Message.LINK_INFO).isPresent()
                || !header.all(Message.LINK).isEmpty();
    }

    /** In the order in which they were made, where the file knows it. */
    static Map<String, Link> read(HdfInput in, ObjectHeader group) throws IOException {
        GroupLinks reader = new GroupLinks(in);
        for (Cursor message : group.all(Message.LINK)) {
            reader.link(message);
        }
        Optional<Cursor> info = group.find(Message.LINK_INFO);
        if (info.isPresent()) {
            reader.dense(info.get());
        }
        Optional<Cursor> table = group.find(Message.SYMBOL_TABLE);
        if (table.isPresent()) {
            reader.symbols(table.get());
        }
        reader.links.sort(Comparator.comparingLong(Named::order));
        Map<String, Link> byName = new LinkedHashMap<>();
        reader.links.forEach(named -> byName.put(named.name(), named.link()));
        return byName;
    }

    private void link(Cursor message) throws DataFormatException {
        if (message.u8() != 1) {
            throw message.unsupported("a link of another version");
        }
        int flags = message.u8();
        int type = (flags & 0x08) != 0 ? message.u8() : 0;
        long order = (flags & 0x04) != 0 ? message.i64() : links.size();
        if ((flags & 0x10) != 0) {
            message.skip(1);
        }
        long length = message.unsigned(1 << (flags & 3));
        if (length < 0 || length > message.remaining()) {
            throw new DataFormatException(message.position(), "the name of a link is longer than the link");
        }
        String name = message.text((int) length);
        Link link =
                switch (type) {
                    case 0 -> new Link.Hard(message.i64());
                    case SOFT -> new Link.Soft(message.text(message.u16()));
                    case EXTERNAL -> new Link.Elsewhere("a link to another file");
                    default -> new Link.Elsewhere("a link of kind " + type + ", which this reader does not know");
                };
        links.add(new Named(name, order, link));
    }

    private void dense(Cursor info) throws IOException {
        info.skip(1);
        int flags = info.u8();
        if ((flags & 0x01) != 0) {
            info.skip(8);
        }
        long heapAddress = info.i64();
        long index = info.i64();
        if (heapAddress == Bytes.UNDEFINED) {
            return;
        }
        FractalHeap heap = FractalHeap.open(in, heapAddress);
        for (Cursor record : BTree2.records(in, index)) {
            link(heap.get(record.skip(4)));
        }
    }

    private void symbols(Cursor table) throws IOException {
        long tree = table.i64();
        long heap = table.i64();
        Cursor heapHeader = in.at(heap, 32);
        heapHeader.expect("HEAP");
        heapHeader.skip(4);
        long namesSize = heapHeader.size();
        heapHeader.skip(8);
        long namesAddress = heapHeader.i64();
        for (long node : BTree1.symbolNodes(in, tree)) {
            Cursor header = in.at(node, 8);
            header.expect("SNOD");
            header.skip(2);
            int count = header.u16();
            Cursor entries = in.at(node + 8, 40L * count);
            for (int i = 0; i < count; i++) {
                long nameOffset = entries.size();
                long address = entries.i64();
                long cached = entries.u32();
                entries.skip(4);
                long pathOffset = entries.u32();
                entries.skip(12);
                String name = text(node, namesAddress, namesSize, nameOffset);
                Link link = cached == CACHED_SOFT
                        ? new Link.Soft(text(node, namesAddress, namesSize, pathOffset))
                        : new Link.Hard(address);
                links.add(new Named(name, links.size(), link));
            }
        }
    }

    private String text(long node, long names, long size, long offset) throws IOException {
        if (offset >= size) {
            throw new DataFormatException(node, "the name of a link lies outside the heap of names");
        }
        Cursor name = in.upTo(names + offset, Math.min(size - offset, 1024));
        return name.text(name.remaining());
    }
}
