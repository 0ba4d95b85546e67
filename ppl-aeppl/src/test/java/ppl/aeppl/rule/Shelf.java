package ppl.aeppl.rule;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Collectors;

/** Offers classes of a test as providers of rules, each as if from a jar of its own, in no module. */
final class Shelf extends ClassLoader {

    private final List<Class<?>> offered;
    private final URL list;

    Shelf(Path folder, List<Class<?>> offered) throws IOException {
        super(DerivationRuleProvider.class.getClassLoader());
        this.offered = offered;
        String names = offered.stream().map(Class::getName).collect(Collectors.joining("\n"));
        this.list =
                Files.writeString(folder.resolve("providers"), names).toUri().toURL();
    }

    @Override
    public Enumeration<URL> getResources(String name) {
        return Collections.enumeration(List.of(list));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        for (Class<?> original : offered) {
            if (original.getName().equals(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(original) : known;
            }
        }
        return super.loadClass(name, resolve);
    }

    private Class<?> define(Class<?> original) throws ClassNotFoundException {
        String name = original.getName();
        try (InputStream in = original.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            byte[] code = in.readAllBytes();
            return defineClass(name, code, 0, code.length, jar(original.getSimpleName()));
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static ProtectionDomain jar(String name) throws MalformedURLException {
        URL location = URI.create("file:/shelf/" + name + ".jar").toURL();
        return new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
    }
}
