package ppl.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

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
                Files.readAllLines(files.get(1)).getLast());
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
                                IllegalArgumentException.class,
                                () -> StanCsv.write(InferenceData.of(Group.POSTERIOR, posterior), folder, "x"))
                        .getMessage());
    }
}
