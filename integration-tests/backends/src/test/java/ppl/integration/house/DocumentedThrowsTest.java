package ppl.integration.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who calls a public method reads in its page what it refuses: each exception has a {@code @throws} that names its codes. */
class DocumentedThrowsTest {

    private static final Set<String> EXCEPTIONS = Set.of(
            "GraphException",
            "IllegalArgumentException",
            "IllegalStateException",
            "LogDensityException",
            "ModelException",
            "ResultException",
            "SamplingException");

    /** Modules whose pages say it, and the folders of their sources. */
    private static final Map<String, String> MODULES = Map.of(
            "ppl.graph", "ppl-graph",
            "ppl.aeppl", "ppl-aeppl",
            "ppl.api", "ppl-api",
            "ppl.sampler.nuts", "sampler-nuts",
            "ppl.sampler.rw", "sampler-rw");

    @Test
    void every_public_method_says_what_it_throws_and_with_which_code() {
        Path functions = ProjectFolder.root().resolve("ppl-graph/src/main/java/ppl/graph/function");
        List<Path> files = Stream.concat(
                        MODULES.entrySet().stream().flatMap(module -> exported(module.getKey(), module.getValue())),
                        list(functions)) // whose pages are those of Functions
                .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                .sorted()
                .toList();
        List<ThrownByMethods.Method> methods = ThrownByMethods.in(files, EXCEPTIONS);
        assertTrue(methods.size() > 60, () -> "only " + methods + " throw anything");
        Map<String, Set<String>> untold = new TreeMap<>();
        for (ThrownByMethods.Method method : methods) {
            if (!method.untold().isEmpty()) {
                untold.put(method.place() + " " + method.name(), method.untold());
            }
        }
        assertEquals(Map.of(), untold);
    }

    @Test
    void what_a_method_throws_is_found_in_its_body_in_lambdas_and_in_private_methods_that_it_calls(@TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("Sample.java"), """
                public class Sample {
                    /** Without a word. */
                    public void bare() {
                        throw new ResultException(ResultCode.SHAPE, "");
                    }

                    /**
                     * With one code of two.
                     *
                     * @throws ResultException with code SHAPE
                     */
                    public void half(boolean name) {
                        check();
                        Runnable later = () -> {
                            throw new ResultException(ResultCode.NAME, "");
                        };
                    }

                    /**
                     * With all.
                     *
                     * @throws ppl.ResultException with code SHAPE, or NAME
                     */
                    public void whole() {
                        half(true);
                        check();
                    }

                    private static void check() {
                        throw new ResultException(ResultCode.SHAPE, "");
                    }

                    @Override
                    public String toString() {
                        throw new ResultException(ResultCode.SHAPE, "");
                    }
                }
                """);
        assertEquals(
                Map.of(
                        "Sample.bare", Set.of("ResultException SHAPE"),
                        "Sample.half", Set.of("ResultException NAME"),
                        "Sample.whole", Set.of()),
                ThrownByMethods.in(List.of(file), Set.of("ResultException")).stream()
                        .collect(Collectors.toMap(ThrownByMethods.Method::name, ThrownByMethods.Method::untold)));
    }

    /** The sources of the packages that a module exports. */
    private static Stream<Path> exported(String module, String folder) {
        Path sources = ProjectFolder.root().resolve(folder).resolve("src/main/java");
        return BuiltModule.named(module).descriptor().exports().stream()
                .map(Exports::source)
                .map(name -> sources.resolve(name.replace('.', '/')))
                .flatMap(DocumentedThrowsTest::list);
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }
}
