package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import ppl.graph.Graph;
import ppl.graph.Var;

/** Each primitive has its derivative compared with differences in {@link GradientTest}, or is listed here as having none, and why. */
class DerivativesCoverPrimitivesTest {

    private static final String TRUTH = "gives truth values";
    private static final String INTEGERS = "is of integers and truth values";
    private static final String NOTHING_BEFORE = "depends on no number";

    private static final Map<String, String> WITHOUT_DERIVATIVE = new TreeMap<>(Map.ofEntries(
            Map.entry("Compare LT", TRUTH),
            Map.entry("Compare LE", TRUTH),
            Map.entry("Compare GT", TRUTH),
            Map.entry("Compare GE", TRUTH),
            Map.entry("Compare EQ", TRUTH),
            Map.entry("Compare NE", TRUTH),
            Map.entry("Reduce ALL", TRUTH),
            Map.entry("Reduce ANY", TRUTH),
            Map.entry("Unary NOT", INTEGERS),
            Map.entry("Binary AND", INTEGERS),
            Map.entry("Binary OR", INTEGERS),
            Map.entry("Binary XOR", INTEGERS),
            Map.entry("Binary SHL", INTEGERS),
            Map.entry("Binary SHR", INTEGERS),
            Map.entry("Argsort", "gives positions"),
            Map.entry("Bitcast", "gives bits, which are no number"),
            Map.entry("Constant", NOTHING_BEFORE),
            Map.entry("Iota", NOTHING_BEFORE),
            Map.entry("ShapeOf", NOTHING_BEFORE)));

    /** The primitives on a way from an input to the result. */
    private static Set<Primitive> differentiated(GradientCases.Case c) {
        Set<Primitive> found = new TreeSet<>();
        Set<Var> moving = Collections.newSetFromMap(new IdentityHashMap<>());
        moving.addAll(c.inputs());
        for (Var node : Graph.order(List.of(c.output()))) {
            boolean isInput = moving.contains(node);
            if (isInput || node.inputs().stream().anyMatch(moving::contains)) {
                moving.add(node);
                Primitive.in(node).forEach(found::add);
            }
        }
        return found;
    }

    @Test
    void each_primitive_has_its_derivative_compared_with_differences_or_has_none() {
        Set<Primitive> missing = Primitive.all();
        GradientCases.all().forEach(c -> missing.removeAll(differentiated(c)));
        missing.removeIf(p -> WITHOUT_DERIVATIVE.containsKey(p.name()));
        assertEquals(
                Set.of(),
                missing,
                "primitives whose derivative nothing checks: add a case to GradientCases, or a reason to WITHOUT_DERIVATIVE here");
    }

    @Test
    void what_is_listed_as_without_a_derivative_is_a_primitive() {
        Set<String> unknown = new TreeSet<>(WITHOUT_DERIVATIVE.keySet());
        Primitive.all().forEach(p -> unknown.remove(p.name()));
        assertEquals(Set.of(), unknown);
    }
}
