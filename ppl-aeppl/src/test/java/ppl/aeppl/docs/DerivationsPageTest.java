package ppl.aeppl.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.RuleRegistry;
import ppl.aeppl.rule.builtin.BuiltinRules;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** The page of derivations is what the rules say of themselves; to write it anew, set {@code ppl.docs.write}. */
final class DerivationsPageTest {

    private static final Path PAGE = Path.of("docs", "derivations.md");

    private static List<DerivationRule<?>> rules() {
        return BuiltinRules.registry().entries().stream()
                .<DerivationRule<?>>map(RuleRegistry.Entry::rule)
                .toList();
    }

    private static String page() {
        StringBuilder text = new StringBuilder("""
                # Densities of expressions

                Written by `DerivationsPageTest` from what the rules say of themselves; do not edit. A test computes every example. Rules are
                asked in this order; the first that gives a law is taken. `Densities.explainDerivation(expression)` shows which were asked
                for an expression, and what each said.

                | rule | expression | law | holds if | refused | example |
                |---|---|---|---|---|---|
                """);
        for (DerivationRule<?> rule : rules()) {
            Guide g = rule.guide().orElseThrow(() -> new AssertionError("the rule " + rule.id() + " has no guide"));
            text.append(String.join(
                            " | ",
                            "| `" + rule.id() + "`",
                            code(g.expression()),
                            g.law(),
                            g.conditions(),
                            g.refused(),
                            example(g.example()) + " |"))
                    .append('\n');
        }
        text.append("""

                ## Where other systems give no density, or another one

                | system | what it does | right |
                |---|---|---|
                """);
        for (Peers.Row row : Peers.ROWS) {
            text.append(String.join(" | ", "| " + row.system(), row.does(), example(row.right()) + " |"))
                    .append('\n');
        }
        return text.toString();
    }

    private static String code(String expression) {
        return expression.replace("|", "\\|");
    }

    private static String example(Guide.Example e) {
        return String.format(
                Locale.ROOT, "`%s` at %s: %.10g", e.written().replace("|", "\\|"), e.value(), e.logDensity());
    }

    @Test
    void the_page_is_what_the_rules_say() throws IOException {
        if (Boolean.getBoolean("ppl.docs.write")) {
            Files.writeString(PAGE, page());
        }
        assertEquals(page(), Files.readString(PAGE));
    }

    static Stream<Guide.Example> examples() {
        return Stream.concat(
                rules().stream().flatMap(rule -> rule.guide().stream()).map(Guide::example),
                Peers.ROWS.stream().map(Peers.Row::right));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_is_right(Guide.Example example) {
        Supplier<Var> written = Written.EXPRESSIONS.get(example.written());
        assertNotNull(written, "write " + example.written() + " in Written");
        Var expression = written.get();
        double[] at = Arrays.stream(example.value().split(","))
                .mapToDouble(s -> Double.parseDouble(s.strip()))
                .toArray();
        Var value = expression.rank() == 0
                ? Var.constant(at[0])
                : Var.constant(Tensor.of(at, expression.shape().sizes()));
        double found = Densities.logp(expression, value).sum().eval().item();
        assertEquals(example.logDensity(), found, 1e-10 * Math.max(1, Math.abs(found)));
    }
}
