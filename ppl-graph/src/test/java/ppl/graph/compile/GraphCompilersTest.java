package ppl.graph.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.graph.GraphException;

/** Without a compiler, or with one that cannot be loaded, the error says what to do. */
class GraphCompilersTest {

    @TempDir
    Path folder;

    private static String refused(ClassLoader loader) {
        return assertThrows(GraphException.class, () -> GraphCompilers.load(loader))
                .getMessage();
    }

    /** Sees this module, and of service files only the given ones. */
    private static ClassLoader seeing(Enumeration<URL> files) {
        return new ClassLoader(GraphCompilers.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) {
                return files;
            }
        };
    }

    @Test
    void without_a_compiler_the_error_names_a_dependency() {
        assertEquals(
                "no graph compiler is present: add a backend to your dependencies, for example dev.ppl:backend-vector",
                refused(seeing(Collections.emptyEnumeration())));
    }

    @Test
    void a_provider_whose_class_is_missing_is_a_reason_and_not_a_crash() throws IOException {
        Path list = Files.writeString(folder.resolve("list"), "gone.Compiler\n", StandardCharsets.UTF_8);
        String message =
                refused(seeing(Collections.enumeration(List.of(list.toUri().toURL()))));
        assertEquals(
                "no graph compiler is present: add a backend to your dependencies, for example dev.ppl:backend-vector; found,"
                        + " but not usable: a provider cannot be loaded: Provider gone.Compiler not found",
                message);
    }

    @Test
    void a_bad_line_hides_no_other_file() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad"), "two words\n", StandardCharsets.UTF_8);
        Path list = Files.writeString(folder.resolve("list"), "gone.Compiler\n", StandardCharsets.UTF_8);
        String message = refused(seeing(Collections.enumeration(
                List.of(bad.toUri().toURL(), list.toUri().toURL()))));
        assertTrue(message.contains("bad:1: Illegal configuration-file syntax; "), message);
        assertTrue(message.contains("Provider gone.Compiler not found"), message);
    }

    @Test
    void a_path_that_cannot_be_read_ends_the_search() {
        ClassLoader unreadable = new ClassLoader(GraphCompilers.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("disk gone");
            }
        };
        assertTrue(refused(unreadable).contains("not usable"), () -> refused(unreadable));
    }
}
