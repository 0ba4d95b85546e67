package ppl.backend.tck.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of cases: a header and rows of values separated by commas, none of which contains a comma. The scripts that
 * wrote the tables stand beside them.
 */
public final class Table {

    /** One line, whose values are asked for by the names in the header. */
    public record Row(Map<String, String> values) {
        /** The value of a column. */
        public String get(String column) {
            String value = values.get(column);
            if (value == null) {
                throw new IllegalArgumentException("no column " + column + " among " + values.keySet());
            }
            return value;
        }

        /** The value of a column as an integer. */
        public int number(String column) {
            return Integer.parseInt(get(column));
        }

        /** The value of a column as integers, separated by blanks. */
        public int[] numbers(String column) {
            return Arrays.stream(Literals.words(get(column)))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }
    }

    private final String name;
    private final Map<String, List<Row>> rules = new LinkedHashMap<>();
    private final Set<String> unused = new LinkedHashSet<>();

    private Table(String name) {
        this.name = name;
    }

    /** The table of a name, beside this class. */
    public static Table read(String name) {
        InputStream resource = Table.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException("the table " + name + " is missing from the kit's jar");
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            Table table = new Table(name);
            List<String> lines = in.lines().toList();
            String[] header = lines.getFirst().split(",", -1);
            for (String line : lines.subList(1, lines.size())) {
                Row row = table.row(header, line);
                table.rules
                        .computeIfAbsent(row.get("rule"), _ -> new ArrayList<>())
                        .add(row);
            }
            table.unused.addAll(table.rules.keySet());
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table " + name, e);
        }
    }

    private Row row(String[] header, String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != header.length) {
            throw new IllegalStateException(
                    "a row of " + name + " has " + cells.length + " values, not " + header.length + ": " + line);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < header.length; i++) {
            values.put(header[i], cells[i]);
        }
        return new Row(values);
    }

    /** The rows of a rule. */
    public List<Row> rows(String rule) {
        unused.remove(rule);
        List<Row> rows = rules.get(rule);
        if (rows == null) {
            throw new IllegalStateException("the table " + name + " has no rows of rule " + rule);
        }
        return rows;
    }

    /** Checks that no rule of the table was forgotten. */
    public void checkAllUsed() {
        if (!unused.isEmpty()) {
            throw new IllegalStateException("the table " + name + " has rows of rules that no area states: " + unused);
        }
    }
}
