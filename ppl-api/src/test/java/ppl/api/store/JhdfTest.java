package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/** What we write, read by jhdf, which others wrote after the same specification. */
class JhdfTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void jhdf_finds_the_same_groups_dims_attributes_and_values(int deflate) throws IOException {
        InferenceData data = Samples.everything();
        Path file = folder.resolve("all.nc");
        NetCdf.write(data, file, deflate);
        try (HdfFile read = new HdfFile(file)) {
            assertEquals(
                    Set.of("posterior", "sample_stats", "observed_data"),
                    read.getChildren().keySet());
            assertEquals("all of it", read.getAttribute("about").getData());
            data.groups().forEach(group -> assertAgrees(data.get(group), (Group) read.getChild(group.label())));
            Map<String, io.jhdf.api.Attribute> notes =
                    read.getChild("posterior").getAttributes();
            assertEquals("2026-01-01T00:00:00", notes.get("created_at").getData());
            assertEquals("", notes.get("empty").getData());
            assertEquals(1000L, notes.get("tuning_steps").getData());
            assertEquals(1.25, notes.get("sampling_time").getData());
            assertArrayEquals(new String[] {"chain", "draw"}, (Object[])
                    notes.get("sample_dims").getData());
            assertArrayEquals(new long[] {1, 2}, (long[]) notes.get("integers").getData());
            assertEquals(
                    "m²",
                    read.getByPath("observed_data/scalar").getAttribute("unit").getData());
            assertEquals(
                    "bool",
                    read.getByPath("sample_stats/diverging")
                            .getAttribute("dtype")
                            .getData());
        }
    }

    private static void assertAgrees(Dataset ours, Group theirs) {
        assertEquals(
                ours.names().size() + ours.coords().size(), theirs.getChildren().size(), theirs.getPath());
        ours.coords().forEach((dim, labels) -> {
            Object found = theirs.getDatasetByPath(dim).getDataFlat();
            switch (labels) {
                case Coord.Longs longs
                when longs.size() == 0 ->
                    assertEquals(0, theirs.getDatasetByPath(dim).getSize());
                case Coord.Longs longs -> assertArrayEquals(longs.toArray(), (long[]) found, dim);
                case Coord.Doubles doubles -> assertArrayEquals(doubles.toArray(), (double[]) found, dim);
                case Coord.Strings strings -> assertArrayEquals(strings.values().toArray(), (Object[]) found, dim);
            }
        });
        for (Variable variable : ours.variables()) {
            io.jhdf.api.Dataset found = theirs.getDatasetByPath(variable.name());
            assertArrayEquals(variable.shape(), found.getDimensions(), variable.name());
            if (variable.size() > 0) {
                assertArrayEquals(variable.toDoubles(), numbers(found), variable.name());
            }
            if (variable.rank() > 0) {
                assertArrayEquals(
                        variable.dims().stream()
                                .mapToLong(dim -> theirs.getChild(dim).getAddress())
                                .toArray(),
                        scales(found),
                        variable.name());
            }
        }
    }

    /** The addresses of the dimension scales that a variable refers to. */
    private static long[] scales(io.jhdf.api.Dataset dataset) {
        return Arrays.stream((Object[]) dataset.getAttribute("DIMENSION_LIST").getData())
                .mapToLong(references -> ((long[]) references)[0])
                .toArray();
    }

    private static double[] numbers(io.jhdf.api.Dataset dataset) {
        return switch (dataset.isScalar() ? new double[] {(double) dataset.getData()} : dataset.getDataFlat()) {
            case double[] doubles -> doubles;
            case long[] longs -> Arrays.stream(longs).asDoubleStream().toArray();
            case byte[] bytes -> {
                double[] out = new double[bytes.length];
                Arrays.setAll(out, i -> bytes[i]);
                yield out;
            }
            case Object other -> throw new AssertionError(dataset.getPath() + " is read as " + other.getClass());
        };
    }
}
