package ppl.integration.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Packages of a module need each other in one direction, so that each can be read after those below it. The circles that are
 * meant are named here, each with its reason; any other one is red, and so is a name for one that is gone.
 */
class PackageCirclesTest {

    /** A circle that is meant. */
    record Meant(String module, SortedSet<String> packages, String reason) {
        Meant(String module, Set<String> packages, String reason) {
            this(module, new TreeSet<>(packages), reason);
        }
    }

    private static final List<Meant> MEANT = List.of(
            new Meant(
                    "ppl.graph",
                    Set.of(
                            "ppl.graph",
                            "ppl.graph.op",
                            "ppl.graph.function",
                            "ppl.graph.exact",
                            "ppl.graph.grad",
                            "ppl.graph.math",
                            "ppl.graph.math.elementary",
                            "ppl.graph.math.gamma",
                            "ppl.graph.math.incomplete",
                            "ppl.graph.math.kernel",
                            "ppl.graph.math.logistic",
                            "ppl.graph.math.matrix",
                            "ppl.graph.math.normal",
                            "ppl.graph.math.order",
                            "ppl.graph.math.running",
                            "ppl.graph.random",
                            "ppl.graph.compile"),
                    "a node has an operation, and an operation infers, simplifies and differentiates by building nodes; a node "
                            + "has its functions as methods (x.exp()), and these are operations, which refuse known whole numbers "
                            + "that their type does not hold; a slope may be the gradient of what a value is made of; "
                            + "an operation may be a draw, and a draw is a graph; and a node "
                            + "evaluates itself (x.eval())"),
            new Meant(
                    "ppl.api",
                    Set.of(
                            "ppl.api",
                            "ppl.api.mode",
                            "ppl.api.picture",
                            "ppl.api.plan",
                            "ppl.api.predictive",
                            "ppl.api.sample"),
                    "a model begins its own plan, pictures, run, mode and draws of its prior (model.plan(), model.toDot(), model.infer(), "
                            + "model.findMap(), model.priorPredictive(n)), which are of that model; a run gives its result the model and"
                            + " starts at a mode, and all refuse alike"),
            new Meant(
                    "ppl.api",
                    Set.of("ppl.api.inference", "ppl.api.store"),
                    "a result saves and opens itself (fit.save(file)), and a file is read into a result"));

    static List<BuiltModule> modules() {
        return BuiltModule.names().stream().map(BuiltModule::named).toList();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packages_run_in_no_circle_but_those_that_are_meant(BuiltModule module) {
        PackageGraph packages = PackageGraph.of(module.classes());
        assertEquals("", complaint(packages, meant(module.name())));
    }

    private static List<SortedSet<String>> meant(String module) {
        return MEANT.stream()
                .filter(m -> m.module().equals(module))
                .map(Meant::packages)
                .toList();
    }

    /** What is wrong, as text; empty if nothing is. */
    private static String complaint(PackageGraph packages, List<SortedSet<String>> meant) {
        List<String> lines = new ArrayList<>();
        List<SortedSet<String>> found = packages.circles();
        for (SortedSet<String> circle : found) {
            if (!meant.contains(circle)) {
                lines.add("the packages " + circle + " need each other; turn one arrow round, or move a class:");
                lines.addAll(packages.explain(circle));
            }
        }
        for (SortedSet<String> circle : meant) {
            if (!found.contains(circle)) {
                lines.add("no circle is " + circle + " any more: name what is left of it in this rule, or nothing");
            }
        }
        return String.join("\n", lines);
    }

    private static PackageGraph graph(String... arrows) {
        SortedMap<String, SortedMap<String, String>> graph = new TreeMap<>();
        for (String arrow : arrows) {
            String[] ends = arrow.split(">");
            graph.computeIfAbsent(ends[1], _ -> new TreeMap<>());
            graph.computeIfAbsent(ends[0], _ -> new TreeMap<>())
                    .put(ends[1], ends[0].toUpperCase(Locale.ROOT) + " ─► X");
        }
        return new PackageGraph(graph);
    }

    @Test
    void a_circle_is_told_with_an_example_for_each_of_its_arrows() {
        assertEquals("""
                the packages [a, b, c] need each other; turn one arrow round, or move a class:
                  a ─► b, since A ─► X
                  b ─► c, since B ─► X
                  c ─► a, since C ─► X""", complaint(graph("a>b", "b>c", "c>a", "c>d", "d>e"), List.of()));
    }

    @Test
    void a_circle_that_is_named_and_grows_or_goes_is_told() {
        SortedSet<String> named = new TreeSet<>(Set.of("a", "b"));
        assertEquals("", complaint(graph("a>b", "b>a", "b>c"), List.of(named)));
        assertEquals(
                "no circle is [a, b] any more: name what is left of it in this rule, or nothing",
                complaint(graph("a>b", "b>c"), List.of(named)));
        assertEquals(
                List.of(new TreeSet<>(Set.of("a", "b", "c"))),
                graph("a>b", "b>a", "b>c", "c>b").circles());
    }

    @Test
    void arrows_come_from_compiled_classes() {
        PackageGraph graph = PackageGraph.of(BuiltModule.named("ppl.graph").classes());
        Map<String, String> below = graph.arrows().get("ppl.graph.check");
        assertEquals(
                Set.of("ppl.graph", "ppl.graph.compile", "ppl.graph.function", "ppl.graph.grad", "ppl.graph.random"),
                below.keySet());
        assertEquals("CheckGradient ─► Gradient", below.get("ppl.graph.grad"));
    }
}
