package ppl.samplers.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import ppl.samplers.Uniforms;

/**
 * Each fault of the lists is seen by a test: those of its sampler, in its own package first, or those of what a transition must leave as it was, with fewer draws than usual. By day a part of
 * the faults is planted, nightly all are.
 */
class PlantedFaultsTest {

    /** By day one of so many. */
    private static final int PART = 20;

    private static final String FEWER_DRAWS = "4000";

    private static final System.Logger LOG = System.getLogger(PlantedFaultsTest.class.getName());

    /** A sampler whose tests are asked. */
    private record Subject(String list, String folder, String sources, List<String> invariance) {

        Path main() {
            return root().resolve(folder).resolve("target/classes");
        }

        Path tests() {
            return root().resolve(folder).resolve("target/test-classes");
        }

        String text(PlantedFault fault) throws IOException {
            return Files.readString(
                    root().resolve(folder).resolve("src/main/java").resolve(sources).resolve(fault.source()));
        }
    }

    private static final Subject NUTS = new Subject(
            "nuts.txt", "sampler-nuts", "ppl/sampler/nuts", List.of("ppl.samplers.TrajectoryInvarianceTest"));
    private static final Subject RW =
            new Subject("rw.txt", "sampler-rw", "ppl/sampler/rw", List.of("ppl.samplers.WalkInvarianceTest"));

    /** A fault among the classes of its sampler, and the tests that may see it. */
    private record Planted(FaultyModule module, List<String> judges) {

        static Planted of(Subject subject, PlantedFault fault) throws IOException {
            String name = (subject.sources() + "/" + fault.source().replace(".java", "")).replace('/', '.');
            FaultyModule module = new FaultyModule(
                    name,
                    fault.in(subject.text(fault)),
                    List.of(subject.main(), subject.tests(), own()));
            String near = name.substring(0, name.lastIndexOf('.'));
            List<String> judges = new ArrayList<>(testsOf(subject));
            judges.sort(Comparator.comparing(test -> !test.substring(0, test.lastIndexOf('.')).equals(near)));
            judges.addAll((int) judges.stream().filter(t -> t.startsWith(near + ".")).count(), subject.invariance());
            return new Planted(module, judges);
        }

        /** What the first test that sees the fault says; nothing if none does. */
        String seen() throws ClassNotFoundException {
            Thread thread = Thread.currentThread();
            ClassLoader usual = thread.getContextClassLoader();
            thread.setContextClassLoader(module);
            try {
                for (String judge : judges) {
                    SummaryGeneratingListener summary = new SummaryGeneratingListener();
                    LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                            .selectors(DiscoverySelectors.selectClass(module.loadClass(judge)))
                            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                            .filters(TagFilter.excludeTags("nightly"))
                            .build();
                    LauncherFactory.create().execute(request, summary);
                    if (summary.getSummary().getTotalFailureCount() > 0) {
                        return judge + ": "
                                + summary.getSummary().getFailures().getFirst().getException();
                    }
                    if (summary.getSummary().getTestsSucceededCount() == 0) {
                        throw new IllegalStateException(judge + " has run no test");
                    }
                }
                return "";
            } finally {
                thread.setContextClassLoader(usual);
            }
        }
    }

    private static Path root() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("sampler-nuts"))) {
            root = Objects.requireNonNull(root.getParent(), "no folder above this one holds the samplers");
        }
        return root;
    }

    private static Path own() {
        return Path.of("target/test-classes").toAbsolutePath();
    }

    private static List<String> testsOf(Subject subject) throws IOException {
        Path tests = subject.tests();
        try (Stream<Path> files = Files.walk(tests)) {
            return files.map(file -> tests.relativize(file).toString())
                    .filter(file -> file.endsWith("Test.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.').replace('\\', '.'))
                    .sorted()
                    .toList();
        }
    }

    static Stream<Arguments> some() {
        List<Arguments> all = all().toList();
        return IntStream.range(0, all.size()).filter(i -> i % PART == 0).mapToObj(all::get);
    }

    static Stream<Arguments> all() {
        return Stream.of(NUTS, RW)
                .flatMap(subject ->
                        PlantedFault.read(subject.list()).stream().map(fault -> Arguments.of(fault, subject)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("some")
    void some_faults_are_seen(PlantedFault fault, Subject subject) throws Exception {
        assertSeen(fault, subject);
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void all_faults_are_seen(PlantedFault fault, Subject subject) throws Exception {
        assertSeen(fault, subject);
    }

    /** Otherwise what is seen might be that tests cannot run here. */
    @Test
    void without_a_fault_no_test_fails() throws Exception {
        assertEquals("", seen(new PlantedFault("none", "RandomWalk.java", "public final class", "public final class"), RW));
    }

    @Tag("nightly")
    @Test
    void without_a_fault_no_test_of_nuts_fails() throws Exception {
        assertEquals("", seen(new PlantedFault("none", "Nuts.java", "public final class", "public final class"), NUTS));
    }

    @Test
    void there_are_at_least_sixty() {
        assertTrue(all().count() >= 60);
    }

    private static void assertSeen(PlantedFault fault, Subject subject) throws Exception {
        String seen = seen(fault, subject);
        assertFalse(seen.isEmpty(), "no test has seen the fault '" + fault + "' in " + fault.source());
        LOG.log(System.Logger.Level.DEBUG, () -> "'" + fault + "' is seen by " + seen);
    }

    private static String seen(PlantedFault fault, Subject subject) throws Exception {
        String usual = System.setProperty(Uniforms.DRAWS, FEWER_DRAWS);
        try {
            return Planted.of(subject, fault).seen();
        } finally {
            if (usual == null) {
                System.clearProperty(Uniforms.DRAWS);
            } else {
                System.setProperty(Uniforms.DRAWS, usual);
            }
        }
    }
}
