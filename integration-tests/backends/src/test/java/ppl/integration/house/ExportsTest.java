package ppl.integration.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.reflect.AccessFlag;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import ppl.graph.op.MultiOp;
import ppl.graph.op.Prim;

/** What others see of the graph is little enough to be learnt, and what only our modules see is for modules that there are. */
class ExportsTest {

    /**
     * Public types of the graph that anyone may name, beside its primitives and operations with bodies, which every backend must see. What one place fronts, or
     * only our modules share, is not among them.
     */
    private static final int MOST_OF_THE_GRAPH = 47;

    @Test
    void the_graph_shows_few_types() {
        SortedMap<String, SortedSet<String>> shown = shown(BuiltModule.named("ppl.graph"));
        Set<String> primitives = new TreeSet<>(primitives(Prim.class));
        primitives.addAll(primitives(MultiOp.class));
        long count = shown.values().stream()
                .flatMap(Set::stream)
                .filter(type -> !primitives.contains(type))
                .count();
        assertTrue(shown.get("ppl.graph").contains("Var"), () -> "nothing is counted: " + shown);
        assertTrue(
                count <= MOST_OF_THE_GRAPH,
                () -> "ppl.graph shows " + count + " types beside its primitives, " + MOST_OF_THE_GRAPH
                        + " at most are meant: hide one behind "
                        + "another, or export its package to our own modules only. It shows\n" + text(shown));
    }

    private static Set<String> primitives(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(t -> primitives(t).stream())
                        .collect(Collectors.toSet())
                : Set.of(type.getSimpleName());
    }

    /** A friend that is not there would be a friend by a mistake in its name. */
    @Test
    void packages_are_exported_to_modules_of_this_build_only() {
        SortedSet<String> known = new TreeSet<>(BuiltModule.names());
        known.add(ExportsTest.class.getModule().getName());
        SortedSet<String> strangers = new TreeSet<>();
        for (String module : BuiltModule.names()) {
            for (Exports exported : BuiltModule.named(module).descriptor().exports()) {
                exported.targets().stream()
                        .filter(friend -> !known.contains(friend))
                        .forEach(friend -> strangers.add(exported.source() + " to " + friend));
            }
        }
        assertEquals(Set.of(), strangers);
    }

    /** Package ─► its public types, of the packages that anyone may use; nested types count with the one that holds them. */
    private static SortedMap<String, SortedSet<String>> shown(BuiltModule module) {
        SortedMap<String, SortedSet<String>> shown = new TreeMap<>();
        module.descriptor().exports().stream()
                .filter(e -> !e.isQualified())
                .forEach(e -> shown.put(e.source(), new TreeSet<>()));
        for (ClassModel type : module.classes()) {
            String name = ClassReferences.nameOf(type);
            int dot = name.lastIndexOf('.');
            boolean open = type.flags().has(AccessFlag.PUBLIC) && name.indexOf('$') < 0;
            if (open && shown.containsKey(name.substring(0, dot))) {
                shown.get(name.substring(0, dot)).add(name.substring(dot + 1));
            }
        }
        return shown;
    }

    private static String text(Map<String, SortedSet<String>> shown) {
        return shown.entrySet().stream()
                .map(e -> "  " + e.getKey() + " (" + e.getValue().size() + "): " + String.join(" ", e.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
