package ppl.backend.vector.emit;

import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/**
 * Logs what is compiled if the system property {@value #PROPERTY} asks for it: {@code plan} for loops and buffers, {@code code} for
 * these and the instructions made of them, {@code tiers} for what was measured and decided about running loops in lanes.
 */
public enum Printing {
    /** Loops and buffers. */
    PLAN,
    /** Instructions too. */
    CODE,
    /** Which loops run in lanes, and why. */
    TIERS;

    /** The property. */
    public static final String PROPERTY = "ppl.vector.print";

    /** Logs a text if it is asked for. */
    public void log(Supplier<String> text) {
        String wanted = System.getProperty(PROPERTY, "");
        boolean asked =
                switch (this) {
                    case PLAN -> wanted.equals("plan") || wanted.equals("code");
                    case CODE -> wanted.equals("code");
                    case TIERS -> wanted.equals("tiers");
                };
        if (asked) {
            System.getLogger("ppl.backend.vector").log(Level.INFO, text.get());
        }
    }
}
