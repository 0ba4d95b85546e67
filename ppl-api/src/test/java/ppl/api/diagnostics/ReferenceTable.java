package ppl.api.diagnostics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The arrays and values that {@code src/test/python/arviz_reference.py} wrote. */
final class ReferenceTable {
    /** One value of the table. */
    record Entry(String array, String statistic, double value) {}

    /** A row in which we give another value than the reference, and why. */
    record Departure(String array, String statistic, double value, String reason) {}

    private ReferenceTable() {}

    static Map<String, Draws> arrays() {
        Map<String, Draws> arrays = new LinkedHashMap<>();
        for (String line : lines("arrays.csv")) {
            String[] fields = line.split(",");
            double[] values = Arrays.stream(fields[3].split(" "))
                    .mapToDouble(ReferenceTable::parse)
                    .toArray();
            arrays.put(fields[0], Draws.of(values, Integer.parseInt(fields[1]), Integer.parseInt(fields[2])));
        }
        return arrays;
    }

    static List<Entry> entries(String file) {
        return lines(file).stream()
                .map(line -> line.split(","))
                .map(fields -> new Entry(fields[0], fields[1], parse(fields[2])))
                .toList();
    }

    /** By array and statistic, with a blank between them. */
    static Map<String, Departure> departures() {
        Map<String, Departure> departures = new LinkedHashMap<>();
        for (String line : lines("departures.csv")) {
            String[] fields = line.split(",", 4);
            departures.put(
                    fields[0] + " " + fields[1], new Departure(fields[0], fields[1], parse(fields[2]), fields[3]));
        }
        return departures;
    }

    private static double parse(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** All lines after the header. */
    static List<String> lines(String file) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ReferenceTable.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
            return in.lines().filter(line -> !line.startsWith("#")).skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
