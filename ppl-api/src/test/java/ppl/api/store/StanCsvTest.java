package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

class StanCsvTest {
    private static final List<String> SAMPLED = List.of("chain", "draw");

    @TempDir
    private Path folder;

    @Test
    void each_chain_has_a_file_with_statistics_first_and_indices_from_1() throws IOException {
        InferenceData data = InferenceData.of(Map.of(
                Group.POSTERIOR,
                Dataset.builder()
                        .variable("mu::x", SAMPLED, new int[] {2, 2}, new double[] {1, 2, 3, Double.NaN})
                        .variable("m", List.of("chain", "draw", "row", "col"), new int[] {2, 2, 2, 2}, new double[] {
                            11, 12, 21, 22, 11, 12, 21, 22, 11, 12, 21, 22, 11, 12, 21, Double.NEGATIVE_INFINITY
                        })
                        .build(),
                Group.SAMPLE_STATS,
                Dataset.builder()
                        .variable("diverging", SAMPLED, new int[] {2, 2}, new boolean[] {false, true, false, false})
                        .variable("tree_depth", SAMPLED, new int[] {2, 2}, new long[] {1, 2, 3, 4})
                        .variable("lp", SAMPLED, new int[] {2, 2}, new double[] {-1, -2, -3, -4})
                        .build()));
        List<Path> files = StanCsv.write(data, folder, "run");
        assertEquals(List.of(folder.resolve("run_1.csv"), folder.resolve("run_2.csv")), files);
        assertEquals(
                List.of(
                        "lp__,treedepth__,divergent__,mu__x,m.1.1,m.2.1,m.1.2,m.2.2",
                        "-1.0,1,0,1.0,11.0,21.0,12.0,22.0",
                        "-2.0,2,1,2.0,11.0,21.0,12.0,22.0"),
                Files.readAllLines(files.get(0)).stream()
                        .filter(l -> !l.startsWith("#"))
                        .toList());
        assertEquals(
                "-4.0,4,0,nan,11.0,21.0,12.0,-inf",
                Files.readAllLines(files.get(1)).stream()
                        .filter(l -> !l.startsWith("#"))
                        .toList()
                        .getLast());
    }

    @Test
    void the_times_stand_at_the_end_without_exponents() throws IOException {
        Dataset posterior = Dataset.builder()
                .variable("x", SAMPLED, new int[] {1, 1}, new double[1])
                .attribute("warmup_time", 2.5e-5)
                .attribute("sampling_time", 1234.500025)
                .build();
        Path file = StanCsv.write(InferenceData.of(Group.POSTERIOR, posterior), folder, "x")
                .getFirst();
        List<String> lines = Files.readAllLines(file);
        assertEquals(
                List.of(
                        "# ",
                        "#  Elapsed Time: 0.000025 seconds (Warm-up)",
                        "#                1234.500000 seconds (Sampling)",
                        "#                1234.500025 seconds (Total)",
                        "# "),
                lines.subList(lines.size() - 5, lines.size()));
    }

    @Test
    void warm_up_and_seed_of_the_run_stand_at_the_head() throws IOException {
        Dataset posterior = Dataset.builder()
                .variable("x", SAMPLED, new int[] {1, 2}, new double[2])
                .attribute("tuning_steps", 500L)
                .attribute("seed", 42L)
                .build();
        Path file = StanCsv.write(InferenceData.of(Group.POSTERIOR, posterior), folder, "x")
                .getFirst();
        var about = StanCsv.read(file).posterior().attributes();
        assertEquals(500L, about.get("tuning_steps"));
        assertEquals(42L, about.get("seed"));
        assertEquals(2, StanCsv.read(file).posterior().draws());
    }

    @Test
    void without_statistics_and_times_there_are_still_lp_and_times() throws IOException {
        Dataset posterior = Dataset.builder()
                .variable("x", SAMPLED, new int[] {1, 1}, new double[] {3})
                .build();
        String text = Files.readString(StanCsv.write(InferenceData.of(Group.POSTERIOR, posterior), folder, "x")
                .getFirst());
        assertTrue(text.contains("\nlp__,x\nnan,3.0\n# \n#  Elapsed Time: 0.000000 seconds (Warm-up)\n"), text);
    }

