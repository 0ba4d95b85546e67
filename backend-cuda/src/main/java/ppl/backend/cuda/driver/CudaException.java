package ppl.backend.cuda.driver;

import org.jspecify.annotations.Nullable;
import ppl.graph.PplException;

/** A call of the driver that failed. */
public final class CudaException extends PplException {

    private static final long serialVersionUID = 1L;

    private final CudaCode code;

    /** With a message that names the call and what the driver says. */
    public CudaException(CudaCode code, String message) {
        this(code, message, null);
    }

    /** With a cause. */
    public CudaException(CudaCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    @Override
    public CudaCode code() {
        return code;
    }
}
