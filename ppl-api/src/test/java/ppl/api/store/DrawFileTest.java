package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

class DrawFileTest {
    private static final int DRAWS = 2500;

    @TempDir
    private Path folder;

    private static InferenceData template() {
        int[] shape = {2, DRAWS};
        List<String> sampled = List.of("chain", "draw");
        return InferenceData.of(Map.of(
                Group.POSTERIOR,
                Dataset.builder()
                        .coord("i", Coord.of("a", "b", "c"))
                        .add(Variable.filled(
                                "x",
                                List.of("chain", "draw", "i"),
                                new int[] {2, DRAWS, 3},
                                DataType.FLOAT64,
                                Double.NaN))
                        .build(),
                Group.SAMPLE_STATS,
                Dataset.builder()
                        .add(Variable.filled("depth", sampled, shape, DataType.INT64, 0))
                        .add(Variable.filled("diverging", sampled, shape, DataType.BOOL, 0))
                        .build(),
                Group.OBSERVED_DATA,
                Dataset.builder().add(Variable.of("y", 4.5)).build()));
    }

    private static void append(DrawFile file, int chain, int draw) throws IOException {
        double x = 10_000.0 * chain + draw;
        file.append(Group.POSTERIOR, "x", chain, x, x + 0.25, x + 0.5);
        file.append(Group.SAMPLE_STATS, "depth", chain, draw % 5);
        file.append(Group.SAMPLE_STATS, "diverging", chain, draw % 100 == 7 ? 1 : 0);
    }

    private static void check(InferenceData read, int draws) {
        assertEquals(draws, read.posterior().draws());
        assertEquals(draws, read.sampleStats().draws());
        assertEquals(List.of("a", "b", "c"), ((Coord.Strings) read.posterior().coord("i")).values());
        for (int chain = 0; chain < 2; chain++) {
            for (int draw = 0; draw < draws; draw++) {
                assertEquals(
                        10_000.0 * chain + draw + 0.25,
                        read.posterior().get("x").get(chain, draw, 1));
                assertEquals(draw % 5, read.sampleStats().get("depth").getLong(chain, draw));
                assertEquals(
                        draw % 100 == 7, read.sampleStats().get("diverging").getBoolean(chain, draw));
            }
        }
        assertEquals(4.5, read.observedData().get("y").get());
    }

    @Test
    void a_complete_file_is_like_one_written_at_once() throws IOException {
        Path path = folder.resolve("run.nc");
        try (DrawFile file = DrawFile.create(path, template())) {
            for (int draw = 0; draw < DRAWS; draw++) {
                append(file, 0, draw);
                append(file, 1, draw);
            }
            assertFalse(Files.exists(path), "the name is given when the file is complete");
            file.complete();
        }
        assertFalse(Files.exists(DrawFile.partial(path)));
        InferenceData read = InferenceData.open(path);
        assertEquals(3, read.groups().size());
        check(read, DRAWS);
    }

    @Test
    void of_a_run_that_broke_off_the_draws_that_all_chains_committed_are_there() throws IOException {
        Path path = folder.resolve("run.nc");
        try (DrawFile file = DrawFile.create(path, template())) {
            for (int draw = 0; draw < 900; draw++) {
                append(file, 0, draw);
                if (draw < 400) {
                    append(file, 1, draw);
                }
                if (draw == 300) {
                    file.commit(0, 301);
                    file.commit(1, 301);
                }
            }
            file.commit(0, 900);
        }
        assertFalse(Files.exists(path));
        check(DrawFile.recover(DrawFile.partial(path)), 301);
    }

    @Test
    void slots_without_a_draw_hold_nan() throws IOException {
        Path path = folder.resolve("run.nc");
        try (DrawFile file = DrawFile.create(path, template())) {
            append(file, 1, 0);
            file.complete();
        }
        Variable x = InferenceData.open(path).posterior().get("x");
        assertTrue(Double.isNaN(x.get(0, 0, 0)));
        assertArrayEquals(
                new double[] {10_000, 10_000.25, 10_000.5},
                x.at("chain", 1).at("draw", 0).toDoubles());
        assertTrue(Double.isNaN(x.get(1, 1, 0)));
    }

    @Test
    void what_the_template_has_no_slot_for_is_refused() throws IOException {
        try (DrawFile file = DrawFile.create(folder.resolve("run.nc"), template())) {
            assertMessage(
                    "the template has no sampled variable 'mu' in posterior",
                    () -> file.append(Group.POSTERIOR, "mu", 0, 1));
            assertMessage("a draw of 'x' has 3 elements, not 2", () -> file.append(Group.POSTERIOR, "x", 0, 1, 2));
            assertMessage("there is no chain 2 of 2", () -> file.append(Group.POSTERIOR, "x", 2, 1, 2, 3));
            for (int draw = 0; draw < DRAWS; draw++) {
                append(file, 0, draw);
            }
            assertMessage(
                    "chain 0 of 'x' already has all of its 2500 draws",
                    () -> file.append(Group.POSTERIOR, "x", 0, 1, 2, 3));
        }
    }

    @Test
    void slots_are_read_while_they_are_written_and_take_no_memory() throws IOException {
        Path path = folder.resolve("run.nc");
        try (DrawFile file = DrawFile.create(path, template())) {
            InferenceData slots = file.slots();
            assertTrue(slots.posterior().get("x").isStored());
            append(file, 1, 0);
            assertEquals(0, file.committed(1));
            file.commit(1, 1);
            assertEquals(1, file.committed(1));
            assertEquals(10_000.25, slots.posterior().get("x").get(1, 0, 1));
            assertTrue(Double.isNaN(slots.posterior().get("x").get(1, 1, 1)));
        }
    }

