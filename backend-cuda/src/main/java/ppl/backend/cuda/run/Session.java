package ppl.backend.cuda.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.driver.CudaCode;
import ppl.backend.cuda.driver.CudaDriver;
import ppl.backend.cuda.driver.CudaException;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;

/** A device in use: its context, which every thread makes its own before it calls the driver, and how its errors are told. */
public final class Session {

    private final CudaDriver driver;
    private final long context;
    /** The error after which the context is of no use. */
    private volatile @Nullable CudaException broken;

    private Session(CudaDriver driver, long context) {
        this.driver = driver;
        this.context = context;
    }

    /**
     * Opens a device.
     *
     * @param ordinal its number
     * @throws BackendException ({@link BackendCode#FAILED}) if it cannot be opened
     */
    public static Session open(CudaDriver driver, int ordinal) {
        try {
            return new Session(driver, driver.openContext(ordinal));
        } catch (CudaException e) {
            throw told("opening the device", e);
        }
    }

    /** The driver, with our context on this thread. */
    CudaDriver enter() {
        driver.makeCurrent(context);
        return driver;
    }

    /** Gives back what was taken from the driver; of a context that is broken nothing is left to be given back. */
    void releasing(Held held) {
        try {
            enter();
        } catch (CudaException e) {
            System.getLogger("ppl.backend.cuda").log(System.Logger.Level.DEBUG, "entering the context", e);
        }
        held.release();
    }

    /** True once the context is of no use. */
    public boolean isBroken() {
        return broken != null;
    }

    /** The exception that a user is given. What broke the context is told again at each later use. */
    BackendException failed(String what, CudaException e) {
        CudaException first = broken;
        if (first == null && e.code().isSticky()) {
            broken = e;
        }
        return told(what, first == null ? e : first);
    }

    private static BackendException told(String what, CudaException e) {
        return new BackendException(
                BackendCode.FAILED,
                "the backend 'cuda' failed at " + what + ": " + e.getMessage() + " (" + e.code() + "); "
                        + remedy(e.code()),
                e);
    }

    private static String remedy(CudaCode code) {
        return switch (code) {
            case OUT_OF_MEMORY -> "use fewer chains at once or less data, free the device, or use the backend 'vector'";
            case DRIVER_TOO_OLD -> "install a driver of CUDA 11.0 or later, or use the backend 'vector'";
            case DEVICE_TOO_OLD ->
                "take a device of the Pascal generation (sm_60) or later, or use the backend 'vector'";
            case DEVICE_TAKEN ->
                "end the program that has the device, choose another by -Dppl.cuda.device, or use the backend 'vector'";
            case ILLEGAL_ADDRESS, LAUNCH_FAILED, DEVICE_LOST, CONTEXT_LOST ->
                "the device is of no use to this process any more. Another backend, such as 'vector', can go on from the"
                        + " same state of a chain, or sample anew with the same seed: it gives the same draws";
            case INVALID_PTX, INVALID_CONTEXT, INVALID_HANDLE, INVALID_VALUE, UNKNOWN ->
                "use the backend 'vector', which gives the same numbers, and report this with the program";
        };
    }

    /** Refuses what does not fit before anything is allocated. */
    void requireRoom(String what, long bytes) {
        long free = enter().freeBytes();
        if (bytes > free) {
            throw new BackendException(
                    BackendCode.FAILED,
                    "the backend 'cuda' has too little memory for " + what + ": " + mebibytes(bytes) + " are needed, "
                            + mebibytes(free) + " are free; " + remedy(CudaCode.OUT_OF_MEMORY));
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / 0x1p20);
    }
}