    @Test
    void what_was_written_is_read_back() throws IOException {
        InferenceData data = Samples.everything();
        Dataset posterior = data.posterior();
        InferenceData again = StanCsv.read(StanCsv.write(data, folder, "run").toArray(Path[]::new));
        assertEquals(Set.of(Group.POSTERIOR, Group.SAMPLE_STATS), again.groups());
        assertEquals(posterior.names(), again.posterior().names());
        for (Variable written : posterior.variables()) {
            Variable read = again.posterior().get(written.name());
            assertArrayEquals(written.shape(), read.shape());
            assertArrayEquals(written.toDoubles(), read.toDoubles());
        }
        assertEquals(1.25, again.posterior().attributes().get("sampling_time"));
        assertEquals(data.sampleStats().get("diverging"), again.sampleStats().get("diverging"));
    }

    @Test
    void the_comments_become_attributes_and_what_is_left_out_is_noted() throws IOException {
        Path stan = Path.of(Objects.requireNonNull(StanCsvTest.class.getResource("stan"), "stan")
                .getPath());
        assertEquals(
                Map.ofEntries(
                        Map.entry("inference_library", "stan"),
                        Map.entry("inference_library_version", "2.25.0"),
                        Map.entry("method", "sample"),
                        Map.entry("model", "made_model"),
                        Map.entry("tuning_steps", 1000L),
                        Map.entry("thin", 1L),
                        Map.entry("chain_id", List.of(2L, 4L)),
                        Map.entry("seed", List.of(31L, 33L)),
                        Map.entry("step_size", 0.75),
                        Map.entry("warmup_time", 0.75),
                        Map.entry("sampling_time", 1.0)),
                attributes(StanCsv.read(stan.resolve("2_25_chain_2.csv"), stan.resolve("2_25_chain_4.csv"))));
        Path killed = stan.resolve("2_36_killed.csv");
        assertEquals(
                List.of(
                        killed + ": the last line, 55, has no end: a run that goes on or was killed; it is left out",
                        killed + ": it has 7 draws, where its comments say 10: a run that goes on or was stopped"),
                attributes(StanCsv.read(killed)).get("notes"));
    }

    private static Map<String, Object> attributes(InferenceData data) {
        return data.posterior().attributes();
    }

    @Test
    void numbers_of_other_systems_are_read_and_words_of_java_are_none() {
        for (String nan : List.of("nan", "-nan", "NaN", "NA", "-nan(ind)", "1.#QNAN", "-1.#IND")) {
            assertEquals(Double.NaN, StanNumber.parse(nan), nan);
        }
        for (String inf : List.of("inf", "+inf", "Inf", "INF", "infinity", "1.#INF")) {
            assertEquals(Double.POSITIVE_INFINITY, StanNumber.parse(inf), inf);
            assertEquals(Double.NEGATIVE_INFINITY, StanNumber.parse("-" + inf.replace("+", "")), inf);
        }
        assertEquals(-1.5e-300, StanNumber.parse("-1.5E-300"));
        for (String none : List.of("", "1d", "2f", "0x1p3", "1,5", "1 2", "--1", "e5", "null")) {
            assertThrows(NumberFormatException.class, () -> StanNumber.parse(none), none);
        }
    }

    @Test
    void a_name_is_taken_apart_into_variable_and_indices() {
        assertEquals(new StanName("x", List.of(1, 12)), StanName.parse("x.1.12"));
        assertEquals(new StanName("t:2:1", List.of(3, 4)), StanName.parse("t.3:2:1.4"));
        assertEquals(new StanName("z.real", List.of(2)), StanName.parse("z.2.real"));
        assertEquals(new StanName("mu", List.of()), StanName.parse("mu"));
    }

    @Test
    void a_byte_order_mark_and_bytes_that_are_no_utf8_do_no_harm() throws IOException {
        Path file = folder.resolve("x.csv");
        Files.writeString(file, "\ufefflp__,x\n-1,2\n");
        Files.write(
                file,
                new byte[] {'#', ' ', 'f', '=', (byte) 0xe9, '\n', '-', '2', ',', '3', '\n'},
                StandardOpenOption.APPEND);
        assertArrayEquals(
                new double[] {2, 3}, StanCsv.read(file).posterior().get("x").toDoubles());
    }

