package ppl.backend.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Availability.Available;
import ppl.backend.spi.Availability.Unavailable;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.NumericMode;
import ppl.graph.service.Providers;

/**
 * The backends that are present, and the choice among them. A backend is chosen by, in this order: the option of the
 * caller, the system property {@value #CHOICE}, the least {@link Backend#estimateNanos expected time} for the program
 * at hand. The system property {@value #ALLOWED}, a list of names with commas, restricts all three.
 */
public final class Backends {

    /** The system property that names the backend to use. */
    public static final String CHOICE = "ppl.backend";
    /** The system property that lists the backends that may be used; without it all may. */
    public static final String ALLOWED = "ppl.backends";

    private final Providers<Backend> providers;
    private final List<Backend> found;
    private final List<Selection.Refusal> failed;
    private final Map<Backend, Availability> availabilities = new IdentityHashMap<>();

    private Backends(Providers<Backend> providers) {
        this.providers = providers;
        this.found = providers.usable().stream()
                .sorted(Comparator.comparing(Providers.Found::name))
                .map(Providers.Found::service)
                .toList();
        this.failed = providers.failures().stream()
                .map(f -> new Selection.Refusal(f.provider(), "cannot be loaded: " + f.reason()))
                .toList();
    }

    /** The backends on the module path or class path, looked up once. */
    public static Backends present() {
        return Present.BACKENDS;
    }

    /** The backends that a class loader sees. */
    public static Backends seenBy(ClassLoader loader) {
        return new Backends(Providers.load(Backend.class, ServiceLoader.load(Backend.class, loader), Backend::name));
    }

    /** Given backends. */
    public static Backends of(Backend... backends) {
        return new Backends(Providers.of(List.of(backends), Backend::name));
    }

    /** What is present, what of it is usable and how the choice is made, as lines of text. */
    public static String explain() {
        return present().describe();
    }

    /** All that could be loaded, by name. */
    public List<Backend> all() {
        return found;
    }

    /**
     * Chooses a backend.
     *
     * @param lowered the program as a backend would get it; asked only of backends that come into question
     * @throws BackendException if none fits, or two have one name; the message gives each reason and the remedy
     */
    public Selection select(Function<Backend, Program> lowered, CompileOptions options) {
        providers.clash("backends").ifPresent(clash -> {
            throw new BackendException(BackendCode.AMBIGUOUS, clash);
        });
        String wanted = options.backend() != null ? options.backend() : property(CHOICE);
        String source = options.backend() != null ? "asked for by the options" : "asked for by the property " + CHOICE;
        return wanted != null ? named(wanted, source, lowered, options.mode()) : fastest(lowered, options.mode());
    }

