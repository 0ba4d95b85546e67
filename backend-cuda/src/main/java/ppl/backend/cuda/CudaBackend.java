package ppl.backend.cuda;

import ppl.backend.cuda.driver.Probe;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backend;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.compile.NumericMode;

/**
 * NVIDIA GPUs as a backend. It finds devices and reports them; it does not compile programs yet, so it is never chosen unless
 * asked for by name, and then refuses.
 */
public final class CudaBackend implements Backend {

    @Override
    public String name() {
        return "cuda";
    }

    @Override
    public int level() {
        return LEVEL;
    }

    /** Reads the file system only, unless the driver is installed. */
    @Override
    public Availability availability() {
        return Probe.ofThisMachine().availability();
    }

    @Override
    public double estimateNanos(Program program) {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Always refuses.
     *
     * @throws BackendException that says which backends to use
     */
    @Override
    public Executable compile(Program program, NumericMode mode) {
        throw new BackendException(
                BackendCode.UNUSABLE,
                "the backend 'cuda' finds devices, but cannot compile programs yet: the code generator for"
                        + " GPUs is not there. Use the backend 'vector' or 'interp', or name none to get the best one present");
    }
}
