package ppl.backend.cuda.driver;

import java.util.Arrays;
import ppl.graph.PplException;

/** Why a call of the driver failed. The names are stable. */
public enum CudaCode implements PplException.Code {
    /** The device has not enough memory left. */
    OUT_OF_MEMORY(false, 2),
    /** The driver is older than the code that it is given. */
    DRIVER_TOO_OLD(false, 222),
    /** The device is of a generation for which the driver makes no code. */
    DEVICE_TOO_OLD(false, 209),
    /** The text of a kernel cannot be translated. */
    INVALID_PTX(false, 218),
    /** There is no current context on the calling thread. */
    INVALID_CONTEXT(false, 201),
    /** A module, function, stream, graph or address that the driver does not know. */
    INVALID_HANDLE(false, 400, 500),
    /** A launch of a shape that the device does not take, or that takes more of it than there is. */
    INVALID_VALUE(false, 1, 701),
    /** Somebody else has the device for himself, or it is forbidden to compute on it. */
    DEVICE_TAKEN(false, 46, 101),
    /** A kernel touched memory that is not its own. */
    ILLEGAL_ADDRESS(true, 700, 716, 717),
    /** A kernel failed while it ran. */
    LAUNCH_FAILED(true, 719, 702, 714, 715, 718),
    /** The device is gone: off the bus, reset, or with memory that cannot be trusted any more. */
    DEVICE_LOST(true, 214, 220, 100),
    /** The context has been destroyed, or the driver is shut down. */
    CONTEXT_LOST(true, 709, 4),
    /** Anything else. */
    UNKNOWN(false, 999);

    private final boolean sticky;
    private final int[] numbers;

    CudaCode(boolean sticky, int... numbers) {
        this.sticky = sticky;
        this.numbers = numbers;
    }

    /** The code of a number of the driver. */
    static CudaCode of(int number) {
        return Arrays.stream(values())
                .filter(code -> Arrays.stream(code.numbers).anyMatch(n -> n == number))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** True if the context is of no use after it: every later call fails too. */
    public boolean isSticky() {
        return sticky;
    }
}
