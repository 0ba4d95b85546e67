package ppl.api;

/** A model that cannot be: a name used twice, data that do not fit, a dim that is not the model's. */
public class ModelException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** With a message that names the variable, the value or shape, the cause and the remedy. */
    public ModelException(String message) {
        super(message);
    }

    /** With a cause. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
