package ppl.samplers.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The classes of some folders, loaded anew with one source changed. Classes that are in none of the folders are those of the tests themselves.
 */
final class FaultyModule extends ClassLoader {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private final List<Path> folders;
    private final Map<String, ByteArrayOutputStream> changed = new HashMap<>();

    /**
     * Compiles a source.
     *
     * @param name of its class
     * @param folders of classes, of which those of the source are one
     * @throws IllegalStateException if it does not compile
     */
    FaultyModule(String name, String source, List<Path> folders) {
        super(FaultyModule.class.getClassLoader());
        this.folders = folders;
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null)) {
            boolean compiled = COMPILER.getTask(
                            said,
                            new Memory(files),
                            null,
                            List.of("-proc:none", "-nowarn", "-classpath", System.getProperty("java.class.path")),
                            null,
                            List.of(new Source(name, source)))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the fault does not compile:\n" + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            byte[] code = loaded == null ? code(name) : null;
            return code == null
                    ? loaded == null ? super.loadClass(name, resolve) : loaded
                    : defineClass(name, code, 0, code.length);
        }
    }

    private byte @Nullable [] code(String name) {
        ByteArrayOutputStream compiled = changed.get(name);
        if (compiled != null) {
            return compiled.toByteArray();
        }
        for (Path folder : folders) {
            Path file = folder.resolve(name.replace('.', '/') + ".class");
            if (Files.exists(file)) {
                try {
                    return Files.readAllBytes(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return null;
    }

    @Override
    public @Nullable URL getResource(String name) {
        for (Path folder : folders) {
            if (Files.isRegularFile(folder.resolve(name))) {
                try {
                    return folder.resolve(name).toUri().toURL();
                } catch (MalformedURLException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return super.getResource(name);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps the classes that are written. */
    private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("string:///" + name.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    changed.put(name, out);
                    return out;
                }
            };
        }
    }
}
