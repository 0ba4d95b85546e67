package ppl.integration.house;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the public methods of sources throw, and what their Javadoc says that they throw.
 *
 * <p>A method throws the exceptions that its body makes, and those that methods make which it calls by their bare name and which are
 * not public themselves. Methods that override another are left out, since the overridden method has the page.
 */
final class ThrownByMethods {

    /** An exception by its simple name, and the name of its code; "" where it is thrown without one that can be read off. */
    record Thrown(String exception, String code) {}

    /** A public method, its file and line, what it throws, and the text of each {@code @throws} of its page. */
    record Method(String name, String place, Set<Thrown> thrown, Map<String, String> documented) {

        /** What it throws and does not tell of, by exception and code. */
        Set<String> untold() {
            return thrown.stream()
                    .filter(t -> !tells(documented.getOrDefault(t.exception(), ""), t.code()))
                    .map(t -> t.exception() + " " + t.code())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private static boolean tells(String text, String code) {
            return !text.isEmpty()
                    && (code.isEmpty() || List.of(text.split("\\W+")).contains(code));
        }
    }

    private ThrownByMethods() {}

    /** The public methods of the public types in these files that throw one of the exceptions. */
    static List<Method> in(Collection<Path> files, Set<String> exceptions) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(task);
            List<Method> methods = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                TreePath file = new TreePath(unit);
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree declared) {
                        collect(declared, new TreePath(file, type), docs, exceptions, methods);
                    }
                }
            }
            return methods;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(
            ClassTree type, TreePath at, DocTrees docs, Set<String> exceptions, List<Method> methods) {
        boolean ofInterface = type.getKind() == Tree.Kind.INTERFACE;
        if (!type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                && at.getParentPath().getLeaf() instanceof CompilationUnitTree) {
            return;
        }
        Map<String, List<MethodTree>> hidden = new HashMap<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && !isPublic(method, ofInterface)) {
                hidden.computeIfAbsent(method.getName().toString(), _ -> new ArrayList<>())
                        .add(method);
            }
        }
        for (Tree member : type.getMembers()) {
            TreePath path = new TreePath(at, member);
            if (member instanceof ClassTree nested && (ofInterface || isPublic(nested))) {
                collect(nested, path, docs, exceptions, methods);
            } else if (member instanceof MethodTree method
                    && isPublic(method, ofInterface)
                    && !overrides(method)
                    && !makes(method, exceptions)) {
                Set<Thrown> thrown = thrown(method, hidden).stream()
                        .filter(t -> exceptions.contains(t.exception()))
                        .collect(Collectors.toSet());
                if (!thrown.isEmpty()) {
                    methods.add(new Method(
                            type.getSimpleName() + "." + method.getName(),
                            place(path, docs),
                            thrown,
                            documented(docs.getDocCommentTree(path))));
                }
            }
        }
    }

    private static String place(TreePath path, DocTrees docs) {
        CompilationUnitTree unit = path.getCompilationUnit();
        long start = docs.getSourcePositions().getStartPosition(unit, path.getLeaf());
        return unit.getSourceFile().getName() + ":" + unit.getLineMap().getLineNumber(start);
    }

    private static boolean isPublic(ClassTree type) {
        return type.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    private static boolean isPublic(MethodTree method, boolean ofInterface) {
        Set<Modifier> flags = method.getModifiers().getFlags();
        return flags.contains(Modifier.PUBLIC) || ofInterface && !flags.contains(Modifier.PRIVATE);
    }

    /** True of a method that gives an exception to whoever throws it. */
    private static boolean makes(MethodTree method, Set<String> exceptions) {
        return method.getReturnType() != null
                && exceptions.contains(method.getReturnType().toString());
    }

    private static boolean overrides(MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
    }

    private static Map<String, String> documented(DocCommentTree comment) {
        Map<String, String> tags = new TreeMap<>();
        if (comment != null) {
            comment.getBlockTags().forEach(tag -> {
                if (tag instanceof ThrowsTree told) {
                    String name = told.getExceptionName().getSignature();
                    tags.merge(
                            name.substring(name.lastIndexOf('.') + 1),
                            told.getDescription().toString(),
                            String::concat);
                }
            });
        }
        return tags;
    }

    private static Set<Thrown> thrown(MethodTree start, Map<String, List<MethodTree>> hidden) {
        Set<Thrown> thrown = new HashSet<>();
        Set<MethodTree> seen = new HashSet<>(Set.of(start));
        Deque<MethodTree> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitNewClass(NewClassTree made, Void none) {
                    thrown.add(new Thrown(made.getIdentifier().toString(), code(made.getArguments())));
                    return super.visitNewClass(made, none);
                }

                @Override
                public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
                    if (call.getMethodSelect() instanceof IdentifierTree name) {
                        hidden.getOrDefault(name.getName().toString(), List.of()).stream()
                                .filter(m -> m.getParameters().size()
                                        == call.getArguments().size())
                                .filter(seen::add)
                                .forEach(open::add);
                    }
                    return super.visitMethodInvocation(call, none);
                }
            }.scan(open.pop(), null);
        }
        return thrown;
    }

    private static String code(List<? extends ExpressionTree> arguments) {
        return arguments.isEmpty() || !(arguments.getFirst() instanceof MemberSelectTree constant)
                ? ""
                : constant.getIdentifier().toString();
    }
}
