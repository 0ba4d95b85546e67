package ppl.api.store;

/**
 * Content that is intact as far as the reader can tell, but that inference data cannot hold or that the reader does not know.
 *
 * <p>Here lies the line between a variable and a file: this costs whatever is being read (an attribute, the labels of a dim, a
 * variable, a group), which is then named with the reason, and the rest of the file is read. Any other
 * {@link DataFormatException} means that bytes contradict the format, and costs the file: nothing in it can be trusted.
 */
final class NotHeldException extends DataFormatException {
    private static final long serialVersionUID = 1;

    private final String reason;

    NotHeldException(long offset, String reason) {
        super(offset, reason);
        this.reason = reason;
    }

    /** Why, without where. */
    String reason() {
        return reason;
    }
}
