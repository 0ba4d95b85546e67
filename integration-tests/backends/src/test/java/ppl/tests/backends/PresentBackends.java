package ppl.tests.backends;

import ppl.backend.cuda.CudaBackend;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Backends;

/** The backends as a program finds them: by service. Their modules export no class; one that needs a device is asked for by its class, which is exported to these tests only. */
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

    /**
     * Kernels for a GPU on a driver that interprets them. No service gives it, so its module exports a factory to these tests alone.
     *
     * @param seed of the order of blocks and threads
     */
    public static Backend cudaEmulated(long seed) {
        return CudaBackend.emulated(seed);
    }

    /** The same on a device that is lost after so many launches. */
    public static Backend cudaLost(long launches) {
        return CudaBackend.emulatedUntil(1, launches);
    }

    private static Backend named(String name) {
        return Backends.present().all().stream()
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(Backends.explain()));
    }
}
