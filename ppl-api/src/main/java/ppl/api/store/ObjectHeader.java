package ppl.api.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The messages of an object (group or dataset), of both versions of the header. */
final class ObjectHeader {
    private static final int SHARED = 0x02;

    private final HdfInput in;
    private final long address;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(int type, int flags, Cursor body) {}

    private record Block(long address, long length) {}

    private ObjectHeader(HdfInput in, long address) {
        this.in = in;
        this.address = address;
    }

    static ObjectHeader read(HdfInput in, long address) throws IOException {
        ObjectHeader header = new ObjectHeader(in, address);
        Cursor start = in.upTo(address, 16);
        if (start.remaining() < 16) {
            throw new DataFormatException(address, "an object header begins at the end of the file");
        }
        int version = start.u8();
        if (version == 1) {
            start.skip(7);
            long size = start.u32();
            header.messages(new Block(address + 16, size), 1, 0);
        } else if (version == 'O') {
            header.versionTwo();
        } else {
            throw new DataFormatException(address, "there is no object header; the file is damaged");
        }
        return header;
    }

    private void versionTwo() throws IOException {
        Cursor prefix = in.upTo(address, 64);
        prefix.expect("OHDR");
        int version = prefix.u8();
        if (version != 2) {
            throw prefix.unsupported("an object header of version " + version);
        }
        int flags = prefix.u8();
        if ((flags & 0x20) != 0) {
            prefix.skip(16);
        }
        if ((flags & 0x10) != 0) {
            prefix.skip(4);
        }
        long size = prefix.unsigned(1 << (flags & 3));
        int head = (int) (prefix.position() - address);
        if (size < 0 || size > in.size()) {
            throw new DataFormatException(prefix.position(), "an object header is larger than the file");
        }
        Cursor all = in.at(address, head + size + 4);
        Cursor body = all.skip(head).slice((int) size);
        all.expectChecksum();
        messages(body, 2, flags);
    }

    private void messages(Block block, int version, int flags) throws IOException {
        messages(in.at(block.address(), block.length()), version, flags);
    }

    private void messages(Cursor first, int version, int flags) throws IOException {
        Deque<Block> more = new ArrayDeque<>();
        Set<Long> seen = new HashSet<>();
        parse(first, version, flags, more);
        while (!more.isEmpty()) {
            Block block = more.poll();
            if (!seen.add(block.address())) {
                throw new DataFormatException(block.address(), "an object header continues in a loop");
            }
            Cursor body = in.at(block.address(), block.length());
            if (version == 2) {
                if (block.length() < 8) {
                    throw new DataFormatException(block.address(), "a continuation of a header is too short");
                }
                body.skip((int) block.length() - 4).expectChecksum();
                body = in.at(block.address(), block.length() - 4);
                body.expect("OCHK");
            }
            parse(body, version, flags, more);
        }
    }

    private void parse(Cursor body, int version, int flags, Deque<Block> more) throws IOException {
        int head = version == 1 ? 8 : (flags & 0x04) != 0 ? 6 : 4;
        while (body.remaining() >= head) {
            int type = version == 1 ? body.u16() : body.u8();
            int size = body.u16();
            int messageFlags = body.u8();
            body.skip(version == 1 ? 3 : head - 4);
            Cursor message = body.slice(size);
            if (type == Message.CONTINUATION) {
                more.add(new Block(message.i64(), message.size()));
            } else {
                entries.add(new Entry(type, messageFlags, message));
            }
        }
    }

    long address() {
        return address;
    }

    /** The only message of a type, from its start. */
    Optional<Cursor> find(int type) throws IOException {
        List<Cursor> all = all(type);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    Cursor require(int type, String what) throws IOException {
        return find(type).orElseThrow(() -> new DataFormatException(address, "an object has no " + what));
    }

    /** All messages of a type, each from its start. */
    List<Cursor> all(int type) throws IOException {
        List<Cursor> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.type() == type) {
                Cursor body = entry.body().copy();
                found.add((entry.flags() & SHARED) != 0 ? shared(in, body, type) : body);
            }
        }
        return found;
    }

    /** A message that stands in for one of another object, such as the type of a dataset for a committed datatype. */
    static Cursor shared(HdfInput in, Cursor reference, int type) throws IOException {
        int version = reference.u8();
        int place = reference.u8();
        if (version < 1 || version > 3 || (version == 3 && place != 2)) {
            throw reference.unsupported("a message in a heap of shared messages");
        }
        if (version == 1) {
            reference.skip(6);
        }
        ObjectHeader owner = read(in, reference.i64());
        for (Entry entry : owner.entries) {
            if (entry.type() == type && (entry.flags() & SHARED) == 0) {
                return entry.body().copy();
            }
        }
        throw new DataFormatException(owner.address, "a shared message is not where it should be");
    }
}
