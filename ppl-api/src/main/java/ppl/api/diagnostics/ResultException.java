package ppl.api.diagnostics;

import org.jspecify.annotations.Nullable;
import ppl.graph.PplException;

/** Draws or results that cannot be made, read or written as requested: an unknown variable, shapes that do not fit, a share above 1. */
public class ResultException extends PplException {

    private static final long serialVersionUID = 1L;

    private final ResultCode code;

    /** With a message that names the variable or option, its value or shape, and the remedy. */
    public ResultException(ResultCode code, String message) {
        this(code, message, null);
    }

    /** With a cause. */
    public ResultException(ResultCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    @Override
    public ResultCode code() {
        return code;
    }
}
