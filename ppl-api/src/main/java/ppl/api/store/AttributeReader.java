package ppl.api.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of an object, from its header or from a heap. Those of types that we do not hold have no value. */
final class AttributeReader {
    private final HdfInput in;
    private final HeapReader heap;

    AttributeReader(HdfInput in, HeapReader heap) {
        this.in = in;
        this.heap = heap;
    }

    /** An attribute, not decoded yet. */
    record Attribute(String name, ElementType type, Extent extent, Cursor value) {}

    /** By name, in the order in which they were made where the file knows it. */
    Map<String, Attribute> read(ObjectHeader header) throws IOException {
        Map<String, Attribute> found = new LinkedHashMap<>();
        for (Cursor message : header.all(Message.ATTRIBUTE)) {
            Attribute attribute = parse(message);
            found.put(attribute.name(), attribute);
        }
        Optional<Cursor> info = header.find(Message.ATTRIBUTE_INFO);
        if (info.isPresent()) {
            for (Cursor message : dense(info.get())) {
                Attribute attribute = parse(message);
                found.put(attribute.name(), attribute);
            }
        }
        return found;
    }

    private List<Cursor> dense(Cursor info) throws IOException {
        info.skip(1);
        int flags = info.u8();
        if ((flags & 0x01) != 0) {
            info.skip(2);
        }
        long heapAddress = info.i64();
        long index = info.i64();
        List<Cursor> messages = new ArrayList<>();
        if (heapAddress == Bytes.UNDEFINED) {
            return messages;
        }
        FractalHeap objects = FractalHeap.open(in, heapAddress);
        record Ordered(long order, Cursor message) {}
        List<Ordered> ordered = new ArrayList<>();
        for (Cursor entry : BTree2.records(in, index)) {
            Cursor id = entry.slice(8);
            entry.skip(1);
            ordered.add(new Ordered(entry.u32(), objects.get(id)));
        }
        ordered.sort(Comparator.comparingLong(Ordered::order));
        ordered.forEach(o -> messages.add(o.message()));
        return messages;
    }

    private Attribute parse(Cursor message) throws IOException {
        int version = message.u8();
        if (version < 1 || version > 3) {
            throw message.unsupported("an attribute of version " + version);
        }
        int flags = message.u8();
        if (version > 1 && (flags & ~1) != 0) {
            throw message.unsupported("an attribute with a shared shape");
        }
        int nameSize = message.u16();
        int typeSize = message.u16();
        int extentSize = message.u16();
        if (version == 3) {
            message.skip(1);
        }
        int multiple = version == 1 ? 8 : 1;
        String name = padded(message, nameSize, multiple).text(nameSize);
        Cursor type = padded(message, typeSize, multiple);
        boolean shared = version > 1 && (flags & 1) != 0;
        ElementType elements = ElementType.read(shared ? ObjectHeader.shared(in, type, Message.DATATYPE) : type);
        Extent extent = Extent.read(padded(message, extentSize, multiple));
        return new Attribute(name, elements, extent, message.slice(message.remaining()));
    }

    private static Cursor padded(Cursor message, int size, int multiple) throws DataFormatException {
        return message.slice(size + Math.floorMod(-size, multiple));
    }

    /** The value as inference data holds it: text, integer, real, or a list of these; empty for anything else. */
    Optional<Object> decode(Attribute attribute) throws IOException {
        int count = attribute.extent().elements();
        ElementType type = attribute.type();
        Cursor value = attribute.value().copy();
        if ((long) count * type.size() > value.remaining()) {
            throw new DataFormatException(
                    value.position(), "attribute '" + attribute.name() + "' has fewer bytes than its shape needs");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Cursor element = value.slice(type.size());
            switch (type.kind()) {
                case INTEGER, BOOLEAN -> {
                    long[] one = new long[1];
                    type.decode(element.rest(), one, 0, 1);
                    values.add(one[0]);
                }
                case REAL -> {
                    double[] one = new double[1];
                    type.decode(element.rest(), one, 0, 1);
                    values.add(one[0]);
                }
                case FIXED_TEXT, SPACED_TEXT -> values.add(element.text(type.size()));
                case ANY_TEXT -> values.add(new String(heap.next(element), StandardCharsets.UTF_8));
                case REFERENCES, OTHER -> {
                    return Optional.empty();
                }
            }
        }
        boolean text = type.isText();
        if (count == 0 && text) {
            return Optional.of("");
        }
        // netCDF stores a single number as a list of one; texts it stores as they are.
        boolean single = count == 1 && (attribute.extent().rank() == 0 || !text);
        return Optional.of(single ? values.getFirst() : List.copyOf(values));
    }

    /** For each dim of a dataset the address of the first scale that is attached to it. */
    List<Long> references(Attribute attribute) throws IOException {
        List<Long> addresses = new ArrayList<>();
        if (attribute.type().kind() != ElementType.Kind.REFERENCES) {
            return addresses;
        }
        Cursor value = attribute.value().copy();
        for (int i = 0; i < attribute.extent().elements(); i++) {
            byte[] list = heap.next(value);
            addresses.add(
                    list.length < 8
                            ? Bytes.UNDEFINED
                            : new Cursor(ByteBuffer.wrap(list).order(ByteOrder.LITTLE_ENDIAN), 0).i64());
        }
        return addresses;
    }
}
