package ppl.graph.text;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A text that is no graph: damaged, cut off, hostile, or written with words or in a version that this reader does not know. The message names
 * the line, the cause and what to do.
 */
public final class TextFormatException extends IOException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final String reason;

    /**
     * At a line.
     *
     * @param line its number, from 1
     * @param reason what is wrong there, and what to do
     */
    public TextFormatException(int line, String reason, @Nullable Throwable cause) {
        super("line " + line + ": " + reason, cause);
        this.line = line;
        this.reason = reason;
    }

    /** The same, where the text is part of another one and begins after as many of its lines. */
    public TextFormatException after(int lines) {
        return new TextFormatException(lines + line, reason, getCause());
    }

    /** The number of the line that could not be read, from 1. */
    public int line() {
        return line;
    }
}
