package ppl.aeppl;

import ppl.graph.PplException;

/**
 * A program whose log-density cannot be derived. The message says where, what is random there, which rules were tried
 * and why each was refused, and what to change; the {@linkplain #code() code} is stable.
 */
public class LogDensityException extends PplException {

    private static final long serialVersionUID = 1L;

    private final DensityCode code;

    /** With a message that names the node, the cause and the remedy; the code is put before it. */
    public LogDensityException(DensityCode code, String message) {
        super("[" + code + "]: " + message, null);
        this.code = code;
    }

    @Override
    public DensityCode code() {
        return code;
    }
}