    @Test
    void a_file_gets_more_than_its_slots_when_it_is_complete() throws IOException {
        Path path = folder.resolve("run.nc");
        try (DrawFile file = DrawFile.create(path, template())) {
            for (int draw = 0; draw < DRAWS; draw++) {
                append(file, 0, draw);
                append(file, 1, draw);
            }
            file.commit(0, DRAWS);
            file.commit(1, DRAWS);
            InferenceData slots = file.slots();
            InferenceData all = slots.with(
                            Group.POSTERIOR,
                            slots.posterior().toBuilder()
                                    .attribute("sampler", "mine")
                                    .add(Variable.of("extra", List.of("j"), new int[] {2}, new double[] {1, 2}))
                                    .build())
                    .with(
                            Group.CONSTANT_DATA,
                            Dataset.builder().add(Variable.of("n", 3)).build());
            assertEquals(all, file.complete(all));
            assertEquals(all, InferenceData.open(path));
            check(InferenceData.open(path), DRAWS);
        }
        assertFalse(Files.exists(DrawFile.partial(path)));
    }

    @Test
    void a_file_of_fewer_draws_or_chains_has_no_others() throws IOException {
        Path path = folder.resolve("run.nc");
        try (DrawFile file = DrawFile.create(path, template())) {
            for (int draw = 0; draw < 20; draw++) {
                append(file, 1, draw);
            }
            file.commit(1, 20);
            InferenceData part = file.slots();
            for (Group group : List.of(Group.POSTERIOR, Group.SAMPLE_STATS)) {
                part = part.with(group, part.get(group).select(Dataset.CHAIN, 1).slice(Dataset.DRAW, 0, 20, 1));
            }
            assertEquals(part, file.complete(part));
            assertEquals(part, InferenceData.open(path));
        }
        assertFalse(Files.exists(DrawFile.partial(path)));
        assertFalse(Files.exists(path.resolveSibling("run.nc.cut")));
    }

    @Test
    void of_chains_that_had_not_begun_nothing_is_recovered_and_of_warm_up_what_there_is() throws IOException {
        Path path = folder.resolve("run.nc");
        InferenceData both = template()
                .with(
                        Group.WARMUP_POSTERIOR,
                        Dataset.builder()
                                .add(Variable.filled(
                                        "x", List.of("chain", "draw"), new int[] {2, 5}, DataType.FLOAT64, Double.NaN))
                                .build());
        try (DrawFile file = DrawFile.create(path, both)) {
            for (int draw = 0; draw < 4; draw++) {
                file.append(Group.WARMUP_POSTERIOR, "x", 1, draw);
            }
            file.commit(1, 4);
            InferenceData some = DrawFile.recover(DrawFile.partial(path));
            assertArrayEquals(
                    new double[] {0, 1, 2, 3},
                    some.get(Group.WARMUP_POSTERIOR).get("x").toDoubles());
            assertEquals("1", some.posterior().coord(Dataset.CHAIN).label(0));
            assertEquals(0, some.posterior().draws());
            file.append(Group.WARMUP_POSTERIOR, "x", 1, 4);
            append(file, 1, 0);
            file.commit(1, 6);
            assertEquals(1, DrawFile.recover(DrawFile.partial(path)).posterior().draws());
        }
    }

    @Test
    void a_draw_that_cannot_be_written_is_not_counted_and_ends_the_column() throws IOException {
        Path path = folder.resolve("run.nc");
        DrawFile file = DrawFile.create(path, template());
        append(file, 0, 0);
        append(file, 1, 0);
        file.commit(0, 1);
        file.commit(1, 1);
        append(file, 0, 1);
        file.close();
        assertThrows(IOException.class, () -> file.commit(0, 2));
        assertThrows(IOException.class, () -> file.commit(0, 2));
        assertEquals(1, file.committed(0));
        check(DrawFile.recover(DrawFile.partial(path)), 1);
    }

    @Test
    void an_interrupt_does_no_harm() throws IOException {
        Path path = folder.resolve("run.nc");
        Thread.currentThread().interrupt();
        try (DrawFile file = DrawFile.create(path, template())) {
            for (int draw = 0; draw < DRAWS; draw++) {
                append(file, 0, draw);
                append(file, 1, draw);
            }
            file.complete();
        }
        assertTrue(Thread.interrupted(), "and is kept");
        check(InferenceData.open(path), DRAWS);
    }

    @Test
    void large_variables_stay_in_a_file_that_is_opened() throws IOException {
        Path path = folder.resolve("run.nc");
        try (DrawFile file = DrawFile.create(path, template())) {
            for (int draw = 0; draw < DRAWS; draw++) {
                append(file, 0, draw);
                append(file, 1, draw);
            }
            file.complete();
        }
        InferenceData whole = NetCdf.read(path, Long.MAX_VALUE);
        InferenceData lazy = NetCdf.read(path, 1);
        assertEquals(whole, lazy);
        for (Group group : lazy.groups()) {
            lazy.get(group).variables().forEach(v -> assertTrue(v.isStored(), v.name()));
            whole.get(group).variables().forEach(v -> assertFalse(v.isStored(), v.name()));
        }
        lazy.save(path);
        assertEquals(whole, lazy, "the old content, where a new file has the name");
        assertEquals(whole, InferenceData.open(path));
        Path packed = folder.resolve("packed.nc");
        NetCdf.write(whole, packed, 1);
        assertFalse(NetCdf.read(packed, 1).posterior().get("x").isStored(), "compressed");
    }

    private interface Mistake {
        void make() throws IOException;
    }

    private static void assertMessage(String message, Mistake mistake) {
        assertEquals(message, assertThrows(ResultException.class, mistake::make).getMessage());
    }
}
