package ppl.backend.cuda;

import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.driver.DeviceChoice;
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
 * @param device the ordinal of the device on which programs run
 */
record Choice(Supplier<Availability> availability, Supplier<CudaDriver> driver, boolean emulated, int device) {

    private static final long SEED = 20_261_129;

    /** A number of launches, at most 18 digits, after which the device is lost: to test what a program does then. */
    private static final Pattern EMULATED = Pattern.compile("emulated(?:,lost-after=(\\d{1,18}))?");

    /** As the property {@link CudaBackend#DRIVER} says. */
    static Choice here() {
        return named(System.getProperty(CudaBackend.DRIVER));
    }

    /** The driver of the machine if there is no name; a name that is none makes the backend unusable. */
    static Choice named(@Nullable String name) {
        if (name == null) {
            return ofThisMachine();
        }
        Matcher emulated = EMULATED.matcher(name);
        if (!emulated.matches()) {
            return none("the property " + CudaBackend.DRIVER + " is '" + name
                    + "': set it to 'emulated', or leave it out for the driver of the machine");
        }
        String launches = emulated.group(1);
        return launches == null ? emulated(SEED) : lost(SEED, Long.parseLong(launches));
    }

    private static Choice none(String reason) {
        return new Choice(
                () -> new Availability.Unavailable(reason),
                () -> {
                    throw new AssertionError("asked for a driver that is not there");
                },
                false,
                0);
    }

    private static Choice ofThisMachine() {
        // A reference to the method would load the binding here, which may not be there.
        return new Choice(
                () -> Probe.ofThisMachine().availability(),
                () -> NativeDriver.start(),
                false,
                DeviceChoice.here().ordinal());
    }

    /** A device that is not there, on which all goes well. */
    static Choice emulated(long seed) {
        return of(new EmulatedDriver(seed, Failures.NONE));
    }

    /** A device that is not there, and is lost after some launches. */
    static Choice lost(long seed, long launches) {
        return of(new EmulatedDriver(seed, Failures.lostAfter(launches)));
    }

    /** A driver that was made already, of a device that is not there. */
    static Choice of(CudaDriver driver) {
        Availability availability = new Availability.Available(
                "an emulated device",
                "kernels for a GPU, interpreted and watched, as " + CudaBackend.DRIVER
                        + " or a test says: to try programs, not to be fast");
        return new Choice(() -> availability, () -> driver, true, 0);
    }
}
