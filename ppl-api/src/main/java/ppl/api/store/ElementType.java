package ppl.api.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the elements of a dataset or attribute are.
 *
 * @param kind what they stand for
 * @param size bytes of one element
 * @param signed of integers, whether they can be negative
 * @param order which byte comes first
 */
record ElementType(Kind kind, int size, boolean signed, ByteOrder order) {
    /** What an element stands for. */
    enum Kind {
        INTEGER,
        REAL,
        /** An enumeration as Python's h5py writes truth values. */
        BOOLEAN,
        FIXED_TEXT,
        ANY_TEXT,
        /** A list of references to objects. */
        REFERENCES,
        /** Anything that inference data does not hold. */
        OTHER
    }

    static ElementType read(Cursor in) throws DataFormatException {
        int classAndVersion = in.u8();
        int version = classAndVersion >> 4;
        int bits = in.u8();
        int moreBits = in.u8();
        in.skip(1);
        long size = in.u32();
        if (size == 0 || size > (1 << 20) || version < 1 || version > 4) {
            throw new DataFormatException(in.position(), "a datatype has an impossible size or version");
        }
        int bytes = (int) size;
        ByteOrder order = (bits & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return switch (classAndVersion & 0x0f) {
            case 0 ->
                number(in, Kind.INTEGER, bytes, (bits & 8) != 0, order, bytes <= 8 && Integer.bitCount(bytes) == 1);
            case 1 -> number(in, Kind.REAL, bytes, true, order, bytes == 4 || bytes == 8);
            case 3 -> new ElementType(Kind.FIXED_TEXT, bytes, false, order);
            case 8 -> {
                ElementType base = read(in);
                // The only enumeration of two one-byte values that is in use is h5py's FALSE and TRUE.
                boolean flag = base.kind == Kind.INTEGER && base.size == 1 && bits == 2 && moreBits == 0;
                yield new ElementType(flag ? Kind.BOOLEAN : Kind.OTHER, bytes, base.signed, base.order);
            }
            case 9 -> {
                boolean text = (bits & 0x0f) == 1;
                boolean references = !text && (in.u8() & 0x0f) == 7;
                Kind kind = text ? Kind.ANY_TEXT : references ? Kind.REFERENCES : Kind.OTHER;
                if (bytes != 16) {
                    throw new DataFormatException(
                            in.position(), "a list type has elements of " + bytes + " bytes, not 16");
                }
                yield new ElementType(kind, bytes, false, order);
            }
            default -> new ElementType(Kind.OTHER, bytes, false, order);
        };
    }

    private static ElementType number(Cursor in, Kind kind, int size, boolean signed, ByteOrder order, boolean known)
            throws DataFormatException {
        if (kind == Kind.INTEGER && (in.u16() != 0 || in.u16() != 8 * size)) {
            return new ElementType(Kind.OTHER, size, signed, order);
        }
        return new ElementType(known ? kind : Kind.OTHER, size, signed, order);
    }

    /** Decodes reals, and integers with the loss that their size implies. */
    void decode(ByteBuffer from, double[] into, int at, int count) {
        ByteBuffer in = from.order(order);
        for (int i = at; i < at + count; i++) {
            if (kind == Kind.REAL) {
                into[i] = size == 8 ? in.getDouble() : in.getFloat();
            } else {
                into[i] = integer(in);
            }
        }
    }

    /** Decodes integers. */
    void decode(ByteBuffer from, long[] into, int at, int count) {
        ByteBuffer in = from.order(order);
        for (int i = at; i < at + count; i++) {
            into[i] = integer(in);
        }
    }

    private long integer(ByteBuffer in) {
        return switch (size) {
            case 1 -> signed ? in.get() : in.get() & 0xff;
            case 2 -> signed ? in.getShort() : in.getShort() & 0xffff;
            case 4 -> signed ? in.getInt() : in.getInt() & 0xffffffffL;
            default -> in.getLong();
        };
    }
}
