package ppl.graph.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** A table of arguments and values, computed with 100 digits by tables.py beside it and kept as a double and the rest. */
record ReferenceTable(String name, double[][] arguments, double[] expected, double[] remainder) {

    static ReferenceTable read(String name) {
        try (InputStream in = Objects.requireNonNull(ReferenceTable.class.getResourceAsStream(name + ".csv"), name);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            List<double[]> rows = reader.lines()
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(ReferenceTable::parse)
                            .toArray())
                    .toList();
            int arity = rows.getFirst().length - 2;
            double[][] arguments = new double[arity][];
            for (int a = 0; a < arity; a++) {
                arguments[a] = column(rows, a);
            }
            return new ReferenceTable(name, arguments, column(rows, arity), column(rows, arity + 1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double parse(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    private static double[] column(List<double[]> rows, int i) {
        return rows.stream().mapToDouble(row -> row[i]).toArray();
    }

    int size() {
        return expected.length;
    }

    Var[] constants() {
        return Arrays.stream(arguments).map(Var::constant).toArray(Var[]::new);
    }

    /** The error of row i in units in the last place of the true value. */
    double ulps(int i, double got) {
        return Math.abs((got - expected[i]) - remainder[i]) / Math.ulp(expected[i]);
    }

    /** Exact and special values must be met to the bit, all others within {@code ulps} or the absolute error. */
    void check(Tensor got, double ulps, double absolute) {
        assertEquals(size(), got.length());
        for (int i = 0; i < size(); i++) {
            double y = got.doubleAt(i);
            String at = name + Arrays.toString(row(i)) + ": expected " + expected[i] + ", got " + y;
            boolean exact = remainder[i] == 0 && (expected[i] == 0 || !Double.isFinite(expected[i]));
            if (exact) {
                assertEquals(Double.doubleToLongBits(expected[i]), Double.doubleToLongBits(y), at);
            } else {
                boolean near = Math.abs((y - expected[i]) - remainder[i]) <= absolute;
                assertTrue(near || ulps(i, y) <= ulps, () -> at);
            }
        }
    }

    private double[] row(int i) {
        return Arrays.stream(arguments).mapToDouble(a -> a[i]).toArray();
    }
}
