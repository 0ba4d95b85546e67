package ppl.integration.house;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The classes that one class names anywhere: in code, in descriptors, in generic signatures, in annotations. */
final class ClassReferences {
    /** Every type in a descriptor or signature begins with L and ends at ; or, where it has type arguments, at &lt;. */
    private static final Pattern TYPE = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

    private ClassReferences() {}

    /** Binary names of all classes that the given one names, itself left out. */
    static Set<String> of(ClassModel type) {
        Set<String> names = new TreeSet<>();
        for (PoolEntry entry : type.constantPool()) {
            switch (entry) {
                case ClassEntry named -> names.add(named.asInternalName());
                case Utf8Entry text ->
                    TYPE.matcher(text.stringValue()).results().forEach(hit -> names.add(hit.group(1)));
                default -> {}
            }
        }
        names.remove(type.thisClass().asInternalName());
        return names.stream()
                .filter(name -> !name.startsWith("["))
                .map(name -> name.replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Lines "from ─► to" for every class among {@code types} that names a class in one of the packages or below them. */
    static Stream<String> into(Collection<ClassModel> types, String... packages) {
        return types.stream().flatMap(type -> of(type).stream()
                .filter(name -> Stream.of(packages).anyMatch(p -> name.startsWith(p + ".")))
                .map(name -> nameOf(type) + " ─► " + name));
    }

    static String nameOf(ClassModel type) {
        return type.thisClass().asInternalName().replace('/', '.');
    }
}
