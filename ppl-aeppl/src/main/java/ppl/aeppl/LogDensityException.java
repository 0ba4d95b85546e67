package ppl.aeppl;

/**
 * A program whose log-density cannot be derived. The message says where, what is random there, which rules were tried
 * and why each was refused, and what to change; the {@linkplain #code() code} is stable.
 */
public class LogDensityException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final DensityCode code;

    /** With a message that names the node, the cause and the remedy; the code is put before it. */
    public LogDensityException(DensityCode code, String message) {
        super("[" + code + "]: " + message);
        this.code = code;
    }

    /** Why. */
    public DensityCode code() {
        return code;
    }
}
