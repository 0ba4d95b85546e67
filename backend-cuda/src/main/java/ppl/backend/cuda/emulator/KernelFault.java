package ppl.backend.cuda.emulator;

/** A launch that did what no kernel may do. Ends the launch inside of the emulator, which tells the driver's caller. */
final class KernelFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KernelFault(String message) {
        super(message, null, false, false);
    }
}
