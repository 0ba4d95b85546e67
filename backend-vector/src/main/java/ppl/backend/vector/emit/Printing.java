package ppl.backend.vector.emit;

import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/**
 * Logs what is compiled if the system property {@value #PROPERTY} asks for it: {@code plan} for loops and buffers, {@code code} for
 * these and the instructions made of them.
 */
public enum Printing {
    /** Loops and buffers. */
    PLAN,
    /** Instructions too. */
    CODE;

    /** The property. */
    public static final String PROPERTY = "ppl.vector.print";

    /** Logs a text if it is asked for. */
    public void log(Supplier<String> text) {
        String wanted = System.getProperty(PROPERTY, "");
        boolean asked = wanted.equals("code") || wanted.equals("plan") && this == PLAN;
        if (asked) {
            System.getLogger("ppl.backend.vector").log(Level.INFO, text.get());
        }
    }
}
