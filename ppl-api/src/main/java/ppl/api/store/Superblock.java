package ppl.api.store;

import java.io.IOException;
import java.util.Arrays;

/**
 * Where an HDF5 file begins and where its root group is.
 *
 * @param in the file from its first byte on, without what other programs put before it (a user block)
 * @param root the address of the root group
 */
record Superblock(HdfInput in, long root) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int NEWEST = 3;
    private static final int OPEN_FOR_WRITING = 1;

    /** The signature is at byte 0, 512, 1024, 2048 and so on. */
    static Superblock find(HdfInput file) throws IOException {
        for (long at = 0; at >= 0 && at < file.size(); at = at == 0 ? 512 : 2 * at) {
            Cursor start = file.upTo(at, 128);
            if (start.remaining() >= 48 && Arrays.equals(start.raw(8), SIGNATURE)) {
                return read(file, at, start);
            }
        }
        throw new DataFormatException(0, FileKind.describe(file));
    }

    private static Superblock read(HdfInput file, long base, Cursor start) throws IOException {
        int version = start.u8();
        if (version > NEWEST) {
            throw new DataFormatException(
                    start.position(),
                    "this is HDF5 with a superblock of version " + version
                            + ", newer than this reader, which knows up to " + NEWEST
                            + "; have it copied by h5repack --high=v110 or by xarray");
        }
        if (version <= 1) {
            start.skip(4);
            requireEight(start, start.u8(), start.u8());
            start.skip(version == 0 ? 9 : 13);
        } else {
            requireEight(start, start.u8(), start.u8());
            if ((start.u8() & OPEN_FOR_WRITING) != 0) {
                throw new DataFormatException(
                        start.position() - 1,
                        "the file is open for writing, or was when its writer died, and may be incomplete; close it, or"
                                + " declare it whole by: h5clear -s FILE");
            }
        }
        start.skip(16);
        long end = start.i64();
        if (end > file.size()) {
            throw new DataFormatException(
                    start.position() - 8,
                    "the file should have " + end + " bytes but has " + file.size() + "; it is cut off");
        }
        if (version <= 1) {
            start.skip(16);
        }
        long root = start.i64();
        if (version > 1) {
            start.expectChecksum();
        }
        return new Superblock(base == 0 ? file : file.from(base), root);
    }

    private static void requireEight(Cursor at, int offsetSize, int lengthSize) throws DataFormatException {
        if (offsetSize != 8 || lengthSize != 8) {
            throw at.unsupported("addresses of " + offsetSize + " and sizes of " + lengthSize + " bytes");
        }
    }
}
