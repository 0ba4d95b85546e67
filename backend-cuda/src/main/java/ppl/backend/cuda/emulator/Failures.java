package ppl.backend.cuda.emulator;

/**
 * What goes wrong on purpose.
 *
 * @param version the version that the driver says it has
 * @param bytes the memory of the device
 * @param lostAfter the number of launches after which the device is gone; negative for never
 * @param failingLaunch the number of the launch that fails, from 0 on; negative for none
 * @param failingDemand the number of the demand that is refused, from 0 on: for memory, a stream, a module, a kernel or a graph; negative
 *     for none
 */
public record Failures(int version, long bytes, long lostAfter, long failingLaunch, long failingDemand) {

    /** A device of 4 GiB on which all goes well. */
    public static final Failures NONE = new Failures(12_000, 4L << 30, -1, -1, -1);

    /** A device of less memory. */
    public static Failures withMemory(long bytes) {
        return new Failures(NONE.version, bytes, -1, -1, -1);
    }

    /** A driver of another version. */
    public static Failures withVersion(int version) {
        return new Failures(version, NONE.bytes, -1, -1, -1);
    }

    /** A device that goes away after some launches. */
    public static Failures lostAfter(long launches) {
        return new Failures(NONE.version, NONE.bytes, launches, -1, -1);
    }

    /** A launch that fails; the context is of no use after it. */
    public static Failures atLaunch(long number) {
        return new Failures(NONE.version, NONE.bytes, -1, number, -1);
    }

    /** A demand that is refused for want of memory. */
    public static Failures atDemand(long number) {
        return new Failures(NONE.version, NONE.bytes, -1, -1, number);
    }
}
