package ppl.benchmarks.posterior;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A small table of numbers: a line of names, then a line of values a row, separated by commas. */
record Table(List<String> names, List<List<Double>> rows) {

    static Table load(String file) {
        try (InputStream in = Objects.requireNonNull(Table.class.getResourceAsStream(file), file)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<List<Double>> rows = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                rows.add(cells(line).stream().map(Double::valueOf).toList());
            }
            return new Table(cells(lines.getFirst()), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        return List.of(line.split(",", -1));
    }

    double[] column(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("no column " + name + "; there are " + names);
        }
        return rows.stream().mapToDouble(row -> row.get(at)).toArray();
    }
}
