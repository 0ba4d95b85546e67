package ppl.graph;

/** A program that cannot be a graph: shapes or types that do not fit, an index out of range, a missing input. */
public class GraphException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** With a message that names the operands, their types and the remedy. */
    public GraphException(String message) {
        super(message);
    }

    /** With a cause. */
    public GraphException(String message, Throwable cause) {
        super(message, cause);
    }
}
