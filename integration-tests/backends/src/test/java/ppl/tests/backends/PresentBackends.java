package ppl.tests.backends;

import ppl.backend.spi.Backend;
import ppl.backend.spi.Backends;

/** The backends as a program finds them: by service. Their modules export no class. */
public final class PresentBackends {

    private PresentBackends() {}

    /** The reference. */
    public static Backend interp() {
        return named("interp");
    }

    /** Generated loops. */
    public static Backend vector() {
        return named("vector");
    }

    private static Backend named(String name) {
        return Backends.present().all().stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(Backends.explain()));
    }
}
