package ppl.backend.spi;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.graph.compile.CompileOptions;

/**
 * The backends that are present, and the choice among them. A backend is chosen by, in this order: the option of the
 * caller, the system property {@value #CHOICE} (unless the option is {@link CompileOptions#ANY}), the least {@link Backend#estimateNanos expected time} for the program
 * at hand. The system property {@value #ALLOWED}, a list of names with commas, restricts all three.
 */
public final class Backends {

    /** The system property that names the backend to use. */
    public static final String CHOICE = "ppl.backend";
    /** The system property that lists the backends that may be used; without it all may. */
    public static final String ALLOWED = "ppl.backends";

    private final Discovery discovery;
    private final Usability usability = new Usability();

    private Backends(Discovery discovery) {
        this.discovery = discovery;
    }

    /** The backends on the module path or class path, looked up once. */
    public static Backends present() {
        return Present.BACKENDS;
    }

    /** The backends that a class loader sees. */
    public static Backends seenBy(ClassLoader loader) {
        return new Backends(Discovery.by(loader));
    }

    /** Given backends. */
    public static Backends of(Backend... backends) {
        return new Backends(Discovery.of(List.of(backends)));
    }

    /** What is present, what of it is usable and how the choice is made, as lines of text. */
    public static String explain() {
        return present().describe();
    }

    /** All that could be loaded, by name. */
    public List<Backend> all() {
        return discovery.backends();
    }

    /**
     * Chooses a backend.
     *
     * @param lowered the program as a backend would get it; asked only of backends that come into question
     * @throws BackendException if none fits, or two have one name; the message gives each reason and the remedy
     */
    public Selection select(Function<Backend, Program> lowered, CompileOptions options) {
        discovery.requireNoClash();
        String option = options.backend();
        if (CompileOptions.ANY.equals(option)) {
            return new FastestChoice(discovery, usability).select(lowered, options.mode());
        }
        if (option != null) {
            return named("asked for by the options").select(option, lowered, options.mode());
        }
        String property = property(CHOICE);
        if (property != null) {
            return named("asked for by the property " + CHOICE).select(property, lowered, options.mode());
        }
        return new FastestChoice(discovery, usability).select(lowered, options.mode());
    }

    private NamedChoice named(String source) {
        return new NamedChoice(discovery, usability, source);
    }

    /** What is present, what of it is usable and how the choice is made, as lines of text. */
    public String describe() {
        return new Description(discovery, usability).text();
    }

    /** What a property says; null if it is not set, or blank. */
    static @Nullable String property(String key) {
        String value = System.getProperty(key);
        return value == null || value.isBlank() ? null : value.trim();
    }

    private static final class Present {
        static final Backends BACKENDS = seenBy(Backends.class.getClassLoader());
    }
}