    private Selection named(String given, String source, Function<Backend, Program> lowered, NumericMode mode) {
        String name = given.trim().toLowerCase(Locale.ROOT);
        Backend backend = found.stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BackendException(
                        BackendCode.ABSENT,
                        "the backend '" + name + "' is " + source
                                + ", but it is not present (present: " + names() + "); add dev.ppl:backend-" + name
                                + " to your dependencies or ask for another" + failures()));
        String refusal = refusal(backend, mode);
        if (refusal != null) {
            throw new BackendException(
                    BackendCode.UNUSABLE,
                    "the backend '" + name + "' is " + source + ", but cannot be used: " + refusal);
        }
        Program program = lowered.apply(backend);
        if (backend.level() < program.level()) {
            throw new BackendException(
                    BackendCode.UNUSABLE,
                    "the backend '" + name + "' is " + source + ", but cannot be used: " + tooLow(backend, program));
        }
        List<Selection.Refusal> others = new ArrayList<>(failed);
        for (Backend other : found) {
            if (other != backend) {
                others.add(new Selection.Refusal(other.name(), "'" + name + "' is " + source));
            }
        }
        return new Selection(backend, program, source, others);
    }

    private Selection fastest(Function<Backend, Program> lowered, NumericMode mode) {
        List<Selection.Refusal> refusals = new ArrayList<>(failed);
        List<Offer> offers = new ArrayList<>();
        for (Backend backend : found) {
            String refusal = refusal(backend, mode);
            if (refusal == null) {
                Offer offer = offer(backend, lowered.apply(backend));
                refusal = offer.refusal;
                if (refusal == null) {
                    offers.add(offer);
                }
            }
            if (refusal != null) {
                refusals.add(new Selection.Refusal(backend.name(), refusal));
            }
        }
        Offer best =
                offers.stream().min(Comparator.comparingDouble(Offer::nanos)).orElseThrow(() -> none(refusals));
        for (Offer o : offers) {
            if (!o.equals(best)) {
                refusals.add(new Selection.Refusal(o.backend.name(), "slower, " + time(o.nanos) + " a call expected"));
            }
        }
        String reason =
                offers.size() == 1 ? "the only one usable" : "the fastest, " + time(best.nanos) + " a call expected";
        return new Selection(best.backend, best.program, reason, refusals);
    }

    private record Offer(
            Backend backend,
            Program program,
            double nanos,
            @Nullable String refusal) {}

    private static Offer offer(Backend backend, Program program) {
        if (backend.level() < program.level()) {
            return new Offer(backend, program, Double.NaN, tooLow(backend, program));
        }
        try {
            double nanos = backend.estimateNanos(program);
            String refusal = nanos < Double.POSITIVE_INFINITY ? null : "it cannot run this program here";
            return new Offer(backend, program, nanos, refusal);
        } catch (LinkageError | RuntimeException e) {
            return new Offer(backend, program, Double.NaN, "its estimate failed: " + Providers.reason(e));
        }
    }

    private static String tooLow(Backend backend, Program program) {
        return "it runs primitives up to level " + backend.level() + ", the program needs level " + program.level()
                + "; take a newer version of it";
    }

    /** Why a backend does not come into question for any program; null if it does. */
    private @Nullable String refusal(Backend backend, NumericMode mode) {
        String allowed = property(ALLOWED);
        if (allowed != null
                && !Arrays.asList(allowed.toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
                        .contains(backend.name())) {
            return "the property " + ALLOWED + " allows only " + allowed;
        }
        if (availability(backend) instanceof Unavailable(String reason)) {
            return reason;
        }
        return backend.supports(mode) ? null : "it has no mode " + mode;
    }

    /** Asked once: a probe may take some milliseconds. */
    private synchronized Availability availability(Backend backend) {
        return availabilities.computeIfAbsent(backend, b -> {
            try {
                return b.availability();
            } catch (LinkageError | RuntimeException e) {
                return new Unavailable("its probe failed: " + Providers.reason(e));
            }
        });
    }

    private BackendException none(List<Selection.Refusal> refusals) {
        String cure =
                "add dev.ppl:backend-vector (fast) or dev.ppl:backend-interp (the reference) to your dependencies";
        return new BackendException(
                BackendCode.ABSENT,
                found.isEmpty() && failed.isEmpty()
                        ? "no backend is present: " + cure
                        : "no backend present can be used: " + cure + "; refused: " + joined(refusals));
    }

    private String names() {
        return found.isEmpty() ? "none" : found.stream().map(Backend::name).collect(Collectors.joining(", "));
    }

    private String failures() {
        return failed.isEmpty() ? "" : "; found, but not usable: " + joined(failed);
    }

    private static String joined(List<Selection.Refusal> refusals) {
        return refusals.stream().map(Selection.Refusal::toString).collect(Collectors.joining("; "));
    }

    private static @Nullable String property(String key) {
        String value = System.getProperty(key);
        return value == null || value.isBlank() ? null : value.trim();
    }

    private static String time(double nanos) {
        return nanos < 1e4
                ? String.format(Locale.ROOT, "%.0f ns", nanos)
                : nanos < 1e7
                        ? String.format(Locale.ROOT, "%.0f µs", nanos / 1e3)
                        : String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
    }

    /** What is present, what of it is usable and how the choice is made, as lines of text. */
    public String describe() {
        StringBuilder text = new StringBuilder("Backends present:");
        for (Backend b : found) {
            String refusal = refusal(b, NumericMode.STRICT);
            text.append("\n  ").append(b.name()).append(": ");
            text.append(
                    refusal != null
                            ? "not usable, " + refusal
                            : availability(b) instanceof Available(String device, String description)
                                    ? "usable on " + device + " (" + description + ")"
                                    : "");
        }
        failed.forEach(f ->
                text.append("\n  ").append(f.name()).append(": not usable, ").append(f.reason()));
        if (found.isEmpty() && failed.isEmpty()) {
            text.append(" none");
        }
        String wanted = property(CHOICE);
        text.append("\nChoice: ")
                .append(
                        wanted != null
                                ? "'" + wanted + "', asked for by the property " + CHOICE
                                : "for each program the one with the least expected time");
        return text.toString();
    }

    private static final class Present {
        static final Backends BACKENDS = seenBy(Backends.class.getClassLoader());
    }
}
