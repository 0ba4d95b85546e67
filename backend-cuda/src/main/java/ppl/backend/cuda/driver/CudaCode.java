package ppl.backend.cuda.driver;

import ppl.graph.PplException;

/** Why a call of the driver failed. The names are stable. */
public enum CudaCode implements PplException.Code {
    /** The device has not enough memory left. */
    OUT_OF_MEMORY(2),
    /** The driver is older than the code that it is given. */
    DRIVER_TOO_OLD(222),
    /** The text of a kernel cannot be translated. */
    INVALID_PTX(218),
    /** There is no current context on the calling thread. */
    INVALID_CONTEXT(201),
    /** A module, function, stream, graph or address that the driver does not know. */
    INVALID_HANDLE(400),
    /** A launch of a shape that the device does not take. */
    INVALID_VALUE(1),
    /** A kernel touched memory that is not its own. */
    ILLEGAL_ADDRESS(700),
    /** A kernel failed while it ran. */
    LAUNCH_FAILED(719),
    /** The device is gone: reset, or off the bus. */
    DEVICE_LOST(46),
    /** Anything else. */
    UNKNOWN(999);

    private final int number;

    CudaCode(int number) {
        this.number = number;
    }

    /** The code of a number of the driver. */
    static CudaCode of(int number) {
        for (CudaCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return UNKNOWN;
    }

    /** True if the context is of no use after it: every later call fails too. */
    public boolean isSticky() {
        return this == ILLEGAL_ADDRESS || this == LAUNCH_FAILED || this == DEVICE_LOST;
    }
}
