package ppl.api.store;

import java.io.IOException;

/** A file that is damaged, cut off, hostile, or uses what this reader does not know; the message says where and why. */
public sealed class DataFormatException extends IOException permits NotHeldException {
    private static final long serialVersionUID = 1;

    private final long offset;

    DataFormatException(long offset, String reason) {
        super("byte " + offset + ": " + reason);
        this.offset = offset;
    }

    DataFormatException(String path, DataFormatException cause) {
        super(path + ": " + cause.getMessage(), cause);
        this.offset = cause.offset;
    }

    /** The position in the file, in bytes, of what could not be read. */
    public long offset() {
        return offset;
    }
}
