package ppl.backend.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.NumericMode;

/** Each provider is loaded on its own: what fails is kept as a reason and hides nothing. */
class DiscoveryTest {

    @TempDir
    Path folder;

    /** What all the providers here have in common; loaded by the parent, so that their classes stay small. */
    public abstract static class Shelved implements Backend {
        @Override
        public int level() {
            return LEVEL;
        }

        @Override
        public Availability availability() {
            return new Availability.Available("paper", "for tests");
        }

        @Override
        public double estimateNanos(Program program) {
            return 1;
        }

        @Override
        public Executable compile(Program program, NumericMode mode) {
            throw new BackendException(BackendCode.FAILED, "made for tests of discovery only");
        }
    }

    public static final class Sound extends Shelved {
        @Override
        public String name() {
            return "sound";
        }
    }

    public static final class Twin extends Shelved {
        @Override
        public String name() {
            return "sound";
        }
    }

    public static final class Throwing extends Shelved {
        public Throwing() {
            throw new IllegalStateException("no lanes today");
        }

        @Override
        public String name() {
            return "throwing";
        }
    }

    public static final class Unlinked extends Shelved {
        public Unlinked() {
            throw new NoClassDefFoundError("jdk/incubator/vector/Vector");
        }

        @Override
        public String name() {
            return "unlinked";
        }
    }

    public static final class Nameless extends Shelved {
        @Override
        public String name() {
            throw new UnsupportedOperationException();
        }
    }

    public static final class NotABackend {}

    private static final String HERE = DiscoveryTest.class.getName() + "$";

    private Backends present(List<Class<?>> offered, String... missing) {
        return Backends.seenBy(Shelf.of(folder, offered, missing));
    }

    @Test
    void a_sound_provider_is_found_among_broken_ones() {
        Backends backends = present(
                List.of(Throwing.class, Unlinked.class, Nameless.class, NotABackend.class, Sound.class),
                "shelf.Missing");
        assertEquals(
                List.of("sound"), backends.all().stream().map(Backend::name).toList());
        assertEquals(
                "Backends present:\n  sound: usable on paper (for tests)\n"
                        + "  a provider: not usable, cannot be loaded: Provider"
                        + " shelf.Missing not found\n"
                        + "  " + HERE + "Throwing: not usable, cannot be loaded: IllegalStateException: no"
                        + " lanes today\n"
                        + "  " + HERE + "Unlinked: not usable, cannot be loaded: NoClassDefFoundError:"
                        + " jdk/incubator/vector/Vector\n"
                        + "  " + HERE + "Nameless: not usable, cannot be loaded:"
                        + " UnsupportedOperationException\n"
                        + "  a provider: not usable, cannot be loaded: "
                        + HERE + "NotABackend not a subtype\n"
                        + "Choice: for each program the one with the least expected time",
                backends.describe());
    }

    @Test
    void a_service_file_that_cannot_be_read_hides_no_other_file() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad"), "two words\n", StandardCharsets.UTF_8);
        Shelf shelf = Shelf.of(folder, List.of(Sound.class));
        Backends backends = Backends.seenBy(new ClassLoader(shelf) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                List<URL> files = new ArrayList<>(Collections.list(shelf.getResources(name)));
                files.addFirst(bad.toUri().toURL());
                return Collections.enumeration(files);
            }
        });
        assertEquals(
                "Backends present:\n  sound: usable on paper (for tests)\n"
                        + "  a provider: not usable, cannot be loaded: "
                        + bad.toUri().toURL()
                        + ":1: Illegal configuration-file syntax\n"
                        + "Choice: for each program the one with the least expected time",
                backends.describe());
    }

    @Test
    void failures_are_among_the_refusals_of_a_selection() {
        Var x = Var.input("x");
        Program program = new Program(new Graph(List.of(x), List.of(x.plus(1))));
        Selection selection = present(List.of(Throwing.class, Sound.class))
                .select(_ -> program, CompileOptions.defaults().withBackend(null));
        assertEquals("sound", selection.backend().name());
        assertEquals(
                List.of(new Selection.Refusal(
                        HERE + "Throwing", "cannot be loaded: IllegalStateException: no lanes today")),
                selection.refusals());
    }

    @Test
    void two_providers_of_one_name_are_an_error_that_names_both_jars() {
        Backends backends = present(List.of(Sound.class, Twin.class));
        BackendException e =
                assertThrows(BackendException.class, () -> backends.select(_ -> null, CompileOptions.defaults()));
        assertEquals(
                "two backends have the name 'sound', keep one: " + HERE + "Sound in file:/shelf/Sound.jar and " + HERE
                        + "Twin in file:/shelf/Twin.jar",
                e.getMessage());
    }

    @Test
    void a_loader_that_fails_for_ever_does_not_hang_the_search() {
        ClassLoader unreadable = new ClassLoader(Backend.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("disk gone");
            }
        };
        String text = Backends.seenBy(unreadable).describe();
        assertTrue(text.contains("disk gone"), text);
        assertEquals(text.indexOf("disk gone"), text.lastIndexOf("disk gone"), text);
    }
}
