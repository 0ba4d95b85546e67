package ppl.integration.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import ppl.graph.PplException;

/** Who calls PPL catches one class: each exception of ours is a {@link PplException}, or an {@link IOException} about a file. */
class ExceptionsTest {

    private static List<Class<?>> exceptions() {
        return BuiltModule.names().stream()
                .flatMap(module -> BuiltModule.named(module).classes().stream())
                .map(ClassReferences::nameOf)
                .filter(name -> name.endsWith("Exception"))
                .<Class<?>>map(ExceptionsTest::load)
                .toList();
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ExceptionsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void every_exception_descends_from_the_root_or_is_about_a_file() {
        assertTrue(exceptions().size() >= 8, () -> "only " + exceptions() + " were found");
        assertEquals(
                List.of(),
                exceptions().stream()
                        .filter(e -> !PplException.class.isAssignableFrom(e) && !IOException.class.isAssignableFrom(e))
                        .toList());
    }

    /** A code that two classes share would not tell a program what to do. */
    @Test
    void every_exception_has_an_enum_of_codes_of_its_own() throws NoSuchMethodException {
        Set<String> enums = new TreeSet<>();
        for (Class<?> e : exceptions()) {
            if (PplException.class.isAssignableFrom(e) && e != PplException.class) {
                Class<?> code = e.getMethod("code").getReturnType();
                assertTrue(code.isEnum(), () -> e + " has codes of " + code);
                assertTrue(enums.add(code.getName()), () -> e + " shares the codes of another");
            }
        }
    }

    /** Errors that the language has a name for are few: what users can cause has a code. */
    @Test
    void no_class_of_the_api_throws_a_bare_illegal_argument() {
        Set<String> throwers = new TreeSet<>();
        for (ClassModel type : BuiltModule.named("ppl.api").classes()) {
            if (ClassReferences.of(type).contains("java.lang.IllegalArgumentException")) {
                throwers.add(ClassReferences.nameOf(type));
            }
        }
        assertEquals(
                Set.of(
                        // A sampler's own refusals, which the driver turns into a SamplingException.
                        "ppl.api.sample.ChainRun",
                        "ppl.api.spi.ChainState",
                        "ppl.api.spi.OptionReader",
                        "ppl.api.spi.Statistic",
                        "ppl.api.sample.Sampling",
                        // What those who write samplers make by hand; from a result, the driver turns its refusal into one with a code.
                        "ppl.api.spi.ChainSpec",
                        "ppl.api.spi.CovarianceEstimate",
                        "ppl.api.spi.LogDensity$Evaluator",
                        "ppl.api.sample.LearntMetrics",
                        // The JDK's refusal of a number written as text, which it catches.
                        "ppl.api.store.CfDecoding"),
                throwers);
    }
}
