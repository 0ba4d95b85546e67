package ppl.aeppl.family;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reference values of {@code links.csv}; {@code links.py} makes them. */
final class LinkTable {

    private LinkTable() {}

    /**
     * A line.
     *
     * @param name the link of a trial's probability, or the family whose parameter is exp(x)
     * @param x where
     * @param y the datum
     * @param logp the log-density
     * @param slope its derivative by x
     */
    record Row(String name, double x, double y, double logp, double slope) {
        @Override
        public String toString() {
            return name + " at " + x + " of " + y;
        }
    }

    static List<Row> rows(String name) {
        return rows().stream().filter(r -> r.name().equals(name)).toList();
    }

    private static final Map<List<Object>, Row> BY_KEY =
            rows().stream().collect(Collectors.toMap(r -> List.of(r.name(), r.x(), r.y()), Function.identity()));

    /** The row of a name, a point and a datum; null if it is not tabulated. */
    static @Nullable Row row(String name, double x, double y) {
        return BY_KEY.get(List.<Object>of(name, x, y));
    }

    /** All points. */
    static double[] points() {
        return BY_KEY.values().stream().mapToDouble(Row::x).distinct().sorted().toArray();
    }

    static List<Row> rows() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LinkTable.class.getResourceAsStream("links.csv")), StandardCharsets.UTF_8))) {
            return in.lines().skip(1).map(LinkTable::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row parse(String line) {
        String[] cells = line.split(",", -1);
        return new Row(cells[0], number(cells[1]), number(cells[2]), number(cells[3]), number(cells[4]));
    }

    private static double number(String cell) {
        return switch (cell) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(cell);
        };
    }
}
