package ppl.integration.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ppl.graph.op.Op;
import ppl.graph.random.RandomFamily;
import ppl.graph.text.TextForm;

/** Every operation and every family of ours can be written as text. */
class WordsTest {

    /** Those without a word, and why. */
    private static final Map<String, String> WITHOUT = Map.of(
            "ppl.graph.op.Input", "has a line of its own",
            "ppl.graph.op.Constant", "has a line of its own",
            "ppl.graph.op.MultiOp$Projection", "is a result of an operation with bodies, which have lines of their own",
            "ppl.graph.op.RandomOp", "is a draw of a family, which has a word",
            "ppl.aeppl.family.composed.Custom", "is made of Java lambdas",
            "ppl.aeppl.rule.loop.Innovation", "is the family of a law that is derived, and of no draw");

    private static Stream<Class<?>> made(String module) {
        return BuiltModule.named(module).classes().stream()
                .map(ClassReferences::nameOf)
                .map(WordsTest::named)
                .filter(type -> Op.class.isAssignableFrom(type) || RandomFamily.class.isAssignableFrom(type))
                .filter(type -> !type.isInterface());
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName(name, false, Op.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    @Test
    void every_operation_and_family_has_a_word() {
        Set<String> there = Stream.of("ppl.graph", "ppl.aeppl")
                .flatMap(WordsTest::made)
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(there.size() >= 130, there::toString);
        Set<String> called = TextForm.present().words().stream()
                .map(word -> word.type().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(there);
        missing.removeAll(called);
        assertEquals(
                new TreeSet<>(WITHOUT.keySet()),
                missing,
                "operations and families without a word: give each a line in PrimitiveWords, FunctionWords, NumericWords or the"
                        + " words of its package of families, and the word to words.txt beside PublicOpsTextTest");
    }
}
