package ppl.backend.vector.simd;

import java.util.List;
import java.util.Locale;

/** Whether loops can run in the lanes of vector registers here, asked before any class of the Vector API is touched. */
public sealed interface Simd {

    /** The property that lowers the width in bits, or forbids lanes with 0. */
    String WIDTH = "ppl.vector.bits";

    /** The values that the property may have beside 0: what the machine has, or so many bits at most. */
    List<String> WIDTHS = List.of("", "128", "256", "512");

    /** The module that has the Vector API. */
    String MODULE = "jdk.incubator.vector";

    /**
     * They can.
     *
     * @param bits the width of a register that is used: 128, 256 or 512
     */
    record Lanes(int bits) implements Simd {}

    /**
     * They cannot: code is scalar, with the same results.
     *
     * @param reason why, and what would change it
     */
    record Scalar(String reason) implements Simd {}

    /** What holds in this virtual machine, found once. */
    static Simd here() {
        return Found.HERE;
    }

    /**
     * What holds where these facts do.
     *
     * @param hasModule whether the module of the Vector API is there
     * @param compilers how the virtual machine describes itself: vectors that only an interpreter or the first compiler runs are a
     *     hundred times slower than scalars
     * @param wanted the value of {@link #WIDTH}, blank if it has none
     * @param widest the width of this machine's registers; asked only if the module is there
     */
    static Simd of(boolean hasModule, String compilers, String wanted, java.util.function.IntSupplier widest) {
        if (wanted.strip().equals("0")) {
            return new Scalar("the property " + WIDTH + " is 0");
        }
        if (!hasModule) {
            return new Scalar("the module " + MODULE + " is absent: start java with --add-modules " + MODULE);
        }
        String described = compilers.toLowerCase(Locale.ROOT);
        if (described.contains("interpreted") || described.contains("client")) {
            return new Scalar("this java runs without its optimising compiler (" + compilers
                    + "): start it without -Xint and -XX:TieredStopAtLevel");
        }
        if (!WIDTHS.contains(wanted.strip())) {
            return new Scalar("the property " + WIDTH + " is '" + wanted
                    + "': it must be 0 for scalar code, 128, 256 or 512, the width of a register in bits");
        }
        int most = widest.getAsInt();
        int bits = wanted.isBlank() ? most : Math.min(Integer.parseInt(wanted.strip()), most);
        return bits < 128
                ? new Scalar("this machine has no vector registers of 128 bits or more that java can use")
                : new Lanes(Math.min(bits, 512));
    }

    /** Found when it is first asked for. */
    final class Found {
        private static final Simd HERE = of(
                ModuleLayer.boot().findModule(MODULE).isPresent(),
                System.getProperty("java.vm.info", ""),
                System.getProperty(WIDTH, ""),
                Registers::bits);

        private Found() {}
    }
}
