package ppl.api;

import org.jspecify.annotations.Nullable;
import ppl.graph.PplException;

/** A model that is impossible: a name used twice, data that do not fit, a dim that is not the model's. */
public class ModelException extends PplException {

    private static final long serialVersionUID = 1L;

    private final ModelCode code;

    /** With a message that names the variable, the value or shape, the cause and the remedy. */
    public ModelException(ModelCode code, String message) {
        this(code, message, null);
    }

    /** With a cause. */
    public ModelException(ModelCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    @Override
    public ModelCode code() {
        return code;
    }
}
