import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes into class files what javac leaves to the first run: the class of each lambda, the tests of each switch over types, and
 * {@code equals} and {@code hashCode} of records. A process then loads them like any other class. Otherwise it writes each of them itself
 * when it first gets there, a millisecond of processor time a piece, and the JDK's ahead-of-time cache does not keep them for a
 * program with incubating modules.
 *
 * <p>Argument: the folder of class files, in which this is done; what they refer to is on the class path. What is done already is left
 * as it is.
 */
final class Linked {

    private final Path folder;
    private final ClassFile format = ClassFile.of();
    /** By the class that hosts their nest: classes made for lambdas. */
    private final Map<String, List<ClassDesc>> members = new TreeMap<>();

    private Linked(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        new Linked(Path.of(args[0])).run();
    }

    private void run() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(f -> f.toString().endsWith(".class") && !f.endsWith("module-info.class"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            link(file);
        }
        for (Map.Entry<String, List<ClassDesc>> host : members.entrySet()) {
            join(folder.resolve(host.getKey() + ".class"), host.getValue());
        }
    }

    private void link(Path file) throws IOException {
        ClassModel model = format.parse(Files.readAllBytes(file));
        if (model.findAttribute(Attributes.bootstrapMethods()).isEmpty()) {
            return;
        }
        String host = model.findAttribute(Attributes.nestHost())
                .map(a -> a.nestHost().asInternalName())
                .orElse(model.thisClass().asInternalName());
        LinkedClass linked = new LinkedClass(model, ClassDesc.ofInternalName(host));
        if (!linked.isNeeded()) {
            return;
        }
        Files.write(file, linked.write(format));
        for (LambdaClass lambda : linked.lambdas()) {
            Files.write(folder.resolve(lambda.internalName() + ".class"), lambda.write(format));
            members.computeIfAbsent(host, _ -> new ArrayList<>()).add(lambda.name());
        }
    }

    /** Makes classes members of a nest. */
    private void join(Path file, List<ClassDesc> joining) throws IOException {
        ClassModel host = format.parse(Files.readAllBytes(file));
        List<ClassDesc> all = new ArrayList<>();
        host.findAttribute(Attributes.nestMembers())
                .ifPresent(a -> a.nestMembers().forEach(m -> all.add(m.asSymbol())));
        joining.stream().filter(m -> !all.contains(m)).forEach(all::add);
        byte[] bytes = format.transformClass(
                host,
                ClassTransform.dropping(e -> e instanceof NestMembersAttribute)
                        .andThen(ClassTransform.endHandler(b -> b.with(NestMembersAttribute.ofSymbols(all)))));
        Files.write(file, bytes);
    }
}
