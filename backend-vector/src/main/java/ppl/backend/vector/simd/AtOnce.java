package ppl.backend.vector.simd;

/**
 * A switch for checks: with the property {@value #PROPERTY}, whatever lanes can run is in lanes from its first call on, without being
 * hot and without a trial. Results are the same; until the optimising compiler comes, and wherever the machine has no such registers, calls
 * take a hundred times as long.
 */
public final class AtOnce {

    /** The width in bits of the registers for which code is written: 128, 256 or 512, narrower or wider than those of the machine. */
    public static final String PROPERTY = "ppl.vector.at-once";

    private AtOnce() {}

    /** The width, asked anew for each program; 0 if code is to wait until it is hot, or if there is no Vector API. */
    public static int bits() {
        String wanted = System.getProperty(PROPERTY, "").strip();
        return switch (wanted) {
            case "" -> 0;
            case "128", "256", "512" ->
                ModuleLayer.boot().findModule(Simd.MODULE).isPresent() ? Integer.parseInt(wanted) : 0;
            default ->
                throw new IllegalArgumentException("the property " + PROPERTY + " is '" + wanted
                        + "': it must be 128, 256 or 512, the width of a register in bits");
        };
    }
}
