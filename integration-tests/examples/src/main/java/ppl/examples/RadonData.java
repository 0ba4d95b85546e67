package ppl.examples;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Radon in the homes of Minnesota: one row per home.
 *
 * @param countyNames the counties, in the order in which they appear
 * @param countyIndex for each home the position of its county
 * @param floor for each home 0 where the measurement was in the basement, 1 on the first floor
 * @param logRadon for each home the natural log of the radon activity
 */
@SuppressWarnings("ArrayRecordComponent") // a table of columns, never compared
public record RadonData(List<String> countyNames, int[] countyIndex, double[] floor, double[] logRadon) {

    /** All 919 homes. */
    public static RadonData load() {
        return load(Integer.MAX_VALUE);
    }

    /** The first homes, {@code most} at most. */
    public static RadonData load(int most) {
        Map<String, Integer> counties = new LinkedHashMap<>();
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(RadonData.class.getResourceAsStream("radon.csv"), "radon.csv");
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(in)) {
            for (NamedCsvRecord row : csv) {
                if (rows.size() < most) {
                    rows.add(row);
                    counties.putIfAbsent(row.getField("county"), counties.size());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RadonData(
                List.copyOf(counties.keySet()),
                rows.stream()
                        .mapToInt(r -> counties.getOrDefault(r.getField("county"), -1))
                        .toArray(),
                rows.stream()
                        .mapToDouble(r -> Double.parseDouble(r.getField("floor")))
                        .toArray(),
                rows.stream()
                        .mapToDouble(r -> Double.parseDouble(r.getField("log_radon")))
                        .toArray());
    }

    /** The number of homes. */
    public int size() {
        return logRadon.length;
    }
}
