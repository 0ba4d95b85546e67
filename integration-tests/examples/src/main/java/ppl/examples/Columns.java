package ppl.examples;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Columns of the tables beside the examples, from the first row to the last. */
final class Columns {

    private Columns() {}

    /** The names of all columns. */
    static List<String> names(String file) {
        return rows(file, NamedCsvRecord::getHeader).getFirst();
    }

    /** A column of numbers. */
    static double[] load(String file, String name) {
        return rows(file, row -> Double.parseDouble(row.getField(name))).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** A column of whole numbers. */
    static int[] counts(String file, String name) {
        return rows(file, row -> Integer.parseInt(row.getField(name))).stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** A column of words. */
    static List<String> words(String file, String name) {
        return rows(file, row -> row.getField(name));
    }

    /** Several columns of numbers, row by row. */
    static double[][] matrix(String file, List<String> names) {
        return rows(file, row -> names.stream()
                        .mapToDouble(name -> Double.parseDouble(row.getField(name)))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static <T> List<T> rows(String file, Function<NamedCsvRecord, T> content) {
        try (InputStream in = Objects.requireNonNull(Columns.class.getResourceAsStream(file), file);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(in)) {
            return csv.stream().map(content).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
