package ppl.api.sample;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.api.inference.InferenceData;
import ppl.graph.PplException;

/** Sampling that cannot start or go on. What was drawn before is not lost: see {@link #partial()}. */
public class SamplingException extends PplException {

    private static final long serialVersionUID = 1L;

    private final SamplingCode code;
    private final transient @Nullable InferenceData partial;

    /** With a message that names the variable or option, its value, the cause and the remedy. */
    public SamplingException(SamplingCode code, String message) {
        this(code, message, null, null);
    }

    /** With a cause and what was drawn before it. */
    public SamplingException(
            SamplingCode code, String message, @Nullable Throwable cause, @Nullable InferenceData partial) {
        super(message, cause);
        this.code = code;
        this.partial = partial;
    }

    @Override
    public SamplingCode code() {
        return code;
    }

    /** The draws made before the failure, if there are any. */
    public Optional<InferenceData> partial() {
        return Optional.ofNullable(partial);
    }
}
