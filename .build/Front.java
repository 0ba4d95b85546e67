import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Writes the one class in which users look for all functions of a kind, from the classes in which they are written: each public
 * static method of those that gives what was asked for, with its documentation, as a call.
 *
 * <p>Arguments: the class as it is without methods (its documentation, its imports, an empty body); the folder to write into; the
 * simple names of the types that a method may return, with commas between; then source files, or folders of them, and with a
 * minus before it what is left out of them. A method {@code
 * of} is called after its class, {@code Normal.of} ─► {@code normal}. In a class whose methods are called {@code of} any other one
 * is called after both, {@code Normal.precision} ─► {@code normalPrecision}.
 */
final class Front {

    private static final String LEFT_OUT = "-";

    private final Path template;
    private final Set<String> results;
    /** By name and parameters. */
    private final Map<String, String> methods = new LinkedHashMap<>();

    private final Set<String> imports = new TreeSet<>();

    private Front(Path template, Set<String> results) {
        this.template = template;
        this.results = results;
    }

    public static void main(String[] args) throws IOException {
        Path template = Path.of(args[0]);
        Front front = new Front(template, Set.of(args[2].split(",")));
        List<Path> sources = new ArrayList<>();
        for (String source : Arrays.copyOfRange(args, 3, args.length)) {
            if (!source.startsWith(LEFT_OUT)) {
                sources.addAll(files(Path.of(source)));
            } else if (!sources.remove(Path.of(source.substring(1)))) {
                throw new IllegalArgumentException(source + " leaves out what is not there");
            }
        }
        front.read(sources);
        front.write(Path.of(args[1]));
    }

    private static List<Path> files(Path source) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            return files.filter(f -> f.toString().endsWith(".java") && !f.endsWith("package-info.java"))
                    .sorted()
                    .toList();
        }
    }

    private void read(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree c && c.getModifiers().getFlags().contains(Modifier.PUBLIC)
                            || isBeside(unit)) {
                        read(docs, unit, (ClassTree) type);
                    }
                }
            }
        }
    }

    /** True for a file in the package of the class to write, whose types need not be public. */
    private boolean isBeside(CompilationUnitTree unit) {
        return unit.getPackageName().toString().equals(packageName());
    }

    private String packageName() {
        return line("package ").replace("package ", "").replace(";", "");
    }

    private String line(String start) {
        try (Stream<String> lines = Files.lines(template)) {
            return lines.filter(l -> l.startsWith(start)).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(DocTrees docs, CompilationUnitTree unit, ClassTree type) {
        List<MethodTree> found = type.getMembers().stream()
                .filter(m -> m.getKind() == Tree.Kind.METHOD)
                .map(MethodTree.class::cast)
                .filter(m -> isOffered(type, m))
                .toList();
        if (found.isEmpty()) {
            return;
        }
        boolean named = found.stream().anyMatch(m -> m.getName().contentEquals("of"));
        for (ImportTree i : unit.getImports()) {
            imports.add(i.toString().strip());
        }
        if (!isBeside(unit)) {
            imports.add("import " + unit.getPackageName() + "." + type.getSimpleName() + ";");
        }
        for (MethodTree m : found) {
            add(type.getSimpleName().toString(), m, named, doc(docs, unit, m));
        }
    }

    private boolean isOffered(ClassTree type, MethodTree m) {
        Set<Modifier> flags = m.getModifiers().getFlags();
        boolean visible = flags.contains(Modifier.PUBLIC)
                || type.getKind() == Tree.Kind.INTERFACE && !flags.contains(Modifier.PRIVATE);
        return visible
                && flags.contains(Modifier.STATIC)
                && m.getReturnType() != null
                && results.contains(m.getReturnType().toString());
    }

    private static String doc(DocTrees docs, CompilationUnitTree unit, MethodTree m) {
        DocCommentTree comment = docs.getDocCommentTree(TreePath.getPath(unit, m));
        if (comment == null) {
            throw new IllegalStateException(unit.getSourceFile().getName() + ": " + m.getName() + " has no documentation");
        }
        return comment.toString().strip();
    }

    private void add(String type, MethodTree m, boolean named, String doc) {
        String lower = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
        String own = m.getName().toString();
        String name = !named ? own : own.equals("of") ? lower
                : lower + own.substring(0, 1).toUpperCase(Locale.ROOT) + own.substring(1);
        String parameters =
                m.getParameters().stream().map(Front::parameter).collect(Collectors.joining(", "));
        String arguments =
                m.getParameters().stream().map(p -> p.getName().toString()).collect(Collectors.joining(", "));
        String text = doc.lines().map(l -> ("     * " + l).stripTrailing()).collect(Collectors.joining("\n"));
        String former = methods.put(name + "(" + parameters + ")", """

                    /**
                %s
                     */
                    public static %s %s(%s) {
                        return %s.%s(%s);
                    }
                """.formatted(text, m.getReturnType(), name, parameters, type, own, arguments).indent(0)
                .replaceAll("(?m)^ {16}", ""));
        if (former != null) {
            throw new IllegalStateException("two functions are called " + name + "(" + parameters + "), one in " + type);
        }
    }

    private static String parameter(VariableTree p) {
        String text = p.toString();
        return text.replaceAll("\\s+", " ");
    }

    private void write(Path folder) throws IOException {
        String text = Files.readString(template);
        String header = "package " + packageName() + ";\n";
        String body = text.substring(text.indexOf("\n/**"), text.lastIndexOf('}')) + String.join("", methods.values()) + "}\n";
        text.lines().filter(l -> l.startsWith("import ")).forEach(imports::add);
        String used = imports.stream()
                .filter(i -> isNamed(i, body))
                .map(i -> i + "\n")
                .collect(Collectors.joining());
        String full = header + "\n" + used + body;
        Path file = folder.resolve(packageName().replace('.', '/')).resolve(template.getFileName());
        Files.createDirectories(file.getParent());
        if (!Files.exists(file) || !Files.readString(file).equals(full)) {
            Files.writeString(file, full); // an unchanged file keeps its time, so that nothing is compiled again for it
        }
    }

    /** True if a text needs an import. */
    private boolean isNamed(String imported, String text) {
        String type = imported.substring(imported.lastIndexOf('.') + 1, imported.length() - 1);
        return !imported.equals("import " + packageName() + "." + type + ";")
                && Pattern.compile("\\b" + type + "\\b").matcher(text).find();
    }
}
