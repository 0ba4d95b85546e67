package ppl.api.store;

/** Datatypes and dataspaces as HDF5 encodes them. */
final class Encodings {
    private Encodings() {}

    static Bytes float64() {
        return new Bytes()
                .u8(0x11)
                .u8(0x20)
                .u8(63)
                .u8(0)
                .u32(8)
                .u16(0)
                .u16(64)
                .u8(52)
                .u8(11)
                .u8(0)
                .u8(52)
                .u32(1023);
    }

    static Bytes signed(int bytes) {
        return new Bytes().u8(0x10).u8(0x08).u8(0).u8(0).u32(bytes).u16(0).u16(8 * bytes);
    }

    /** Zero-terminated text of a fixed size. */
    static Bytes text(int size, boolean utf8) {
        return new Bytes().u8(0x13).u8(utf8 ? 0x10 : 0).u8(0).u8(0).u32(size);
    }

    /** Text of any length, in the global heap. */
    static Bytes anyText() {
        return new Bytes().u8(0x19).u8(1).u8(1).u8(0).u32(16).raw(text(1, true).toArray());
    }

    /** A list of references to objects, in the global heap. */
    static Bytes references() {
        return new Bytes()
                .u8(0x19)
                .u8(0)
                .u8(0)
                .u8(0)
                .u32(16)
                .u8(0x17)
                .u8(0)
                .u8(0)
                .u8(0)
                .u32(8);
    }

    static Bytes scalar() {
        return new Bytes().u8(2).u8(0).u8(0).u8(0);
    }

    static Bytes dataspace(int... dims) {
        if (dims.length == 0) {
            return scalar();
        }
        Bytes out = new Bytes().u8(2).u8(dims.length).u8(0).u8(1);
        for (int dim : dims) {
            out.i64(dim);
        }
        return out;
    }
}
