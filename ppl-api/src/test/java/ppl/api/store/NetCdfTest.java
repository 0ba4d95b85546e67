package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

class NetCdfTest {
    @TempDir
    private Path folder;

    private static double[] counting(int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> i);
        return values;
    }

    private InferenceData fixture(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Objects.requireNonNull(NetCdfTest.class.getResourceAsStream(name), name)) {
            Files.copy(in, file);
        }
        return InferenceData.open(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void what_is_written_reads_back_equal(int deflate) throws IOException {
        Path file = folder.resolve("all.nc");
        NetCdf.write(Samples.everything(), file, deflate);
        assertEquals(Samples.everything(), NetCdf.read(file));
        assertEquals(List.of(file), Files.list(folder).toList(), "nothing else is left in the folder");
    }

    @Test
    void many_chunks_of_several_levels_of_index_read_back_equal() throws IOException {
        double[] values = counting(70 * 70 * 400);
        Dataset big = Dataset.builder()
                .variable("x", List.of("chain", "draw", "i"), new int[] {70, 70, 400}, values)
                .variable("flat", List.of("j"), new int[] {200_000}, counting(200_000))
                .build();
        InferenceData data = InferenceData.of(Group.POSTERIOR, big);
        Path file = folder.resolve("big.nc");
        NetCdf.write(data, file, 1);
        assertEquals(data, NetCdf.read(file));
    }

    @Test
    void thousands_of_variables_and_labels_read_back_equal() throws IOException {
        Dataset.Builder many = Dataset.builder();
        many.coord(
                "label",
                Coord.of(IntStream.range(0, 70_000).mapToObj(i -> "label " + i).toList()));
        for (int i = 0; i < 3000; i++) {
            many.variable("variable_" + i, List.of("chain", "draw"), new int[] {1, 2}, new double[] {i, -i});
        }
        InferenceData data = InferenceData.of(Group.POSTERIOR, many.build());
        Path file = folder.resolve("many.nc");
        data.save(file);
        assertEquals(data, InferenceData.open(file));
    }

    @Test
    void a_text_that_is_too_long_for_a_header_is_kept_as_an_attribute() throws IOException {
        Path file = folder.resolve("long.nc");
        InferenceData data = InferenceData.of(
                        Group.POSTERIOR,
                        Dataset.builder()
                                .attribute("json", "é".repeat(2_000_000))
                                .build())
                .withAttributes(Map.of("short", "x".repeat(59_999), "long", "y".repeat(60_001)));
        data.save(file);
        assertEquals(data, InferenceData.open(file));
    }

    @Test
    void views_are_written_as_what_they_show() throws IOException {
        Dataset view = Samples.everything().posterior().slice("draw", 3, 11, 2).select("county", "東京", "AITKIN");
        Path file = folder.resolve("view.nc");
        InferenceData.of(Group.POSTERIOR, view).save(file);
        assertEquals(view, InferenceData.open(file).posterior());
    }

    @Test
    void a_file_of_arviz_with_compressed_chunks_is_read() throws IOException {
        InferenceData data = fixture("arviz.nc");
        assertEquals(Coord.of("Choate", "Ñandú", "東京"), data.posterior().coord("school"));
        assertArrayEquals(counting(10), data.posterior().get("mu").toDoubles());
        assertEquals(
                List.of("chain", "draw", "school"),
                data.posterior().get("theta").dims());
        assertEquals(-29, data.posterior().get("theta").get(1, 4, 2));
        assertEquals(DataType.INT64, data.posterior().get("k").dtype());
        assertEquals(9, data.posterior().get("k").getLong(1, 4));
        assertEquals(DataType.BOOL, data.sampleStats().get("diverging").dtype());
        assertTrue(data.sampleStats().get("diverging").getBoolean(1, 1));
        assertFalse(data.sampleStats().get("diverging").getBoolean(1, 2));
        assertEquals(2.25, data.sampleStats().get("energy").get(1, 4));
        assertArrayEquals(
                new double[] {1.5, Double.NaN, 3}, data.observedData().get("y").toDoubles());
        assertEquals("made by ArviZ", data.attributes().get("note"));
        assertEquals("0.23.4", data.posterior().attributes().get("arviz_version"));
    }

    @Test
    void a_file_with_dense_groups_and_attributes_is_read_in_order() throws IOException {
        Dataset posterior = fixture("many.nc").posterior();
        assertEquals(
                IntStream.range(0, 60).mapToObj(i -> String.format("v%03d", i)).toList(), posterior.names());
        for (int i = 0; i < 60; i++) {
            assertEquals(3 + i, posterior.get(String.format("v%03d", i)).get(0, 3));
        }
        for (int i = 0; i < 30; i++) {
            assertEquals("text " + i, posterior.attributes().get("note_" + i));
        }
    }

    @Test
    void the_oldest_format_is_read_with_all_its_numbers_and_filters() throws IOException {
        Dataset posterior = fixture("old.nc").posterior();
        List<String> dims = List.of("chain", "draw", "i");
        for (String name : List.of("chunked", "big_endian", "float32", "many_chunks", "int8", "uint32")) {
            assertEquals(dims, posterior.get(name).dims(), name);
            assertArrayEquals(counting(30), posterior.get(name).toDoubles(), name);
        }
        assertEquals(DataType.INT64, posterior.get("int8").dtype());
        assertEquals(DataType.INT64, posterior.get("uint32").dtype());
        assertEquals(DataType.BOOL, posterior.get("flags").dtype());
        assertTrue(posterior.get("flags").getBoolean(0, 0, 2));
        assertEquals(2.5, posterior.get("scalar").get());
        assertEquals(List.of("no_dims_dim_0"), posterior.get("no_dims").dims());
        assertEquals(0, posterior.get("empty").size());
        assertArrayEquals(new double[3], posterior.get("unwritten").toDoubles());
        assertFalse(posterior.contains("words"), "texts are no variables");
        assertEquals(
                List.of("words: its values are text, which inference data holds only as labels along a dim"),
                posterior.attributes().get("left_out"));
        assertEquals("fixed text", posterior.attributes().get("fixed"));
        assertEquals(List.of(1.5, 2.5), posterior.attributes().get("list"));
        assertEquals(-3L, posterior.attributes().get("number"));
    }

    @Test
    void a_file_of_the_c_library_is_read_with_its_dim_without_labels() throws IOException {
        Dataset posterior = fixture("netcdf_c.nc").posterior();
        assertEquals(Coord.of("Choate", "東京"), posterior.coord("school"));
        assertArrayEquals(counting(20), posterior.get("theta").toDoubles());
        assertEquals(
                List.of("chain", "draw", "unlabelled"), posterior.get("packed").dims());
        assertArrayEquals(counting(30), posterior.get("packed").toDoubles());
        assertEquals(Coord.range(3), posterior.coord("unlabelled"));
        assertEquals("made by the C library", posterior.attributes().get("note"));
    }

    @Test
    void names_that_a_file_cannot_hold_are_refused_and_leave_no_file() {
        assertMessage(
                "'a/b' in group 'posterior' cannot be a name in a file: it has a slash in it, or is empty",
                Dataset.builder().add(Variable.of("a/b", 1)).build());
        assertMessage(
                "group 'posterior' has both a dim and a variable called 'x', which files cannot tell apart; rename one",
                Dataset.builder()
                        .variable("x", List.of("x"), new int[] {1}, new double[1])
                        .build());
        assertMessage(
                "attribute 'long' has 72000 bytes; a file holds up to 65000 in one attribute",
                Dataset.builder()
                        .attribute("long", Collections.nCopies(9000, 1.5))
                        .build());
    }

    @Test
    void attributes_by_which_readers_would_change_the_numbers_are_refused() {
        Map<String, Object> applied = new LinkedHashMap<>();
        applied.put("scale_factor", 2.0);
        applied.put("_FillValue", -1L);
        applied.put("coordinates", "a b");
        applied.put("dtype", "bool");
        applied.put("units", "days since 2000-01-01");
        applied.forEach((name, value) -> assertMessage(
                "variable 'x' in group 'posterior' has the attribute '" + name + "' (" + value
                        + "), by which readers of netCDF would change its numbers; rename it",
                Dataset.builder()
                        .add(Variable.of("x", 1).withAttributes(Map.of(name, value)))
                        .build()));
    }

    private void assertMessage(String message, Dataset dataset) {
        Path file = folder.resolve("bad.nc");
        assertEquals(
                message,
                assertThrows(ResultException.class, () -> InferenceData.of(Group.POSTERIOR, dataset)
                                .save(file))
                        .getMessage());
        assertFalse(Files.exists(file));
        assertFalse(Files.exists(DrawFile.partial(file)));
    }

    @Test
    void a_failed_write_leaves_the_old_file_as_it_was() throws IOException {
        Path file = folder.resolve("kept.nc");
        Samples.everything().save(file);
        Dataset bad = Dataset.builder().add(Variable.of("a/b", 1)).build();
        assertThrows(
                ResultException.class, () -> InferenceData.of(Group.PRIOR, bad).save(file));
        assertEquals(Samples.everything(), InferenceData.open(file));
    }

    @Test
    void a_thread_that_was_interrupted_saves_and_opens_and_stays_interrupted() throws IOException {
        Path path = folder.resolve("interrupted.nc");
        Thread.currentThread().interrupt();
        try {
            InferenceData data = Samples.everything();
            data.save(path);
            assertEquals(data, InferenceData.open(path));
        } finally {
            assertTrue(Thread.interrupted(), "the status stays");
        }
    }
}
