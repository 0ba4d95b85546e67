package ppl.api.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file, of any system's line ends, one after another. Unlike the readers of the JDK it says whether a line has an end:
 * the last line of a file that is still being written is not, and a number in it may lack digits.
 */
final class TextLines implements Closeable {
    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final Path file;
    private final Reader in;
    private final char[] buffer = new char[1 << 16];
    private final StringBuilder line = new StringBuilder();
    private int at;
    private int end;
    private long number;
    private boolean ended;

    /** Bytes that are no UTF-8, such as those of a folder's name in a comment, become replacement characters. */
    TextLines(Path file) throws IOException {
        this.file = file;
        in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
        if (read() != BYTE_ORDER_MARK) {
            at = 0;
        }
    }

    private int read() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                return -1;
            }
        }
        return buffer[at++];
    }

    /** The next line without its end; null after the last. */
    @Nullable
    String next() throws IOException {
        line.setLength(0);
        int c = read();
        if (c < 0) {
            return null;
        }
        number++;
        while (c >= 0 && c != '\n') {
            if (c == 0) {
                throw new DataFormatException(number, file, "there is a zero byte in it: it is not text");
            }
            line.append((char) c);
            c = read();
        }
        ended = c >= 0;
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    /** The number of the line read last; the first is 1. */
    long number() {
        return number;
    }

    /** Whether the line read last had an end. */
    boolean ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
