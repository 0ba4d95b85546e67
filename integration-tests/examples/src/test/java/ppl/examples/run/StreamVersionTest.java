package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import ppl.aeppl.family.Distribution;
import ppl.api.Distributions;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.examples.EightSchools;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.graph.random.RandomKey;
import ppl.graph.random.StreamVersion;

/** Draws are frozen under the number of their bits: who changes one raises the number. */
class StreamVersionTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path TABLE = ROOT.resolve("integration-tests/examples/src/test/resources/ppl/examples/run")
            .resolve("stream_" + StreamVersion.CURRENT + ".tsv");

    private static Map<String, String> draws() {
        Map<String, Distribution> families = new LinkedHashMap<>();
        families.put("normal", Distributions.normal(1, 2));
        families.put("halfNormal", Distributions.halfNormal(2));
        families.put("logNormal", Distributions.logNormal(0.5, 0.25));
        families.put("uniform", Distributions.uniform(-1, 3));
        families.put("exponential", Distributions.exponential(0.5));
        families.put("gamma below 1", Distributions.gamma(0.3, 1));
        families.put("gamma above 1", Distributions.gamma(7.5, 2));
        families.put("beta", Distributions.beta(2, 0.5));
        families.put("studentT", Distributions.studentT(4, 0, 1));
        families.put("cauchy", Distributions.cauchy(0, 1));
        families.put("bernoulli", Distributions.bernoulli(0.3));
        families.put("binomial of few", Distributions.binomial(5, 0.4));
        families.put("binomial of many", Distributions.binomial(5000, 0.4));
        families.put("poisson of few", Distributions.poisson(2.5));
        families.put("poisson of many", Distributions.poisson(1e4));
        families.put("categorical", Distributions.categorical(0.2, 0.5, 0.3));
        Map<String, String> found = new LinkedHashMap<>();
        RandomKey key = RandomKey.of(20);
        families.forEach((name, family) -> found.put(
                name, digest(family.draw("x", 500).eval(key.fold(name)).toDoubles())));
        found.put(
                "nuts eight schools",
                digest(Fits.brief(EightSchools.model()).keepWarmup().run()));
        found.put(
                "nuts radon",
                digest(Fits.brief(Radon.model(RadonData.load(60))).keepWarmup().run()));
        found.put(
                "rw eight schools",
                digest(Fits.brief(EightSchools.model())
                        .sampler("rw")
                        .keepWarmup()
                        .run()));
        return found;
    }

    private static String digest(InferenceData fit) {
        return Stream.of(Group.WARMUP_POSTERIOR, Group.POSTERIOR)
                .flatMap(group -> fit.get(group).variables().stream())
                .map(variable -> digest(variable.toDoubles()))
                .collect(Collectors.joining(" "));
    }

    private static String digest(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
        for (double x : values) {
            bytes.putDouble(x);
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes.flip());
        return Long.toHexString(sum.getValue());
    }

    /** To make the table of a new number, run this with {@code -Dppl.stream.write=true} once. */
    @Test
    void draws_are_those_of_the_number_of_their_bits() throws IOException {
        String found = draws().entrySet().stream()
                .map(e -> e.getKey() + "\t" + e.getValue())
                .collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("ppl.stream.write")) {
            Files.writeString(TABLE, found);
        }
        assertEquals(
                Files.readString(TABLE),
                found,
                "draws have changed: raise StreamVersion.CURRENT, say in ARCHITECTURE.md what changed, make a new table");
    }

    @Test
    void the_number_is_in_every_result_and_its_reason_in_the_documents() throws IOException {
        InferenceData fit = Fits.brief(EightSchools.model()).run();
        assertEquals((long) StreamVersion.CURRENT, fit.posterior().attributes().get("stream_version"));
        List<String> page = Files.readAllLines(ROOT.resolve("ppl-api/docs/ARCHITECTURE.md"));
        assertTrue(page.stream().anyMatch(line -> line.startsWith("| stream " + StreamVersion.CURRENT + " |")));
    }
}
