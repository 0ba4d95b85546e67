package ppl.graph;

import org.jspecify.annotations.Nullable;

/**
 * The root of what PPL throws where it cannot do what it was asked: a program that is no graph, a law that cannot be derived, a model,
 * a backend, a run, a result. A service that must distinguish these from its own faults catches this one class.
 *
 * <p>The {@linkplain #code() code} is stable, for programs; the message is for people: it names the variable, its value or shape, the
 * cause and the remedy, and may become better with any version.
 *
 * <pre>{@code
 * try {
 *     fit = model.infer().run();
 * } catch (PplException e) {
 *     log.warn("no fit: {0}: {1}", e.code().name(), e.getMessage());
 * }
 * }</pre>
 *
 * What is not one of these: a file that cannot be read is an {@link java.io.IOException}, as everywhere on the JVM; a null where none
 * may be is a {@link NullPointerException}; and an {@link AssertionError} is a fault of PPL itself.
 */
public abstract class PplException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why: a constant of the enum that belongs to the exception's class. The names are stable. */
    public interface Code {
        /** The name, as programs and documents may rely on it. */
        String name();
    }

    /** With a message that names the culprit, the cause and the remedy, and the exception behind it, if there is one. */
    protected PplException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Why. */
    public abstract Code code();
}
