package ppl.integration.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrows that a module descriptor cannot forbid, because they run between packages. */
class PackageArrowsTest {
    /** The root of all exceptions lies in the lowest module, and whoever throws names it. */
    private static final String ROOT_EXCEPTION = "ppl.graph.PplException";

    /** Classes of {@code module} in or below {@code source} name no class in or below any of {@code forbidden}. */
    record Rule(String module, String source, String... forbidden) {
        @Override
        public String toString() {
            return source + " names none of " + List.of(forbidden);
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(
                new Rule("ppl.api", "ppl.api.inference", "ppl.graph", "ppl.aeppl"),
                new Rule("ppl.api", "ppl.api.diagnostics", "ppl.graph", "ppl.aeppl"),
                new Rule("ppl.api", "ppl.api.store", "ppl.graph", "ppl.aeppl"),
                new Rule("ppl.api", "ppl.api.spi", "ppl.aeppl", "ppl.graph.op", "ppl.graph.grad", "ppl.graph.compile"),
                new Rule("ppl.sampler.nuts", "ppl.sampler.nuts", "ppl.aeppl", "ppl.graph.op", "ppl.graph.compile"),
                new Rule("ppl.sampler.rw", "ppl.sampler.rw", "ppl.aeppl", "ppl.graph.op", "ppl.graph.compile"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void packages_keep_their_distance(Rule rule) {
        List<ClassModel> classes = BuiltModule.named(rule.module()).classes().stream()
                .filter(type -> ClassReferences.nameOf(type).startsWith(rule.source() + "."))
                .toList();
        assertFalse(classes.isEmpty(), () -> "no class in " + rule.source() + ": the rule guards nothing");
        assertEquals(
                List.of(),
                ClassReferences.into(classes, rule.forbidden())
                        .filter(line -> !line.contains(" ─► " + ROOT_EXCEPTION))
                        .toList());
    }

    @Test
    void a_name_is_seen_in_code_in_descriptors_and_in_signatures() throws IOException {
        assertEquals(
                Set.of(
                        "java.lang.Object",
                        "java.nio.file.OpenOption",
                        "java.nio.file.Path",
                        "java.util.concurrent.ThreadLocalRandom",
                        "java.util.function.Supplier"),
                withoutNesting(ClassReferences.of(model(Sample.class))));
    }

    private static Set<String> withoutNesting(Set<String> names) {
        names.remove(PackageArrowsTest.class.getName());
        return names;
    }

    private static ClassModel model(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getModule().getResourceAsStream(file)) {
            return ClassFile.of().parse(in.readAllBytes());
        }
    }

    abstract static class Sample {
        abstract Path descriptor();

        abstract Supplier<OpenOption[]> signature();

        int code() {
            return java.util.concurrent.ThreadLocalRandom.current().nextInt();
        }
    }
}
