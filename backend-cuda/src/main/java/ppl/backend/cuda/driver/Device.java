package ppl.backend.cuda.driver;

import java.util.Locale;

/**
 * A GPU.
 *
 * @param name as the driver calls it
 * @param major first number of the compute capability
 * @param minor second number of the compute capability
 * @param bytes memory
 */
public record Device(String name, int major, int minor, long bytes) {

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (sm_%d%d, %.0f GiB)", name, major, minor, bytes / 0x1p30);
    }
}
