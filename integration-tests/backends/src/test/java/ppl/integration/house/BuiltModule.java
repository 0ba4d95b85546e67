package ppl.integration.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One module of this build as it was compiled: its descriptor, its classes and its service files. */
record BuiltModule(ModuleReference reference) {
    private static final String SERVICES = "META-INF/services/";

    /** The module of this name in the running layer. */
    static BuiltModule named(String name) {
        return new BuiltModule(ModuleLayer.boot()
                .configuration()
                .findModule(name)
                .orElseThrow(() -> new IllegalStateException(
                        "module " + name + " is not on the module path of this test; its modules are " + names()))
                .reference());
    }

    /** The names of all modules of this project that the running layer has, except the one which holds these tests. */
    static Set<String> names() {
        return ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .filter(name -> name.startsWith("ppl.")
                        && !name.equals(BuiltModule.class.getModule().getName()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String name() {
        return descriptor().name();
    }

    ModuleDescriptor descriptor() {
        return reference.descriptor();
    }

    /** Every class of this module. */
    List<ClassModel> classes() {
        return read(reader -> reader.list()
                .filter(path -> path.endsWith(".class") && !path.equals("module-info.class"))
                .sorted()
                .map(path -> ClassFile.of().parse(bytes(reader, path)))
                .toList());
    }

    /** Service type ─► providers, as {@code module-info} declares them. */
    Map<String, Set<String>> declaredProviders() {
        var providers = new TreeMap<String, Set<String>>();
        descriptor().provides().forEach(p -> providers.put(p.service(), new TreeSet<>(p.providers())));
        return providers;
    }

    /** Service type ─► providers, as the files under {@code META-INF/services} list them. */
    Map<String, Set<String>> listedProviders() {
        return read(reader -> {
            var providers = new TreeMap<String, Set<String>>();
            reader.list()
                    .filter(path -> path.startsWith(SERVICES) && !path.endsWith("/"))
                    .forEach(path -> providers.put(path.substring(SERVICES.length()), lines(bytes(reader, path))));
            return providers;
        });
    }

    @Override
    public String toString() {
        return name();
    }

    private static Set<String> lines(byte[] file) {
        return new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static byte[] bytes(ModuleReader reader, String path) {
        try (InputStream in = reader.open(path).orElseThrow()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private <T> T read(Reading<T> reading) {
        try (ModuleReader reader = reference.open()) {
            return reading.from(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(name(), e);
        }
    }

    private interface Reading<T> {
        T from(ModuleReader reader) throws IOException;
    }
}
