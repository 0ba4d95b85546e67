package ppl.aeppl;

import ppl.graph.PplException;

/**
 * A program whose log-density cannot be derived. The message says where, what is random there, which rules were tried
 * and why each was refused, and what to change; the {@linkplain #code() code} is stable.
 */
public class LogDensityException extends PplException {

    private static final long serialVersionUID = 1L;

    private static final String FIX = "\n  to fix: ";

    private final DensityCode code;
    private final String reason;

    /** With a message that names the node, the cause and the remedy; the code is put before it. */
    public LogDensityException(DensityCode code, String message) {
        super("[" + code + "]: " + message, null);
        this.code = code;
        this.reason = message;
    }

    /** The cause, without code and remedy. */
    public String why() {
        int fix = reason.indexOf(FIX);
        return fix < 0 ? reason : reason.substring(0, fix);
    }

    /** The remedy; empty if the message names none. */
    public String fix() {
        int fix = reason.indexOf(FIX);
        return fix < 0 ? "" : reason.substring(fix + FIX.length());
    }

    @Override
    public DensityCode code() {
        return code;
    }
}
