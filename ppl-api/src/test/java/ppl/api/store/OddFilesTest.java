package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.inference.Variable;

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

    /** What xarray says of a variable, a coordinate, a group or a file. */
    private record Row(
            String file,
            String group,
            String name,
            String what,
            String dims,
            String shape,
            String dtype,
            String mean,
            String sd,
            String moment,
            String elements) {
        static Row parse(String line) {
            String[] cells = line.split("\t", -1);
            return new Row(
                    cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9],
                    cells[10]);
        }

        String path() {
            return group.equals("/") ? name : group + "/" + name;
        }

        List<String> dimNames() {
            return dims.equals("-") ? List.of() : List.of(dims.split(","));
        }

        boolean isIndex() {
            return what.equals("coord") && dims.equals(name);
        }

        long size() {
            return shape.equals("-")
                    ? 1
                    : Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).reduce(1, (a, b) -> a * b);
        }

        List<String> values() {
            return size() == 0 ? List.of() : List.of(elements.split("\\|", -1));
        }
    }

    /** What we give for a file: data, or the reason why not. */
    private record Ours(InferenceData data, String error) {
        static Ours of(Path file) throws IOException {
            try {
                return new Ours(InferenceData.open(file), "");
            } catch (DataFormatException e) {
                return new Ours(InferenceData.of(Map.of()), e.getMessage());
            }
        }

        Set<String> leftOut() {
            return new LinkedHashSet<>(NetCdf.leftOut(data));
        }
    }

    private static List<Row> rows(List<String> lines) {
        return lines.stream().skip(1).map(Row::parse).toList();
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

    private static Map<String, List<Row>> byFile(List<Row> rows) {
        return rows.stream().collect(Collectors.groupingBy(Row::file, LinkedHashMap::new, Collectors.toList()));
    }

    @Test
    void every_odd_file_is_read_as_xarray_reads_it_or_refused_with_the_reason() throws IOException {
        unpack();
        Map<String, List<Row>> files = byFile(rows(resource("odd_files.tsv")));
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
        for (Map.Entry<String, List<Row>> entry : files.entrySet()) {
            Comparison comparison = new Comparison(Ours.of(folder.resolve(entry.getKey())), entry.getValue());
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
        for (Map.Entry<String, List<Row>> entry :
                byFile(rows(Files.readAllLines(folder.resolve("output.txt")))).entrySet()) {
            Comparison comparison = new Comparison(Ours.of(made.resolve(entry.getKey())), entry.getValue());
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
            if (name.endsWith(".nc") && Ours.of(folder.resolve(name)).error().isEmpty()) {
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

    /** One file, by xarray and by us. */
    private static final class Comparison {
        private final Ours ours;
        private final List<Row> rows;
        private final Set<String> missing = new LinkedHashSet<>();
        private final Set<String> more = new LinkedHashSet<>();
        /** What we give by path, where it says the same in another type. */
        private final Map<String, String> departures = new LinkedHashMap<>();

        private final List<String> faults = new ArrayList<>();
        private final List<String> report = new ArrayList<>();
        private int equal;

        Comparison(Ours ours, List<Row> rows) {
            this.ours = ours;
            this.rows = rows;
        }

        /** What a line about something left out is about; an attribute is not the whole variable. */
        private static String path(String line) {
            int attribute = line.indexOf(": attribute '");
            return line.substring(0, line.indexOf(": ", attribute < 0 ? 0 : attribute + 2));
        }

        /** Why a path of the file is not there. */
        String reason(String path) {
            return ours.leftOut().stream()
                    .filter(line -> path(line).equals(path))
                    .findFirst()
                    .orElse(ours.error());
        }

        /** Whether a variable that xarray does not give has the mean that is expected: "held, mean 0.5". */
        boolean hasMean(String path, String expected) {
            Group group = new Group(path.substring(0, path.indexOf('/')));
            double[] values = ours.data()
                    .get(group)
                    .get(path.substring(path.indexOf('/') + 1))
                    .toDoubles();
            return expected.startsWith("held, mean ")
                    && close(
                            Double.parseDouble(expected.substring(11)),
                            Arrays.stream(values).average().orElse(Double.NaN),
                            1e-12);
        }

        void run() {
            Set<String> given = new LinkedHashSet<>();
            String note = "";
            for (Row row : rows) {
                given.add(row.path());
                switch (row.what()) {
                    case "note" -> note = row.elements();
                    case "var" -> variable(row, note);
                    case "coord" -> coordinate(row, note);
                    case "refused" -> refused(row, note);
                    default -> assertEquals("empty", row.what());
                }
            }
            for (Group group : ours.data().groups()) {
                Dataset dataset = ours.data().get(group);
                for (Variable variable : dataset.variables()) {
                    if (!given.contains(group + "/" + variable.name())) {
                        more.add(group + "/" + variable.name());
                    }
                }
                dataset.coords().forEach((dim, labels) -> inherited(group, dim, labels));
            }
            for (String line : ours.leftOut()) {
                missing.add(path(line));
            }
        }

        private void report(Row row, String note, String verdict) {
            String theirs = row.what().equals("refused")
                    ? "refused: " + row.elements()
                    : "(" + row.dims().replace(",", ", ") + ") " + row.dtype() + ", mean " + row.mean() + ", sd "
                            + row.sd();
            report.add("| " + row.file() + ": " + note + " | " + row.path() + " | " + theirs.replace("|", "/") + " | "
                    + verdict.replace("|", "/") + " |");
        }

        private void refused(Row row, String note) {
            String held = ours.data().groups().stream()
                    .flatMap(group -> ours.data().get(group).names().stream())
                    .collect(Collectors.joining(", "));
            if (!ours.error().isEmpty()) {
                missing.add(row.path());
            }
            report(
                    row,
                    note,
                    ours.error().isEmpty() ? "holds " + held + "; left out: " + ours.leftOut() : ours.error());
        }

        private void variable(Row row, String note) {
            Variable variable = row.group().equals("/")
                    ? null
                    : ours.data()
                            .find(new Group(row.group()))
                            .filter(d -> d.contains(row.name()))
                            .map(d -> d.get(row.name()))
                            .orElse(null);
            if (variable == null) {
                missing.add(row.path());
                report(row, note, "left out: " + reason(row.path()));
                return;
            }
            List<String> dims = new ArrayList<>();
            for (int d = 0; d < row.dimNames().size(); d++) {
                String dim = row.dimNames().get(d);
                dims.add(dim.startsWith("phony_dim_") ? row.name() + "_dim_" + d : dim);
            }
            if (!Set.copyOf(dims).equals(Set.copyOf(variable.dims()))) {
                fault(row, note, "has dims " + variable.dims() + ", not " + dims);
                return;
            }
            Variable inTheirOrder = variable.transpose(dims);
            String shape = Arrays.stream(inTheirOrder.shape())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(","));
            if (!(shape.isEmpty() ? "-" : shape).equals(row.shape())) {
                fault(row, note, "has shape " + shape + ", not " + row.shape());
                return;
            }
            boolean span = row.dtype().startsWith("timedelta");
            if (!span && variable.dtype() != dtype(row)) {
                fault(row, note, "is " + variable.dtype() + ", not " + row.dtype());
                return;
            }
            boolean sampled = dims.contains("chain") && dims.contains("draw");
            if (sampled && !variable.isSampled()) {
                fault(row, note, "has dims " + variable.dims() + ", chain and draw not first");
                return;
            }
            String difference = numbers(row, inTheirOrder);
            if (difference.isEmpty() && span) {
                String what = variable.dtype() + " in " + variable.attributes().get("units");
                departures.put(row.path(), what);
                report(row, note, what);
            } else if (difference.isEmpty()) {
                equal++;
                report(row, note, "equal" + (dims.equals(variable.dims()) ? "" : ", as " + variable.dims()));
            } else {
                fault(row, note, difference);
            }
        }

        private void fault(Row row, String note, String what) {
            faults.add(row.path() + " " + what);
            report(row, note, "**WRONG**: " + what);
        }

        private static DataType dtype(Row row) {
            return row.dtype().equals("bool")
                    ? DataType.BOOL
                    : row.dtype().contains("int") ? DataType.INT64 : DataType.FLOAT64;
        }

        private static String numbers(Row row, Variable ours) {
            double[] values = ours.toDoubles();
            long[] whole = ours.toLongs();
            double unit = !row.dtype().startsWith("timedelta")
                    ? 1
                    : Map.of("milliseconds", 1e6, "seconds", 1e9, "days", 86_400e9)
                            .getOrDefault(ours.attributes().get("units"), Double.NaN);
            List<String> theirs = row.values();
            for (int i = 0; i < theirs.size(); i++) {
                String element = theirs.get(i);
                boolean same =
                        switch (ours.dtype()) {
                            case BOOL -> element.equals(values[i] != 0 ? "True" : "False");
                            case INT64 ->
                                unit == 1
                                        ? element.equals(Long.toString(whole[i]))
                                        : element.equals(Long.toString((long) (values[i] * unit)));
                            case FLOAT64 ->
                                close(
                                        parse(element),
                                        values[i] * unit,
                                        row.dtype().equals("float32") ? 1e-6 : 0);
                        };
                if (!same) {
                    return "has " + values[i] + " at " + i + ", not " + element;
                }
            }
            if (row.mean().equals("-") || unit != 1) {
                return "";
            }
            double[] moments = values.clone();
            Arrays.setAll(moments, i -> values[i] * (i + 1));
            double tolerance = row.dtype().equals("float32") ? 1e-6 : 1e-13;
            if (!close(parse(row.mean()), mean(values), tolerance)) {
                return "has mean " + mean(values) + ", not " + row.mean();
            }
            if (!close(parse(row.moment()), mean(moments), tolerance)) {
                return "has elements in other places: moment " + mean(moments) + ", not " + row.moment();
            }
            return "";
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
        }

        private static double parse(String number) {
            return switch (number) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> Double.parseDouble(number);
            };
        }

        private static boolean close(double theirs, double ours, double relative) {
            return Double.compare(theirs, ours) == 0 || Math.abs(theirs - ours) <= relative * Math.abs(theirs);
        }

        private void coordinate(Row row, String note) {
            if (row.group().equals("/") && row.isIndex()) {
                return;
            }
            Coord labels = ours.data()
                    .find(new Group(row.group()))
                    .map(d -> d.coords().get(row.name()))
                    .orElse(null);
            boolean leftOut = ours.leftOut().stream().anyMatch(line -> line.startsWith(row.path() + ": "));
            if (!row.isIndex() || labels == null || leftOut) {
                missing.add(row.path());
                report(row, note, "left out: " + reason(row.path()));
                return;
            }
            String difference = labels(row, labels);
            if (difference.isEmpty()) {
                equal++;
                report(row, note, "equal");
            } else {
                fault(row, note, difference);
            }
        }

        private static String labels(Row row, Coord labels) {
            List<String> theirs = row.values();
            if (theirs.size() != labels.size()) {
                return "has " + labels.size() + " labels, not " + theirs.size();
            }
            for (int i = 0; i < theirs.size(); i++) {
                boolean same =
                        switch (labels) {
                            case Coord.Longs longs -> theirs.get(i).equals(longs.label(i));
                            case Coord.Doubles doubles -> close(parse(theirs.get(i)), (double) doubles.value(i), 0);
                            // A date of xarray has all its digits.
                            case Coord.Strings texts ->
                                row.dtype().startsWith("datetime")
                                        ? theirs.get(i).startsWith(texts.label(i))
                                                && theirs.get(i)
                                                        .substring(
                                                                texts.label(i).length())
                                                        .matches("(T00:00:00)?[.0]*")
                                        : theirs.get(i).equals(texts.label(i));
                        };
                if (!same) {
                    return "has label '" + labels.label(i) + "', not '" + theirs.get(i) + "'";
                }
            }
            return "";
        }

        /** Labels that xarray does not give for the group are those of the root, or positions. */
        private void inherited(Group group, String dim, Coord labels) {
            boolean own = rows.stream()
                    .anyMatch(r -> r.isIndex()
                            && r.group().equals(group.label())
                            && r.name().equals(dim));
            boolean leftOut = ours.leftOut().stream().anyMatch(line -> line.startsWith(group + "/" + dim + ": "));
            boolean opened = rows.stream()
                    .noneMatch(r -> r.what().equals("refused") && r.group().equals(group.label()));
            if (!own && !leftOut && opened) {
                Row above = rows.stream()
                        .filter(r ->
                                r.isIndex() && r.group().equals("/") && r.name().equals(dim))
                        .findFirst()
                        .orElse(null);
                String difference = above != null
                        ? labels(above, labels)
                        : labels.equals(Coord.range(labels.size())) ? "" : "has labels " + labels + ", not positions";
                if (!difference.isEmpty()) {
                    faults.add(group + "/" + dim + " " + difference);
                }
            }
        }
    }
}
