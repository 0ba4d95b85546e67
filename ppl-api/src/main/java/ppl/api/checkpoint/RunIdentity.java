package ppl.api.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Which run a folder holds: all that its draws depend on, by name, as text. A file of it has a line for each, and a checksum.
 *
 * @param entries in the order in which they are compared
 */
public record RunIdentity(Map<String, String> entries) {

    private static final String HEADING = "PPL checkpoint ";
    private static final int VERSION = 1;
    private static final String CHECKSUM = "checksum ";
    private static final String BETWEEN = " = ";

    /** What one has and the other has not, or has otherwise. */
    public record Difference(
            String name, @Nullable String there, @Nullable String here) {}

    /** Keeps the entries in their order. */
    public RunIdentity {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** The text of an entry that must be there. */
    public String get(String name) {
        return Objects.requireNonNull(entries.get(name), name);
    }

    /** The same with one entry otherwise. */
    public RunIdentity with(String name, String text) {
        Map<String, String> all = new LinkedHashMap<>(entries);
        all.put(name, text);
        return new RunIdentity(all);
    }

    /** The entries in which another one differs, in this one's order; last come those that only the other one has. */
    public List<Difference> differences(RunIdentity there) {
        List<Difference> differences = new ArrayList<>();
        entries.forEach((name, text) -> {
            if (!text.equals(there.entries.get(name))) {
                differences.add(new Difference(name, there.entries.get(name), text));
            }
        });
        there.entries.forEach((name, text) -> {
            if (!entries.containsKey(name)) {
                differences.add(new Difference(name, text, null));
            }
        });
        return differences;
    }

    /** The content of a file. */
    String text() {
        StringBuilder text = new StringBuilder(HEADING).append(VERSION).append('\n');
        entries.forEach((name, value) -> text.append(escaped(name))
                .append(BETWEEN)
                .append(escaped(value))
                .append('\n'));
        return text + CHECKSUM + checksum(text.toString()) + "\n";
    }

    /**
     * Reads the content of a file.
     *
     * @throws IOException if it is none, is damaged, or of a later version
     */
    static RunIdentity of(String text) throws IOException {
        String[] lines = text.split("\n", -1);
        if (!lines[0].startsWith(HEADING)) {
            throw new IOException("it does not begin with '" + HEADING.strip() + "': it is no checkpoint");
        }
        if (!lines[0].equals(HEADING + VERSION)) {
            throw new IOException(
                    "it is of version " + lines[0].substring(HEADING.length()) + ", and this release reads version "
                            + VERSION + ": take the release that wrote it, or another folder");
        }
        int end = text.lastIndexOf(CHECKSUM);
        if (end < 0 || !text.substring(end).equals(CHECKSUM + checksum(text.substring(0, end)) + "\n")) {
            throw new IOException(
                    "its checksum is wrong: it is damaged, and its run is lost; delete the folder, or take another one");
        }
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 1; i < lines.length - 2; i++) {
            int between = lines[i].indexOf(BETWEEN);
            if (between < 0) {
                throw new IOException("line " + (i + 1) + " has no '='");
            }
            entries.put(
                    unescaped(lines[i].substring(0, between)),
                    unescaped(lines[i].substring(between + BETWEEN.length())));
        }
        return new RunIdentity(entries);
    }

    private static String checksum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    /** One line, in which the sign between name and text stands once. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("=", "\\e");
    }

    private static String unescaped(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                c = switch (line.charAt(++i)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 'e' -> '=';
                    default -> line.charAt(i);
                };
            }
            text.append(c);
        }
        return text.toString();
    }
}
