package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/** Files in the layouts of CmdStan and rstan, made with their expectations by {@code src/test/python/stan_csv_files.py}. */
class StanCsvFilesTest {
    private static final double ULPS = 1e-14;
    private static final String REFUSED = "refused";

    /** A line of {@code expected.csv}. */
    private record Row(
            String files,
            String group,
            String variable,
            int[] element,
            int chains,
            int draws,
            double first,
            double last,
            double mean) {
        static Row of(String[] fields) {
            int[] element = fields[4].isEmpty()
                    ? new int[0]
                    : Arrays.stream(fields[4].split(" "))
                            .mapToInt(Integer::parseInt)
                            .toArray();
            return new Row(
                    fields[1],
                    fields[2],
                    fields[3],
                    element,
                    Integer.parseInt(fields[5]),
                    Integer.parseInt(fields[6]),
                    StanNumber.parse(fields[7]),
                    StanNumber.parse(fields[8]),
                    StanNumber.parse(fields[9]));
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(StanCsvFilesTest.class.getResource("stan"), "stan")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static InferenceData read(String files) throws IOException {
        return StanCsv.read(
                Arrays.stream(files.split(" ")).map(f -> folder().resolve(f)).toArray(Path[]::new));
    }

    @TestFactory
    Stream<DynamicTest> each_layout_gives_the_numbers_that_were_written_or_is_refused_with_its_reason()
            throws IOException {
        Map<String, List<String[]>> cases = new LinkedHashMap<>();
        for (String line : Files.readAllLines(folder().resolve("expected.csv"))) {
            String[] fields = line.split(",", -1);
            cases.computeIfAbsent(fields[0], _ -> new ArrayList<>()).add(fields);
        }
        cases.remove("case");
        return cases.entrySet().stream().map(c -> DynamicTest.dynamicTest(c.getKey(), () -> check(c.getValue())));
    }

    private static void check(List<String[]> lines) throws IOException {
        String[] only = lines.getFirst();
        if (only[2].equals(REFUSED)) {
            DataFormatException refusal = assertThrows(DataFormatException.class, () -> read(only[1]));
            String file = only[1].substring(only[1].lastIndexOf(' ') + 1);
            assertTrue(refusal.getMessage().startsWith(folder().resolve(file) + ": "), refusal::getMessage);
            assertTrue(refusal.getMessage().replace(",", "").contains(only[9]), refusal::getMessage);
            return;
        }
        InferenceData data = read(only[1]);
        TreeSet<String> expected = new TreeSet<>();
        for (String[] line : lines) {
            Row row = Row.of(line);
            Variable found = data.get(new Group(row.group())).get(row.variable());
            checkElement(row, found);
            expected.add(row.group() + "/" + row.variable() + " " + found.eventSize());
        }
        TreeSet<String> there = new TreeSet<>();
        data.groups().forEach(group -> data.get(group)
                .variables()
                .forEach(v -> there.add(group + "/" + v.name() + " " + v.eventSize())));
        assertEquals(expected, there);
        // Each element has a line, so nothing is left unlooked at.
        assertEquals(
                lines.size(),
                data.groups().stream()
                        .flatMap(g -> data.get(g).variables().stream())
                        .mapToInt(Variable::eventSize)
                        .sum());
    }

    private static void checkElement(Row row, Variable found) {
        String name = row.group() + "/" + row.variable() + Arrays.toString(row.element());
        double[] draws = found.draws(row.element()).toArray();
        assertEquals(row.chains(), found.extent("chain"), name);
        assertEquals(row.draws(), found.extent("draw"), name);
        assertEquals(row.first(), draws[0], name);
        assertEquals(row.last(), draws[draws.length - 1], name);
        double mean = Arrays.stream(draws).average().orElseThrow();
        if (Double.isFinite(row.mean())) {
            double greatest = Arrays.stream(draws).map(Math::abs).max().orElseThrow();
            assertEquals(row.mean(), mean, ULPS * (1 + greatest), name);
        } else {
            assertTrue(!Double.isFinite(mean), name);
        }
    }
}
