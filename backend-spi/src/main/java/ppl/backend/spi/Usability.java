package ppl.backend.spi;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Availability.Unavailable;
import ppl.graph.compile.NumericMode;
import ppl.graph.service.Providers;

/** Whether a backend may and can be used here. What it says of itself is asked once: a probe may take some milliseconds. */
final class Usability {

    private final Map<Backend, Availability> probed = new IdentityHashMap<>();

    /** Why a backend does not come into question for any program; null if it does. */
    @Nullable
    String refusal(Backend backend, NumericMode mode) {
        String allowed = Backends.property(Backends.ALLOWED);
        if (allowed != null && !lists(allowed, backend.name())) {
            return "the property " + Backends.ALLOWED + " allows only " + allowed;
        }
        if (availability(backend) instanceof Unavailable(String reason)) {
            return reason;
        }
        return backend.supports(mode) ? null : "it has no mode " + mode;
    }

    /** Why a backend cannot be given a program; null if it can. */
    static @Nullable String refusal(Backend backend, Program program) {
        return backend.level() >= program.level()
                ? null
                : "it runs primitives up to level " + backend.level() + ", the program needs level " + program.level()
                        + "; take a newer version of it";
    }

    private static boolean lists(String names, String name) {
        return Arrays.asList(names.toLowerCase(Locale.ROOT).split("\\s*,\\s*")).contains(name);
    }

    synchronized Availability availability(Backend backend) {
        return probed.computeIfAbsent(backend, Usability::probe);
    }

    private static Availability probe(Backend backend) {
        try {
            return backend.availability();
        } catch (LinkageError | RuntimeException e) {
            return new Unavailable("its probe failed: " + Providers.reason(e));
        }
    }
}
