package ppl.backend.cuda.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Availability.Unavailable;

/**
 * Whether there is a GPU to run on. Never throws and prints nothing. Without the driver it reads some files; with it, the time is
 * that of starting the driver.
 *
 * @param system name of the operating system
 * @param architecture name of the processor architecture
 * @param library finds the driver's library
 * @param devices asks the driver; called only if its library is there
 * @param choice which device is used
 */
public record Probe(
        String system, String architecture, DriverLibrary library, Supplier<Devices> devices, DeviceChoice choice) {

    /** The probe of the running machine. */
    public static Probe ofThisMachine() {
        return new Probe(
                System.getProperty("os.name", "an unknown system"),
                System.getProperty("os.arch", "an unknown architecture"),
                DriverLibrary.ofThisMachine(),
                () -> Driver.start().devices(),
                DeviceChoice.here());
    }

    /** The device that is used, or one line that says what is missing. */
    public Availability availability() {
        if (!system.toLowerCase(Locale.ROOT).startsWith("linux")
                || !List.of("amd64", "x86_64").contains(architecture)) {
            return new Unavailable("it runs on Linux on x86-64 only, this is " + system + " on " + architecture);
        }
        Optional<Path> found = library.find();
        if (found.isEmpty()) {
            return new Unavailable("no NVIDIA driver: " + DriverLibrary.NAME
                    + " is neither in LD_LIBRARY_PATH nor where " + "the system keeps libraries; install the driver");
        }
        try {
            return choice.among(devices.get(), DeviceChoice.remark(DeviceChoice.isByTime()));
        } catch (LinkageError | RuntimeException e) {
            return new Unavailable("the NVIDIA driver " + found.get() + " cannot be used: " + firstLine(e));
        }
    }

    /** The binding answers with whole stack traces; the line with the loader's own words says what is wrong. */
    private static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        String marker = DriverLibrary.NAME + ": ";
        return message.lines()
                .filter(line -> line.contains(marker))
                .map(line -> line.substring(line.indexOf(marker)))
                .findFirst()
                .or(() -> message.lines().findFirst())
                .filter(line -> !line.isBlank())
                .orElse(e.getClass().getSimpleName());
    }
}
