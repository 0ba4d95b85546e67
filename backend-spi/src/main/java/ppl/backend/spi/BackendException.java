package ppl.backend.spi;

import org.jspecify.annotations.Nullable;
import ppl.graph.PplException;

/** A backend that cannot be chosen, or that cannot compile or run a program. */
public class BackendException extends PplException {

    private static final long serialVersionUID = 1L;

    private final BackendCode code;

    /** With a message that names the backend, the reason and the remedy. */
    public BackendException(BackendCode code, String message) {
        this(code, message, null);
    }

    /** With a cause. */
    public BackendException(BackendCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    @Override
    public BackendCode code() {
        return code;
    }
}
