package ppl.samplers.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A fault: lines of a source that become others.
 *
 * @param what in words
 * @param source below the package of the sampler, as {@code tree/Turning.java}
 * @param from text that the source holds once
 * @param to what stands there instead
 */
record PlantedFault(String what, String source, String from, String to) {

    /**
     * Reads faults: for each a line {@code # what}, a line with the source, lines {@code -} that are there and lines {@code +} that take their place.
     *
     * @param resource beside this class
     */
    static List<PlantedFault> read(String resource) {
        List<PlantedFault> all = new ArrayList<>();
        for (String entry : text(resource).split("(?m)^# ")) {
            if (!entry.isBlank()) {
                List<String> lines = entry.lines().toList();
                all.add(new PlantedFault(lines.get(0), lines.get(1), marked(lines, '-'), marked(lines, '+')));
            }
        }
        return all;
    }

    private static String marked(List<String> lines, char mark) {
        return String.join(
                "\n",
                lines.stream()
                        .skip(2)
                        .filter(line -> !line.isEmpty() && line.charAt(0) == mark)
                        .map(line -> line.substring(1).strip())
                        .toList());
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(PlantedFault.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source with the fault. Indentation does not count. */
    String in(String text) {
        String flat = text.lines().map(String::strip).reduce("", (a, b) -> a + b + "\n");
        int at = flat.indexOf(from);
        if (from.isEmpty() || at < 0 || flat.indexOf(from, at + 1) >= 0) {
            throw new IllegalStateException(
                    "the fault '" + what + "' is to be planted where " + source + " says once:\n" + from);
        }
        return flat.substring(0, at) + to + flat.substring(at + from.length());
    }

    @Override
    public String toString() {
        return what;
    }
}
