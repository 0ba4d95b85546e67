package ppl.examples;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Columns of numbers of the tables beside the examples. */
final class Columns {

    private Columns() {}

    /** A column of a table, from the first row to the last. */
    static double[] load(String file, String name) {
        try (InputStream in = Objects.requireNonNull(Columns.class.getResourceAsStream(file), file);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(in)) {
            return csv.stream()
                    .mapToDouble(row -> Double.parseDouble(row.getField(name)))
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
