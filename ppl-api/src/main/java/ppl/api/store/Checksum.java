package ppl.api.store;

/** Bob Jenkins' lookup3 hash, the checksum of HDF5's metadata. */
final class Checksum {
    private Checksum() {}

    /** As an unsigned 32-bit number. */
    static int of(byte[] data, int from, int length) {
        int a = 0xdeadbeef + length;
        int b = a;
        int c = a;
        int at = from;
        int left = length;
        while (left > 12) {
            a += word(data, at, 4);
            b += word(data, at + 4, 4);
            c += word(data, at + 8, 4);
            a = (a - c) ^ Integer.rotateLeft(c, 4);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 6);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 8);
            b += a;
            a = (a - c) ^ Integer.rotateLeft(c, 16);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 19);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 4);
            b += a;
            at += 12;
            left -= 12;
        }
        if (left == 0) {
            return c;
        }
        a += word(data, at, Math.min(left, 4));
        b += word(data, at + 4, Math.clamp(left - 4, 0, 4));
        c += word(data, at + 8, Math.clamp(left - 8, 0, 4));
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        c = (c ^ b) - Integer.rotateLeft(b, 24);
        return c;
    }

    private static int word(byte[] data, int at, int count) {
        int word = 0;
        for (int i = 0; i < count; i++) {
            word |= (data[at + i] & 0xff) << (8 * i);
        }
        return word;
    }
}
