package ppl.integration.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between modules are these and no others. Change the table only together with ppl-api/docs/ARCHITECTURE.md. */
class ModuleArrowsTest {
    /** Module ─► the modules of this project that it requires. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("ppl.graph", Set.of()),
            Map.entry("ppl.aeppl", Set.of("ppl.graph")),
            Map.entry("ppl.api", Set.of("ppl.graph", "ppl.aeppl")),
            Map.entry("ppl.api.cli", Set.of("ppl.api")),
            Map.entry("ppl.backend.spi", Set.of("ppl.graph")),
            Map.entry("ppl.backend.interp", Set.of("ppl.backend.spi", "ppl.graph")),
            Map.entry("ppl.backend.vector", Set.of("ppl.backend.spi", "ppl.graph")),
            Map.entry("ppl.backend.cuda", Set.of("ppl.backend.spi", "ppl.graph")),
            Map.entry("ppl.sampler.nuts", Set.of("ppl.api")),
            Map.entry("ppl.sampler.rw", Set.of("ppl.api")),
            Map.entry("ppl.backend.tck", Set.of("ppl.backend.spi", "ppl.graph")));

    /** Module ─► what it may require from outside this project and the {@code java.*} modules. */
    private static final Map<String, Set<String>> OUTSIDE = Map.of(
            "ppl.api", Set.of("org.apache.commons.numbers.gamma"),
            "ppl.api.cli", Set.of("info.picocli"),
            "ppl.backend.cuda", Set.of("jcuda"),
            "ppl.backend.vector", Set.of("jdk.incubator.vector"),
            "ppl.backend.tck", Set.of("jdk.management", "org.junit.jupiter.api"));

    /** Modules of programs and tests, which nobody requires, and of the sample, which is no part of this build. */
    private static final Set<String> PROGRAMS =
            Set.of("ppl.examples", "ppl.integration.backends", "com.example.amplitude");

    /** Only annotations, and never needed at run time. */
    private static final String NULLNESS = "org.jspecify";

    @Test
    void modules_require_each_other_exactly_as_the_table_says() {
        var arrows = new TreeMap<String, Set<String>>();
        for (String name : BuiltModule.names()) {
            arrows.put(name, required(name).filter(r -> r.startsWith("ppl.")).collect(Collectors.toSet()));
        }
        assertEquals(new TreeMap<>(ARROWS), arrows);
    }

    /** A module that is not on the module path of these tests would be checked by none of them. */
    @Test
    void every_module_of_the_project_is_checked() throws IOException {
        Set<String> declared = new TreeSet<>();
        for (Path descriptor : moduleSources()) {
            Matcher name = Pattern.compile("module\\s+([\\w.]+)\\s*\\{").matcher(Files.readString(descriptor));
            assertTrue(name.find(), () -> descriptor + " declares a module");
            declared.add(name.group(1));
        }
        declared.removeAll(PROGRAMS);
        assertEquals(BuiltModule.names(), declared);
    }

    private static List<Path> moduleSources() throws IOException {
        try (Stream<Path> files = Files.find(
                ProjectFolder.root(), 6, (p, a) -> p.endsWith(Path.of("src", "main", "java", "module-info.java")))) {
            return files.toList();
        }
    }

    @Test
    void modules_require_nothing_else_from_outside_than_the_table_allows() {
        var surplus = new TreeMap<String, Set<String>>();
        for (String name : BuiltModule.names()) {
            Set<String> outside = required(name)
                    .filter(r -> !r.startsWith("ppl.") && !r.startsWith("java.") && !r.equals(NULLNESS))
                    .collect(Collectors.toCollection(TreeSet::new));
            outside.removeAll(OUTSIDE.getOrDefault(name, Set.of()));
            if (!outside.isEmpty()) {
                surplus.put(name, outside);
            }
        }
        assertEquals(Map.of(), surplus);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packages_bear_the_name_of_their_module(BuiltModule module) {
        assertFalse(module.descriptor().packages().isEmpty(), module::name);
        assertEquals(
                List.of(),
                module.descriptor().packages().stream()
                        .filter(p -> !(p + ".").startsWith(module.name() + "."))
                        .toList(),
                module::name);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void providers_are_the_same_for_the_module_path_and_the_class_path(BuiltModule module) {
        assertEquals(
                module.declaredProviders(),
                module.listedProviders(),
                () -> module + ": module-info (first) and META-INF/services");
    }

    static Stream<BuiltModule> modules() {
        return BuiltModule.names().stream().map(BuiltModule::named);
    }

    private static Stream<String> required(String module) {
        return BuiltModule.named(module).descriptor().requires().stream().map(Requires::name);
    }
}
