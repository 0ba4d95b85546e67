package ppl.api.store;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is damaged, cut off, hostile, or uses what this reader does not know; the message says where and why. */
public sealed class DataFormatException extends IOException permits NotHeldException {
    private static final long serialVersionUID = 1;

    private static final long NO_OFFSET = -1;

    private final long offset;

    DataFormatException(long offset, String reason) {
        super("byte " + offset + ": " + reason);
        this.offset = offset;
    }

    DataFormatException(String path, DataFormatException cause) {
        super(path + ": " + cause.getMessage(), cause);
        this.offset = cause.offset;
    }

    DataFormatException(long line, Path file, String reason) {
        super(file + ": line " + line + ": " + reason);
        this.offset = NO_OFFSET;
    }

    DataFormatException(Path file, String reason) {
        super(file + ": " + reason);
        this.offset = NO_OFFSET;
    }

    /** The position in the file, in bytes, of what could not be read; −1 for a text file, since the message then names the line. */
    public long offset() {
        return offset;
    }
}
