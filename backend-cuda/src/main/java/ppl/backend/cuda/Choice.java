package ppl.backend.cuda;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.driver.NativeDriver;
import ppl.backend.cuda.driver.Probe;
import ppl.backend.cuda.emulator.EmulatedDriver;
import ppl.backend.cuda.emulator.Failures;
import ppl.backend.spi.Availability;

/**
 * Which driver runs programs.
 *
 * @param availability whether there is one
 * @param driver starts it
 * @param emulated whether it runs without a device
 */
record Choice(Supplier<Availability> availability, Supplier<CudaDriver> driver, boolean emulated) {

    private static final long SEED = 20_261_129;

    /** As the property {@link CudaBackend#DRIVER} says. */
    static Choice here() {
        return named(System.getProperty(CudaBackend.DRIVER));
    }

    /** The driver of the machine if there is no name; a name that is none makes the backend unusable. */
    static Choice named(@Nullable String name) {
        return switch (name) {
            case null -> ofThisMachine();
            case "emulated" -> emulated(SEED);
            default -> {
                Availability none = new Availability.Unavailable("the property " + CudaBackend.DRIVER + " is '" + name
                        + "': set it to 'emulated', or leave it out for the driver of the machine");
                yield new Choice(
                        () -> none,
                        () -> {
                            throw new AssertionError("asked for a driver that is not there");
                        },
                        false);
            }
        };
    }

    private static Choice ofThisMachine() {
        // A reference to the method would load the binding here, which may not be there.
        return new Choice(() -> Probe.ofThisMachine().availability(), () -> NativeDriver.start(), false);
    }

    /** A device that is not there, on which all goes well. */
    static Choice emulated(long seed) {
        return of(new EmulatedDriver(seed, Failures.NONE));
    }

    /** A driver that was made already, of a device that is not there. */
    static Choice of(CudaDriver driver) {
        Availability availability = new Availability.Available(
                "an emulated device", "kernels for a GPU, interpreted and watched: to test programs, not to be fast");
        return new Choice(() -> availability, () -> driver, true);
    }
}
