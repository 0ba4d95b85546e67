package ppl.backend.cuda.driver;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The GPUs of a machine and the driver that found them.
 *
 * @param version of the driver: 1000 times the major number of the newest CUDA that it knows, and 10 times the minor
 * @param all by ordinal
 */
public record Devices(int version, List<Device> all) {

    /** Copies the list. */
    public Devices {
        all = List.copyOf(all);
    }

    /** The driver as its vendor counts. */
    String driver() {
        return String.format(Locale.ROOT, "driver of CUDA %d.%d", version / 1000, version % 1000 / 10);
    }

    /** Each with its ordinal. */
    String listed() {
        return IntStream.range(0, all.size())
                .mapToObj(i -> i + " " + all.get(i))
                .collect(Collectors.joining(", "));
    }
}
