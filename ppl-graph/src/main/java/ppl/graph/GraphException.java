package ppl.graph;

/** A program that cannot be a graph: shapes or types that do not fit, an index out of range, a missing input. */
public class GraphException extends PplException {

    private static final long serialVersionUID = 1L;

    private final GraphCode code;

    /** With a message that names the operands, their types and the remedy. */
    public GraphException(GraphCode code, String message) {
        super(message, null);
        this.code = code;
    }

    @Override
    public GraphCode code() {
        return code;
    }
}
