package ppl.api.sample;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.api.inference.InferenceData;

/** Sampling that cannot start or go on. What was drawn before is not lost: see {@link #partial()}. */
public class SamplingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable InferenceData partial;

    /** With a message that names the variable or option, its value, the cause and the remedy. */
    public SamplingException(String message) {
        super(message);
        this.partial = null;
    }

    /** With a cause and what was drawn before it. */
    public SamplingException(String message, Throwable cause, @Nullable InferenceData partial) {
        super(message, cause);
        this.partial = partial;
    }

    /** The draws made before the failure, if there are any. */
    public Optional<InferenceData> partial() {
        return Optional.ofNullable(partial);
    }
}
