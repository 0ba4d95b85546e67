package ppl.api.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.Inflater;

/** What was done to chunks before they were written, to be undone. */
final class Filters {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    /** A deflated byte gives at most 1032. */
    private static final long MOST_PER_BYTE = 1032;

    private final List<Filter> filters = new ArrayList<>();
    /** Room that is used again for every chunk: what a filter reads is in one, what it gives in the other. */
    private final byte[][] rooms = {new byte[0], new byte[0]};

    /** Those in use that are not undone here. */
    private static final Map<Integer, String> FOREIGN = Map.ofEntries(
            Map.entry(4, "szip"),
            Map.entry(5, "n-bit"),
            Map.entry(6, "scale-offset"),
            Map.entry(307, "bzip2"),
            Map.entry(32000, "lzf"),
            Map.entry(32001, "Blosc"),
            Map.entry(32004, "LZ4"),
            Map.entry(32008, "bitshuffle"),
            Map.entry(32013, "ZFP"),
            Map.entry(32015, "Zstandard"),
            Map.entry(32026, "Blosc2"));

    private record Filter(int id, int elementSize) {}

    static Filters read(Cursor in) throws DataFormatException {
        Filters read = new Filters();
        int version = in.u8();
        int count = in.u8();
        if (version == 1) {
            in.skip(6);
        } else if (version != 2) {
            throw in.unsupported("filters of another version");
        }
        for (int i = 0; i < count; i++) {
            int id = in.u16();
            int nameLength = version == 1 || id >= 256 ? in.u16() : 0;
            in.skip(2);
            int values = in.u16();
            in.skip(version == 1 ? (nameLength + 7) / 8 * 8 : nameLength);
            long first = 0;
            for (int v = 0; v < values; v++) {
                long value = in.u32();
                first = v == 0 ? value : first;
            }
            if (version == 1 && values % 2 == 1) {
                in.skip(4);
            }
            if (id == SHUFFLE && (first <= 0 || first > 1 << 20)) {
                throw new DataFormatException(in.position(), "a shuffle filter has elements of " + first + " bytes");
            }
            read.filters.add(new Filter(id, (int) first));
        }
        return read;
    }

    /** The bytes of a chunk, of which there must be {@code size}; the next chunk overwrites them. */
    ByteBuffer undo(byte[] stored, int size, long skipped, long address) throws DataFormatException {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        for (int i = filters.size() - 1; i >= 0; i--) {
            if ((skipped >> i & 1) == 0) {
                Filter filter = filters.get(i);
                bytes = switch (filter.id()) {
                    case DEFLATE -> inflated(bytes, size, address);
                    case SHUFFLE -> unshuffled(bytes, filter.elementSize());
                    case FLETCHER32 -> verified(bytes, address);
                    default ->
                        throw new NotHeldException(
                                address,
                                "it is compressed by " + FOREIGN.getOrDefault(filter.id(), "a filter")
                                        + " (HDF5 filter " + filter.id() + "), of which this reader knows gzip, shuffle"
                                        + " and Fletcher-32; have the file copied by h5repack -f GZIP=4");
                };
            }
        }
        if (bytes.remaining() != size) {
            throw new DataFormatException(address, "a chunk has " + bytes.remaining() + " bytes, not " + size);
        }
        return bytes;
    }

    private byte[] room(ByteBuffer taken, int length) {
        int free = taken.array() == rooms[0] ? 1 : 0;
        if (rooms[free].length < length) {
            rooms[free] = new byte[length];
        }
        return rooms[free];
    }

    /** Never more than the size that the chunk must have, plus room for one checksum. */
    private ByteBuffer inflated(ByteBuffer bytes, int size, long address) throws DataFormatException {
        int most = (int) Math.min(size + 4L, MOST_PER_BYTE * bytes.remaining());
        byte[] out = room(bytes, most);
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(bytes);
            int length = 0;
            while (!inflater.finished()) {
                int count = inflater.inflate(out, length, most - length);
                length += count;
                if (count == 0 && !inflater.finished()) {
                    throw new DataFormatException(
                            address,
                            length == most
                                    ? "a chunk unpacks to more than its " + size + " bytes"
                                    : "a compressed chunk is cut off");
                }
            }
            return ByteBuffer.wrap(out, 0, length);
        } catch (java.util.zip.DataFormatException e) {
            throw new DataFormatException(address, "a compressed chunk is damaged: " + e.getMessage());
        }
    }

    private ByteBuffer unshuffled(ByteBuffer shuffled, int elementSize) {
        byte[] planes = shuffled.array();
        int length = shuffled.remaining();
        int n = length / elementSize;
        byte[] bytes = room(shuffled, length);
        for (int b = 0; b < elementSize; b++) {
            for (int i = 0; i < n; i++) {
                bytes[i * elementSize + b] = planes[b * n + i];
            }
        }
        System.arraycopy(planes, n * elementSize, bytes, n * elementSize, length - n * elementSize);
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** Without its Fletcher-32 checksum, which is over big-endian 16-bit words. */
    private static ByteBuffer verified(ByteBuffer checked, long address) throws DataFormatException {
        if (checked.remaining() < 4) {
            throw new DataFormatException(address, "a chunk is shorter than its checksum");
        }
        byte[] bytes = checked.array();
        int n = checked.remaining() - 4;
        long a = 0;
        long b = 0;
        for (int i = 0; i < n; i += 2) {
            int low = i + 1 < n ? bytes[i + 1] & 0xff : 0;
            a = (a + ((bytes[i] & 0xff) << 8 | low)) % 65535;
            b = (b + a) % 65535;
        }
        long stored = (bytes[n] & 0xffL)
                | (bytes[n + 1] & 0xffL) << 8
                | (bytes[n + 2] & 0xffL) << 16
                | (bytes[n + 3] & 0xffL) << 24;
        if (stored != (b << 16 | a)) {
            throw new DataFormatException(address, "the checksum of a chunk is wrong");
        }
        return ByteBuffer.wrap(bytes, 0, n);
    }
}
