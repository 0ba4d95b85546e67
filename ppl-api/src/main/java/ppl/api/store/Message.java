package ppl.api.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/** The messages of HDF5 object headers that we write, each as its bytes. */
final class Message {
    static final int DATASPACE = 0x01;
    static final int LINK_INFO = 0x02;
    static final int DATATYPE = 0x03;
    static final int OLD_FILL_VALUE = 0x04;
    static final int FILL_VALUE = 0x05;
    static final int LINK = 0x06;
    static final int EXTERNAL_FILES = 0x07;
    static final int LAYOUT = 0x08;
    static final int GROUP_INFO = 0x0a;
    static final int FILTERS = 0x0b;
    static final int ATTRIBUTE = 0x0c;
    static final int CONTINUATION = 0x10;
    static final int SYMBOL_TABLE = 0x11;
    static final int ATTRIBUTE_INFO = 0x15;

    /** In two bytes, the size of a message must fit. */
    private static final int LARGEST = 0xffff;

    private final int type;
    private final byte[] body;

    Message(int type, Bytes body) {
        this.type = type;
        this.body = body.toArray();
    }

    static Message dataspace(int... dims) {
        return new Message(DATASPACE, Encodings.dataspace(dims));
    }

    static Message datatype(Bytes type) {
        return new Message(DATATYPE, type);
    }

    /** Space is given when written, and what is not written reads as 0. */
    static Message fillValue() {
        return new Message(FILL_VALUE, new Bytes().u8(3).u8(0x0a));
    }

    static Message contiguous(long address, long size) {
        return new Message(
                LAYOUT,
                new Bytes()
                        .u8(3)
                        .u8(1)
                        .i64(size == 0 ? Bytes.UNDEFINED : address)
                        .i64(size));
    }

    static Message chunked(long index, int[] chunk, int elementSize) {
        Bytes out = new Bytes().u8(3).u8(2).u8(chunk.length + 1).i64(index);
        for (int extent : chunk) {
            out.u32(extent);
        }
        return new Message(LAYOUT, out.u32(elementSize));
    }

    static Message shuffleAndDeflate(int elementSize, int level) {
        return new Message(
                FILTERS,
                new Bytes()
                        .u8(2)
                        .u8(2)
                        .u16(2)
                        .u16(0)
                        .u16(1)
                        .u32(elementSize)
                        .u16(1)
                        .u16(0)
                        .u16(1)
                        .u32(level));
    }

    static Message linkInfo(int links) {
        return new Message(
                LINK_INFO,
                new Bytes().u8(0).u8(1).i64(links).i64(Bytes.UNDEFINED).i64(Bytes.UNDEFINED));
    }

    static Message groupInfo() {
        return new Message(GROUP_INFO, new Bytes().u8(0).u8(0));
    }

    static Message link(String name, int order, long address) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        // A name length of two bytes, the creation order, and UTF-8.
        return new Message(
                LINK,
                new Bytes()
                        .u8(1)
                        .u8(0x15)
                        .i64(order)
                        .u8(1)
                        .u16(text.length)
                        .raw(text)
                        .i64(address));
    }

    static Message attributeInfo(int attributes) {
        return new Message(
                ATTRIBUTE_INFO,
                new Bytes().u8(0).u8(1).u16(attributes).i64(Bytes.UNDEFINED).i64(Bytes.UNDEFINED));
    }

    static Message attribute(String name, Bytes type, Bytes space, Bytes value) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        if (text.length + type.size() + space.size() + value.size() + 16 > LARGEST) {
            throw new ResultException(
                    ResultCode.CONTENT,
                    "attribute '" + name + "' has " + value.size()
                            + " bytes; a file holds up to 65000 in one attribute");
        }
        return new Message(
                ATTRIBUTE,
                new Bytes()
                        .u8(3)
                        .u8(0)
                        .u16(text.length + 1)
                        .u16(type.size())
                        .u16(space.size())
                        .u8(1)
                        .raw(text)
                        .u8(0)
                        .raw(type.toArray())
                        .raw(space.toArray())
                        .raw(value.toArray()));
    }

    /** An object header of these messages; attributes are numbered in their order. */
    static Bytes header(List<Message> messages) {
        Bytes body = new Bytes();
        int order = 0;
        for (Message message : messages) {
            body.u8(message.type)
                    .u16(message.body.length)
                    .u8(0)
                    .u16(message.type == ATTRIBUTE ? order++ : 0)
                    .raw(message.body);
        }
        // Four bytes of size, and the order of attributes is kept.
        return new Bytes()
                .ascii("OHDR")
                .u8(2)
                .u8(0x06)
                .u32(body.size())
                .raw(body.toArray())
                .checksummed();
    }
}
