package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.Reparameterised;
import ppl.graph.DType;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * What it takes to add a distribution: nothing is forgotten. {@link ppl.api.Distributions} is asked what there is; each
 * failure says what to add and where.
 */
class RegistrationTest {

    /** Distributions of vectors and matrices, which have checks of their own. */
    private static final Set<String> JOINT = Stream.of(
                    VectorFamiliesTest.EXAMPLES, VectorTableTest.EXAMPLES, MatrixFamiliesTest.EXAMPLES)
            .flatMap(examples -> examples.keySet().stream())
            .collect(Collectors.toUnmodifiableSet());

    @Test
    void every_distribution_is_checked_for_conformance() {
        List<String> missing = new ArrayList<>();
        for (Factory factory : Factory.all()) {
            if (cases(factory).isEmpty() && !JOINT.contains(factory.name())) {
                missing.add(
                        factory + " is not checked: add a line with typical parameters to LawCase.ALL, or, if it is a "
                                + "law of vectors or matrices, to VectorFamiliesTest.EXAMPLES or MatrixFamiliesTest.EXAMPLES, with checks like"
                        + " those of DirichletTest or LkjTest");
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void every_distribution_made_of_others_is_checked() {
        assertEquals(
                new TreeSet<>(Factory.composed()),
                new TreeSet<>(ComposedFamiliesTest.EXAMPLES.keySet()),
                "distributions made of others, and those in ComposedFamiliesTest.EXAMPLES: add a typical one there");
    }

    @Test
    void every_single_number_is_taken_as_number_and_as_node_in_every_mix() {
        List<String> missing = new ArrayList<>();
        for (Factory factory : Factory.all()) {
            for (LawCase law : cases(factory)) {
                for (List<Object> mix : law.mixes()) {
                    if (factory.overload(mix).isEmpty()) {
                        missing.add(factory + " takes no " + signature(mix)
                                + ": its family must take a Number for a single number");
                    }
                }
            }
        }
        assertEquals(List.of(), missing.stream().distinct().toList());
    }

    @Test
    void all_overloads_of_a_distribution_give_the_same_one() {
        List<String> wrong = new ArrayList<>();
        for (Factory factory : Factory.all()) {
            for (LawCase law : cases(factory)) {
                Distribution expected = law.distribution();
                for (List<Object> mix : law.mixes()) {
                    factory.overload(mix)
                            .map(m -> Factory.call(m, mix))
                            .filter(d -> !d.equals(expected))
                            .ifPresent(d ->
                                    wrong.add(factory + signature(mix) + " gives " + d + " instead of " + expected));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void messages_call_parameters_as_the_distributions_do() {
        List<String> wrong = new ArrayList<>();
        for (Factory factory : Factory.all()) {
            List<String> family = typical(factory).family().parameters().stream()
                    .map(Parameter::name)
                    .toList();
            for (Method overload : factory.overloads()) {
                List<String> written = Stream.of(overload.getParameters())
                        .filter(p -> p.getType() != int.class && p.getType() != int[].class) // a size, which the family has
                        .map(java.lang.reflect.Parameter::getName)
                        .toList();
                if (!written.equals(family)) {
                    wrong.add(factory + " takes " + written + ", but its family calls them " + family);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static Distribution typical(Factory factory) {
        List<LawCase> cases = cases(factory);
        Distribution sized = VectorTableTest.EXAMPLES.getOrDefault(
                factory.name(), MatrixFamiliesTest.EXAMPLES.get(factory.name()));
        if (sized != null) {
            return sized;
        }
        return cases.isEmpty()
                ? factory.of(Objects.requireNonNull(
                        VectorFamiliesTest.EXAMPLES.get(factory.name()),
                        () -> factory + " has no line in LawCase.ALL or VectorFamiliesTest.EXAMPLES"))
                : cases.getFirst().distribution();
    }

    @Test
    void whole_numbers_become_floats_unless_they_are_counts_or_values() {
        List<String> wrong = new ArrayList<>();
        for (LawCase law : LawCase.ALL) {
            Factory factory = Factory.named(law.name());
            List<Var> whole = law.nodes().stream()
                    .map(v -> Var.input("n", new TensorType(DType.I64, v.shape())))
                    .toList();
            List<Var> taken = factory.of(whole).parameters();
            for (int i = 0; i < taken.size(); i++) {
                DType expected = factory.keepsType(i) ? DType.I64 : DType.F64;
                if (taken.get(i).dtype() != expected) {
                    wrong.add(factory + " keeps parameter " + i + " as "
                            + taken.get(i).dtype());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void every_distribution_has_at_least_25_points_of_reference() {
        List<String> missing = new ArrayList<>();
        for (Factory factory : Factory.all()) {
            int points = FamilyTable.points(factory.name());
            if (points < 25) {
                missing.add(factory + " has " + points
                        + " points in families.csv: add it by this name to families.py, with "
                        + "25 points or more, and run that");
            }
            boolean compared = factory.isOfNumbers()
                    || JOINT.contains(factory.name())
                    || VectorFamiliesTest.CATEGORIES.contains(factory.name());
            if (!compared) {
                missing.add(factory + " takes vectors, and nothing compares it with families.csv: do so in "
                        + "VectorFamiliesTest");
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void every_family_is_registered() throws IOException, URISyntaxException {
        Set<String> registered = LawCase.ALL.stream()
                .map(law -> law.distribution().family())
                .map(f -> f instanceof Reparameterised other ? other.base() : f)
                .map(f -> f.getClass().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        VectorFamiliesTest.EXAMPLES.forEach((name, parameters) -> registered.add(
                Factory.named(name).of(parameters).family().getClass().getName()));
        Stream.of(ComposedFamiliesTest.EXAMPLES, VectorTableTest.EXAMPLES, MatrixFamiliesTest.EXAMPLES)
                .flatMap(examples -> examples.values().stream())
                .forEach(d -> registered.add(d.family().getClass().getName()));
        List<String> missing = new ArrayList<>(families());
        assertTrue(missing.size() >= 15, missing::toString);
        missing.removeAll(registered);
        assertEquals(
                List.of(),
                missing,
                "families that no model can name, or no test knows: give them a public static factory 'of' that gives a"
                        + " Distribution, and a line in LawCase.ALL, VectorFamiliesTest.EXAMPLES or MatrixFamiliesTest.EXAMPLES");
    }

    private static String signature(List<Object> arguments) {
        return arguments.stream().map(a -> a.getClass().getSimpleName()).collect(Collectors.joining(", ", "(", ")"));
    }

    private static List<LawCase> cases(Factory factory) {
        return LawCase.ALL.stream().filter(c -> c.name().equals(factory.name())).toList();
    }

    /** The classes in packages under that of {@link Family} which are families. */
    private static Set<String> families() throws IOException, URISyntaxException {
        URI code =
                Family.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path place = Path.of(code);
        if (Files.isDirectory(place)) {
            return families(place);
        }
        try (var jar = FileSystems.newFileSystem(place)) {
            return families(jar.getPath("/"));
        }
    }

    private static Set<String> families(Path root) throws IOException {
        String home = Family.class.getPackageName().replace('.', '/');
        try (Stream<Path> files = Files.walk(root.resolve(home), 2)) {
            return files.map(f -> root.relativize(f).toString())
                    .filter(f -> f.endsWith(".class") && f.indexOf('/', home.length() + 1) > 0)
                    .map(f -> f.substring(0, f.length() - ".class".length()).replace('/', '.'))
                    .filter(RegistrationTest::isFamily)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isFamily(String name) {
        try {
            Class<?> type = Class.forName(name, false, Family.class.getClassLoader());
            return Family.class.isAssignableFrom(type) && !type.isInterface();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
