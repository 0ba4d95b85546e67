package ppl.tests.aeppl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The reference values of {@code families.csv}, {@code slopes.csv} and {@code compositions.csv}, by names of {@link ppl.api.Distributions};
 * {@code families.py}, {@code slopes.py} and {@code compositions.py} make them.
 */
final class FamilyTable {

    private FamilyTable() {}

    /**
     * A line.
     *
     * @param logp log-density
     * @param logcdf log P(X <= x); NaN if not tabulated
     * @param logsf log P(X > x); NaN if not tabulated
     */
    record Row(String distribution, double[] parameters, double x, double logp, double logcdf, double logsf) {
        @Override
        public String toString() {
            return distribution + Arrays.toString(parameters) + " at " + x;
        }
    }

    /**
     * A line of slopes.
     *
     * @param what is differentiated: logp, logcdf or logsf
     * @param slopes by x, unless it is a whole number, and by each parameter
     */
    record SlopeRow(String distribution, double[] parameters, double x, String what, double[] slopes) {
        @Override
        public String toString() {
            return what + " of " + distribution + Arrays.toString(parameters) + " at " + x;
        }
    }

    /** A line of a law of vectors. */
    record EventRow(double[] parameters, double[] x, double logp) {
        @Override
        public String toString() {
            return Arrays.toString(parameters) + " at " + Arrays.toString(x);
        }
    }

    /** A line of a normal law of vectors; the matrix row by row. */
    record VectorRow(double[] mean, double[] matrix, double[] x, double logp) {}

    /** How many points a distribution has. */
    static int points(String distribution) {
        return (int) lines().stream()
                .filter(line -> line.startsWith(distribution + ","))
                .count();
    }

    /** The rows of a distribution of single numbers, by parameter set. */
    static Map<String, List<Row>> rows(String distribution) {
        Map<String, List<Row>> byParameters = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] cells = line.split(",", -1);
            if (cells[0].equals(distribution)) {
                double[] parameters = numbers(cells[1]);
                byParameters
                        .computeIfAbsent(cells[1], _ -> new ArrayList<>())
                        .add(new Row(
                                distribution,
                                parameters,
                                number(cells[2]),
                                number(cells[3]),
                                number(cells[4]),
                                number(cells[5])));
            }
        }
        if (byParameters.isEmpty()) {
            throw new AssertionError("families.csv has no line of '" + distribution + "': add it to families.py");
        }
        return byParameters;
    }

    /** All rows of slopes. */
    static List<SlopeRow> slopeRows() {
        return lines("slopes.csv").stream()
                .map(line -> line.split(",", -1))
                .map(cells -> new SlopeRow(
                        cells[0], numbers(cells[1]), number(cells[2]), cells[3], numbers(cells[4])))
                .toList();
    }

    /** Of a law of vectors the slopes by each element of its vector of parameters, in the place of the log-density. */
    record SlopesRow(double[] parameters, double[] x, double[] slopes) {
        @Override
        public String toString() {
            return Arrays.toString(parameters) + " at " + Arrays.toString(x);
        }
    }

    /** The rows of slopes of a law of vectors with a given sum. */
    static List<SlopesRow> compositionSlopes(String distribution) {
        return lines("compositions.csv").stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[0].equals(distribution))
                .map(cells -> new SlopesRow(numbers(cells[1]), numbers(cells[2]), numbers(cells[3])))
                .toList();
    }

    /** The rows of a law of vectors. */
    static List<EventRow> eventRows(String distribution) {
        return lines().stream()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[0].equals(distribution))
                .map(cells -> new EventRow(numbers(cells[1]), numbers(cells[2]), number(cells[3])))
                .toList();
    }

    /** The rows of a normal law of vectors. */
    static List<VectorRow> vectorRows(String distribution) {
        List<VectorRow> rows = new ArrayList<>();
        for (EventRow row : eventRows(distribution)) {
            double[] p = row.parameters();
            int d = (int) p[0];
            double[] matrix = Arrays.copyOfRange(p, 1 + d, p.length);
            rows.add(new VectorRow(Arrays.copyOfRange(p, 1, 1 + d), matrix, row.x(), row.logp()));
        }
        return rows;
    }

    private static double[] numbers(String cell) {
        return cell.isEmpty()
                ? new double[0]
                : Arrays.stream(cell.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }

    private static double number(String cell) {
        return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    }

    private static List<String> lines() {
        return lines("families.csv");
    }

    private static List<String> lines(String table) {
        try (var in = Objects.requireNonNull(FamilyTable.class.getResourceAsStream(table));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
