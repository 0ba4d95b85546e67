package ppl.backend.cuda.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import ppl.backend.spi.Availability;

/** What the probe answers on machines that are made up. */
public final class DriverOfATest {

    private DriverOfATest() {}

    /** With an H100 and a T4, of which one is asked for. */
    public static Availability withTwoDevices(String wanted) {
        Device t4 = new Device("Tesla T4", 7, 5, 15_843_721_216L);
        Device h100 = new Device("NVIDIA H100 80GB HBM3", 9, 0, 85_520_809_984L);
        return new DeviceChoice(wanted).among(new Devices(12_040, List.of(t4, h100)), DeviceChoice.remark(false));
    }

    /** Without the driver's library. */
    public static Availability missing() {
        DriverLibrary nowhere = new DriverLibrary(List.of(Path.of("nowhere")), Path.of("nothing"));
        return probe("Linux", "amd64", nowhere, () -> new Devices(0, List.of()));
    }

    /** With a library that does not start. */
    public static Availability failing(String words) {
        try {
            Path folder = Files.createTempDirectory("ppl-driver");
            Path library = folder.resolve(DriverLibrary.NAME);
            try {
                Files.write(library, new byte[] {0x7F, 'E', 'L', 'F', 2});
                return probe("Linux", "amd64", new DriverLibrary(List.of(folder), folder.resolve("none")), () -> {
                    throw new IllegalStateException(words);
                });
            } finally {
                Files.deleteIfExists(library);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On another system. */
    public static Availability on(String system, String architecture) {
        return probe(system, architecture, DriverLibrary.ofThisMachine(), () -> new Devices(0, List.of()));
    }

    private static Availability probe(
            String system, String architecture, DriverLibrary library, Supplier<Devices> devices) {
        return new Probe(system, architecture, library, devices, new DeviceChoice(null)).availability();
    }
}
