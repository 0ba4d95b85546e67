package ppl.backend.spi;

import ppl.graph.GraphException;

/** A backend that cannot be chosen, or that cannot compile or run a program. */
public class BackendException extends GraphException {

    private static final long serialVersionUID = 1L;

    /** With a message that names the backend, the reason and the remedy. */
    public BackendException(String message) {
        super(message);
    }

    /** With a cause. */
    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