    @Test
    void a_file_that_is_no_text_is_refused() throws IOException {
        Path file = folder.resolve("x.csv");
        Files.write(file, new byte[] {'#', ' ', 0, 1, 2});
        assertEquals(
                file + ": line 1: there is a zero byte in it: it is not text",
                assertThrows(DataFormatException.class, () -> StanCsv.read(file))
                        .getMessage());
        assertThrows(NoSuchFileException.class, () -> StanCsv.read(folder.resolve("none.csv")));
        assertEquals(
                "no file is given; give one per chain",
                assertThrows(ResultException.class, StanCsv::read).getMessage());
    }

    /** The reason why a file of these columns is refused. */
    private String refusal(String columns) throws IOException {
        Path file = folder.resolve("named.csv");
        String row =
                "1" + ",1".repeat((int) columns.chars().filter(c -> c == ',').count());
        Files.writeString(file, "# method = sample (Default)\n" + columns + "\n" + row + "\n");
        String message = assertThrows(DataFormatException.class, () -> StanCsv.read(file), columns)
                .getMessage();
        String remedy = "; rename it in the model, or in this line of the file of each chain";
        assertTrue(message.startsWith(file + ": line 2: ") && message.endsWith(remedy), message);
        return message.substring((file + ": line 2: ").length(), message.length() - remedy.length());
    }

    @Test
    void a_variable_that_could_not_be_saved_under_its_name_is_refused_with_the_line_of_the_names() throws IOException {
        assertEquals("'draw' would be called 'draw', as is the dim of every variable", refusal("lp__,mu,draw"));
        assertEquals(
                "'chain' would be called 'chain', as is the dim of every variable", refusal("lp__,chain.1,chain.2"));
        assertEquals("'x_dim_0' would be called 'x_dim_0', as is a dim of 'x'", refusal("lp__,x_dim_0,x.1,x.2"));
        assertEquals("'a/b' has a slash in its name", refusal("lp__,a/b"));
        assertEquals("'' has no name", refusal("lp__,.1"));
    }

    @Test
    void statistics_that_become_one_are_refused() throws IOException {
        assertEquals(
                "'diverging__' would be called 'diverging', as is 'divergent__'",
                refusal("lp__,divergent__,diverging__,mu"));
        assertEquals("'chain__' would be called 'chain', as is the dim of every variable", refusal("lp__,chain__,mu"));
        assertEquals(
                "'reached_max_treedepth__' would be called 'reached_max_treedepth', as is what"
                        + " 'treedepth__' tells",
                refusal("lp__,treedepth__,reached_max_treedepth__,mu"));
    }

    @Test
    void what_has_the_name_of_a_statistic_or_of_a_dim_of_another_group_is_read_and_saved() throws IOException {
        Path file = folder.resolve("named.csv");
        Files.writeString(file, "lp__,treedepth__,lp,tree_depth,x_dim_0,log_lik_dim_0,log_lik.1\n1,2,3,4,5,6,7\n");
        InferenceData data = StanCsv.read(file);
        Path saved = folder.resolve("named.nc");
        data.save(saved);
        assertEquals(data, InferenceData.open(saved));
        assertEquals(
                List.of("lp", "tree_depth", "x_dim_0", "log_lik_dim_0"),
                data.posterior().names());
    }

    @Test
    void names_that_become_the_same_are_refused() {
        Dataset posterior = Dataset.builder()
                .variable("a.b", SAMPLED, new int[] {1, 1}, new double[1])
                .variable("a b", SAMPLED, new int[] {1, 1}, new double[1])
                .build();
        assertEquals(
                "variables 'a.b' and 'a b' both become 'a_b' in Stan's CSV; rename one",
                assertThrows(
                                ResultException.class,
                                () -> StanCsv.write(InferenceData.of(Group.POSTERIOR, posterior), folder, "x"))
                        .getMessage());
    }
}
