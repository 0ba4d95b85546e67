package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;

/**
 * A hundred odd but lawful files, made by {@code odd_files.py}: what xarray gives for each ({@code odd_files.tsv}, frozen) against
 * what we give. Equal, or refused, or given as something else, with the reason that {@code odd_files_refused.tsv} tells;
 * {@code target/odd_files.md} has both side by side.
 *
 * <p>Where {@code python3}, or what {@code PPL_PYTHON} names, has xarray, netCDF4, h5py and h5netcdf, files and table are made anew
 * as well.
 */
class OddFilesTest {
    @TempDir
    private Path folder;

    private static List<XarrayRow> rows(List<String> lines) {
        return lines.stream().skip(1).map(XarrayRow::parse).toList();
    }

    private static List<String> resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OddFilesTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** The archived files, by name. */
    static Map<String, byte[]> archive() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(OddFilesTest.class.getResourceAsStream("odd_files.zip"));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    private void unpack() throws IOException {
        for (Map.Entry<String, byte[]> entry : archive().entrySet()) {
            Path file = folder.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
    }

    private static Map<String, List<XarrayRow>> byFile(List<XarrayRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(XarrayRow::file, LinkedHashMap::new, Collectors.toList()));
    }

    @Test
    void every_odd_file_is_read_as_xarray_reads_it_or_refused_with_the_reason() throws IOException {
        unpack();
        Map<String, List<XarrayRow>> files = byFile(rows(resource("odd_files.tsv")));
        assertTrue(files.size() > 90, "there are only " + files.size() + " files");
        // By "file name" the reason, or "held" for what xarray does not give.
        Map<String, String> expected = new HashMap<>();
        for (String line : resource("odd_files_refused.tsv")) {
            String[] cells = line.split("\t");
            expected.put(cells[0] + " " + cells[1], cells[2]);
        }
        Set<String> unused = new TreeSet<>(expected.keySet());
        List<String> faults = new ArrayList<>();
        List<String> report = new ArrayList<>();
        for (Map.Entry<String, List<XarrayRow>> entry : files.entrySet()) {
            XarrayComparison comparison =
                    new XarrayComparison(OpenedOddFile.of(folder.resolve(entry.getKey())), entry.getValue());
            comparison.run();
            for (String path : comparison.missing) {
                String key = entry.getKey() + " " + path;
                unused.remove(key);
                String reason = comparison.reason(path);
                if (reason.isEmpty() || !reason.contains(expected.getOrDefault(key, "(no reason is expected)"))) {
                    faults.add(key + "\tis left out, because: " + reason);
                }
            }
            for (String path : comparison.more) {
                String key = entry.getKey() + " " + path;
                if (!unused.remove(key) || !comparison.hasMean(path, expected.getOrDefault(key, ""))) {
                    faults.add(key + "\tis held, which xarray does not give");
                }
            }
            comparison.departures.forEach((path, what) -> {
                String key = entry.getKey() + " " + path;
                if (!unused.remove(key)
                        || !expected.getOrDefault(key, "").startsWith("held as " + what + ", because ")) {
                    faults.add(key + "\tis held as " + what + ", which xarray does not give");
                }
            });
            comparison.faults.forEach(fault -> faults.add(entry.getKey() + " " + fault));
            report.addAll(comparison.report);
        }
        unused.forEach(key -> faults.add(key + "\tis neither left out nor more than xarray gives"));
        write(report);
        assertEquals("", String.join("\n", faults));
    }

    private static void write(List<String> report) throws IOException {
        Path target = Path.of("target", "odd_files.md");
        Files.createDirectories(target.getParent());
        List<String> lines = new ArrayList<>(List.of("| file | variable | xarray | ppl |", "|---|---|---|---|"));
        lines.addAll(report);
        Files.write(target, lines);
    }

    @Test
    void files_made_anew_hold_no_number_that_xarray_does_not_read() throws IOException, InterruptedException {
        String python = System.getenv().getOrDefault("PPL_PYTHON", "python3");
        Assumptions.assumeTrue(
                run(List.of(python, "-c", "import xarray, netCDF4, h5py, h5netcdf, zarr")) == 0,
                "no xarray, netCDF4, h5py, h5netcdf and zarr for " + python
                        + ": files are not made anew, the archived ones are checked all the same");
        Path script = folder.resolve("odd_files.py");
        Files.write(script, resource("odd_files.py"));
        Path made = folder.resolve("made");
        assertEquals(0, run(List.of(python, script.toString(), "make", made.toString())), errors());
        assertEquals(0, run(List.of(python, script.toString(), "freeze", made.toString())), errors());
        List<String> faults = new ArrayList<>();
        int held = 0;
        for (Map.Entry<String, List<XarrayRow>> entry :
                byFile(rows(Files.readAllLines(folder.resolve("output.txt")))).entrySet()) {
            XarrayComparison comparison =
                    new XarrayComparison(OpenedOddFile.of(made.resolve(entry.getKey())), entry.getValue());
            comparison.run();
            comparison.faults.forEach(fault -> faults.add(entry.getKey() + " " + fault));
            held += comparison.equal;
        }
        assertEquals("", String.join("\n", faults));
        assertTrue(held > 200, "only " + held + " variables and labels were compared");
    }

    @Test
    void the_table_of_a_file_is_that_of_its_draws_however_it_keeps_them() throws IOException {
        unpack();
        InferenceData plain = InferenceData.open(folder.resolve("h5netcdf.nc"));
        // The order draw, chain, k; integers of 16 bits; chain and draw in the root group, with labels of their own.
        for (String name : List.of("draw_chain.nc", "packed_int16.nc", "inherited.nc")) {
            Summary table = InferenceData.open(folder.resolve(name)).summary();
            List<String> labels = name.startsWith("inherited")
                    ? List.of("a", "th[u]", "th[v]", "th[w]")
                    : List.of("a", "th[alpha]", "th[beta]", "th[γ]");
            assertEquals(labels, table.rows().stream().map(Summary.Row::label).toList());
            List<Summary.Row> expected = plain.summary("a", "th").rows();
            for (int r = 0; r < labels.size(); r++) {
                for (int c = 0; c < table.columns().size(); c++) {
                    double theirs = expected.get(r).values().get(c);
                    double ours = table.rows().get(r).values().get(c);
                    double rounding = Double.isNaN(theirs) ? 1e-13 : 1e-13 * Math.abs(theirs);
                    assertEquals(theirs, ours, rounding, name + " " + labels.get(r) + " column " + c);
                }
            }
        }
        Dataset inherited = InferenceData.open(folder.resolve("inherited.nc")).posterior();
        assertEquals(Coord.of(1, 2), inherited.coord("chain"));
        assertEquals(Coord.of(0, 10, 20, 30, 40), inherited.coord("draw"));
    }

    @Test
    void what_was_read_from_an_odd_file_reads_back_equal_after_saving() throws IOException {
        unpack();
        Path again = folder.resolve("again.nc");
        int saved = 0;
        for (String name : archive().keySet()) {
            if (name.endsWith(".nc")
                    && OpenedOddFile.of(folder.resolve(name)).error().isEmpty()) {
                InferenceData data = InferenceData.open(folder.resolve(name));
                data.save(again);
                assertEquals(data, InferenceData.open(again), name);
                saved++;
            }
        }
        assertTrue(saved > 80, "only " + saved + " files were saved");
    }

    private int run(List<String> command) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(folder.resolve("output.txt").toFile())
                    .redirectError(folder.resolve("errors.txt").toFile());
            builder.environment().put("PYTHONIOENCODING", StandardCharsets.UTF_8.name());
            return builder.start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors.txt"));
    }
}
