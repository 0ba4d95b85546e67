package ppl.integration.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A program can import whatever it uses of PPL: no two types that it sees have the same simple name. */
class SimpleNamesTest {

    /** Fewer would mean that the test no longer sees what the modules export. */
    private static final int AT_LEAST = 150;

    @Test
    void no_two_exported_types_have_the_same_simple_name() {
        List<String> types = exportedTypes();
        assertTrue(types.size() >= AT_LEAST, () -> "only " + types.size() + " exported types were found: " + types);
        assertEquals(Map.of(), shared(types));
    }

    @Test
    void a_name_that_two_packages_give_is_found_with_both() {
        assertEquals(
                Map.of("List", Set.of("java.awt.List", "java.util.List")),
                shared(List.of("java.awt.List", "java.util.List", "java.util.Map", "java.lang.Object")));
    }

    /** Simple name ─► the types that have it, of names with several. */
    private static Map<String, Set<String>> shared(Collection<String> types) {
        Map<String, Set<String>> byName = types.stream()
                .collect(Collectors.groupingBy(
                        type -> type.substring(type.lastIndexOf('.') + 1),
                        TreeMap::new,
                        Collectors.toCollection(TreeSet::new)));
        byName.values().removeIf(same -> same.size() == 1);
        return byName;
    }

    /** Public top-level types of packages that are exported to everyone; nested ones are told apart by those around them. */
    private static List<String> exportedTypes() {
        List<String> types = new ArrayList<>();
        for (String name : BuiltModule.names()) {
            BuiltModule module = BuiltModule.named(name);
            Set<String> exported = module.descriptor().exports().stream()
                    .filter(e -> !e.isQualified())
                    .map(Exports::source)
                    .collect(Collectors.toSet());
            for (ClassModel type : module.classes()) {
                String typeName = ClassReferences.nameOf(type);
                if (type.flags().has(AccessFlag.PUBLIC)
                        && !typeName.contains("$")
                        && exported.contains(typeName.substring(0, typeName.lastIndexOf('.')))) {
                    types.add(typeName);
                }
            }
        }
        return types;
    }
}
