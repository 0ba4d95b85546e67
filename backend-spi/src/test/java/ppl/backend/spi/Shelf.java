package ppl.backend.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class loader that offers classes of this test as providers, each as if from a jar of its own, without their being on
 * the path of the test's module.
 */
final class Shelf extends ClassLoader {

    private final List<Class<?>> offered;
    private final URL list;

    private Shelf(List<Class<?>> offered, URL list) {
        super(Backend.class.getClassLoader());
        this.offered = offered;
        this.list = list;
    }

    /** Offers providers, and the names of classes that do not exist. */
    static Shelf of(Path folder, List<Class<?>> offered, String... missing) {
        try {
            String names = Stream.concat(Stream.of(missing), offered.stream().map(Class::getName))
                    .collect(Collectors.joining("\n"));
            Path file = Files.writeString(folder.resolve("providers"), names, StandardCharsets.UTF_8);
            return new Shelf(offered, file.toUri().toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        return name.equals("META-INF/services/" + Backend.class.getName())
                ? Collections.enumeration(List.of(list))
                : Collections.emptyEnumeration();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            return offered.stream().anyMatch(c -> c.getName().equals(name))
                    ? define(name)
                    : super.loadClass(name, resolve);
        }
    }

    private Class<?> define(String name) {
        Class<?> original = offered.stream()
                .filter(c -> c.getName().equals(name))
                .findFirst()
                .orElseThrow(NoSuchElementException::new);
        String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
        try (InputStream in = original.getResourceAsStream(file)) {
            byte[] code = in.readAllBytes();
            return defineClass(name, code, 0, code.length, jar(original.getSimpleName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProtectionDomain jar(String name) throws MalformedURLException {
        URL location = URI.create("file:/shelf/" + name + ".jar").toURL();
        return new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
    }
}
