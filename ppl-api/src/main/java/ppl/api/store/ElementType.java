package ppl.api.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What the elements of a dataset or attribute are.
 *
 * @param kind what they stand for
 * @param size bytes of one element
 * @param signed of integers, whether they can be negative
 * @param order which byte comes first
 * @param name what users call it
 */
record ElementType(Kind kind, int size, boolean signed, ByteOrder order, String name) {
    private static final int LARGEST = 1 << 20;
    private static final int NEWEST = 4;

    /** What an element stands for. */
    enum Kind {
        INTEGER,
        REAL,
        /** An enumeration as Python's h5py writes truth values. */
        BOOLEAN,
        FIXED_TEXT,
        /** The same, filled up with spaces. */
        SPACED_TEXT,
        ANY_TEXT,
        /** A list of references to objects. */
        REFERENCES,
        /** Anything that inference data does not hold. */
        OTHER
    }

    /** The layout of a floating-point number: bits of it, where the sign is, and the exponent and mantissa. */
    private record Layout(
            int offset,
            int precision,
            int sign,
            int exponentAt,
            int exponent,
            int mantissaAt,
            int mantissa,
            long bias) {
        private static final List<Layout> IEEE = List.of(
                new Layout(0, 16, 15, 10, 5, 0, 10, 15),
                new Layout(0, 32, 31, 23, 8, 0, 23, 127),
                new Layout(0, 64, 63, 52, 11, 0, 52, 1023));

        static Layout read(Cursor in, int sign) throws DataFormatException {
            return new Layout(in.u16(), in.u16(), sign, in.u8(), in.u8(), in.u8(), in.u8(), in.u32());
        }

        boolean isIeee(int bytes) {
            return precision == 8 * bytes && IEEE.contains(this);
        }
    }

    static ElementType read(Cursor in) throws DataFormatException {
        int classAndVersion = in.u8();
        int version = classAndVersion >> 4;
        int bits = in.u8();
        int moreBits = in.u8();
        in.skip(1);
        long size = in.u32();
        if (size == 0 || version < 1) {
            throw new DataFormatException(in.position(), "a datatype has an impossible size or version");
        }
        if (version > NEWEST) {
            throw in.notHeld(
                    "its datatype is of version " + version + ", newer than this reader, which knows up to " + NEWEST);
        }
        if (size > LARGEST) {
            throw in.notHeld("its elements have " + size + " bytes each");
        }
        int bytes = (int) size;
        ByteOrder order = (bits & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return switch (classAndVersion & 0x0f) {
            case 0 -> integer(in, bytes, (bits & 8) != 0, order);
            case 1 -> real(in, bytes, bits, moreBits, order);
            case 2 -> other(bytes, "a time");
            case 3 ->
                new ElementType((bits & 0x0f) == 2 ? Kind.SPACED_TEXT : Kind.FIXED_TEXT, bytes, false, order, "text");
            case 4 -> other(bytes, "a bit field");
            case 5 -> other(bytes, "opaque bytes");
            case 6 -> other(bytes, compound(in, version, bits | moreBits << 8));
            case 7 -> other(bytes, "a reference");
            case 8 -> enumeration(in, version, bytes, bits | moreBits << 8);
            case 9 -> list(in, bytes, bits, order);
            case 10 -> other(bytes, "an array in each element");
            default -> other(bytes, "of a class that this reader does not know (" + (classAndVersion & 0x0f) + ")");
        };
    }

    private static ElementType other(int size, String name) {
        return new ElementType(Kind.OTHER, size, false, ByteOrder.LITTLE_ENDIAN, name);
    }

    private static ElementType integer(Cursor in, int size, boolean signed, ByteOrder order)
            throws DataFormatException {
        int offset = in.u16();
        int precision = in.u16();
        boolean known = size <= 8 && Integer.bitCount(size) == 1 && offset == 0 && precision == 8 * size;
        return known
                ? new ElementType(Kind.INTEGER, size, signed, order, (signed ? "int" : "uint") + 8 * size)
                : other(size, "an integer of " + precision + " bits in " + size + " bytes");
    }

    private static ElementType real(Cursor in, int size, int bits, int sign, ByteOrder order)
            throws DataFormatException {
        Layout layout = Layout.read(in, sign);
        // Bit 6 together with bit 0 is the order of a VAX; bits 4 and 5 say that the mantissa begins with a hidden 1.
        boolean known = (bits & 0x40) == 0 && (bits >> 4 & 3) == 2 && layout.isIeee(size);
        return known
                ? new ElementType(Kind.REAL, size, true, order, "float" + 8 * size)
                : other(
                        size,
                        "a floating-point number of " + layout.precision() + " bits (exponent " + layout.exponent()
                                + ", mantissa " + layout.mantissa() + "), not float16, float32 or float64");
    }

    private static String compound(Cursor in, int version, int members) throws DataFormatException {
        if (members == 2 && version >= 1) {
            String first = text(in);
            return first.equals("r") || first.equals("re") ? "complex numbers" : "a compound of 2 members";
        }
        return "a compound of " + members + " members";
    }

    private static ElementType enumeration(Cursor in, int version, int size, int members) throws DataFormatException {
        ElementType base = read(in);
        if (base.kind == Kind.INTEGER && base.size == 1 && members == 2) {
            String[] names = new String[members];
            for (int m = 0; m < members; m++) {
                int before = in.remaining();
                names[m] = text(in);
                if (version < 3) {
                    in.skip(Math.floorMod(-(before - in.remaining()), 8));
                }
            }
            // The only enumeration in use that stands for truth values is h5py's.
            if (names[0].equals("FALSE") && names[1].equals("TRUE") && in.u8() == 0 && in.u8() == 1) {
                return new ElementType(Kind.BOOLEAN, size, base.signed, base.order, "bool");
            }
        }
        return other(size, "an enumeration that does not stand for truth values");
    }

    private static ElementType list(Cursor in, int size, int bits, ByteOrder order) throws DataFormatException {
        if (size != 16) {
            throw new DataFormatException(in.position(), "a list type has elements of " + size + " bytes, not 16");
        }
        if ((bits & 0x0f) == 1) {
            return new ElementType(Kind.ANY_TEXT, size, false, order, "text");
        }
        return (in.u8() & 0x0f) == 7
                ? new ElementType(Kind.REFERENCES, size, false, order, "a list of references")
                : other(size, "a list in each element");
    }

    /** A text that ends with a zero. */
    private static String text(Cursor in) throws DataFormatException {
        StringBuilder text = new StringBuilder();
        for (int c = in.u8(); c != 0; c = in.u8()) {
            text.append((char) c);
        }
        return text.toString();
    }

    boolean isText() {
        return kind == Kind.FIXED_TEXT || kind == Kind.SPACED_TEXT || kind == Kind.ANY_TEXT;
    }

    /** Whether its integers can be beyond the range of {@code long}. */
    boolean isUnsigned64() {
        return kind == Kind.INTEGER && !signed && size == 8;
    }

    /** Decodes reals. */
    void decode(ByteBuffer from, double[] into, int at, int count) {
        ByteBuffer in = from.order(order);
        for (int i = at; i < at + count; i++) {
            into[i] = switch (size) {
                case 2 -> Float.float16ToFloat(in.getShort());
                case 4 -> in.getFloat();
                default -> in.getDouble();
            };
        }
    }

    /** Decodes integers; those of 64 bits without a sign as their bits. */
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
