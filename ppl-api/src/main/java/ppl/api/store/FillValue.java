package ppl.api.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What the elements of a dataset are that nobody wrote.
 *
 * @param bytes one element as the file stores it; zeros where the file names no value
 * @param defined false where the writer turned filling off, so that such elements have no value
 */
@SuppressWarnings("ArrayRecordComponent") // Seen by this package only, never compared.
record FillValue(byte[] bytes, boolean defined) {
    private static final int NEVER_WRITTEN = 1;

    static FillValue read(ObjectHeader header, int elementSize) throws IOException {
        Optional<Cursor> message = header.find(Message.FILL_VALUE);
        if (message.isPresent()) {
            return parse(message.get(), elementSize);
        }
        Optional<Cursor> old = header.find(Message.OLD_FILL_VALUE);
        return old.isPresent() ? value(old.get(), elementSize, true) : new FillValue(new byte[elementSize], true);
    }

    private static FillValue parse(Cursor in, int elementSize) throws DataFormatException {
        int version = in.u8();
        int writeTime;
        boolean present;
        boolean undefined = false;
        if (version == 3) {
            int flags = in.u8();
            writeTime = flags >> 2 & 3;
            undefined = (flags & 0x10) != 0;
            present = (flags & 0x20) != 0;
        } else if (version == 1 || version == 2) {
            in.skip(1);
            writeTime = in.u8();
            boolean named = in.u8() == 1;
            present = version == 1 || named;
            undefined = !present;
        } else {
            throw in.unsupported("a fill value of version " + version);
        }
        boolean defined = !undefined && writeTime != NEVER_WRITTEN;
        return present ? value(in, elementSize, defined) : new FillValue(new byte[elementSize], defined);
    }

    private static FillValue value(Cursor in, int elementSize, boolean defined) throws DataFormatException {
        long size = in.u32();
        if (size == 0 || size == 0xffffffffL) {
            return new FillValue(new byte[elementSize], defined && size == 0);
        }
        if (size != elementSize) {
            throw new DataFormatException(
                    in.position(), "a fill value has " + size + " bytes, the elements " + elementSize);
        }
        return new FillValue(in.raw(elementSize), defined);
    }

    /** One element, to be decoded. */
    ByteBuffer element() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
