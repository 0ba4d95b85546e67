package ppl.graph;

/** Why a program is no graph, or cannot be computed. The names are stable: programs and documentation may rely on them. */
public enum GraphCode implements PplException.Code {
    /** Shapes, axes or ranks do not fit. */
    SHAPE,
    /** An operation is not defined on an element type. */
    TYPE,
    /** A position is outside its axis. */
    INDEX,
    /** A number is none that its type or its place can hold. */
    VALUE,
    /** The values given to a call are not those that the graph needs. */
    INPUT,
    /** A draw has no value, or cannot be drawn. */
    RANDOM,
    /** A gradient cannot be taken of, or by, a node. */
    GRADIENT,
    /** An operation or a rewrite, ours or a third party's, breaks its contract. */
    CONTRACT,
    /** The text form of graphs has no word for an operation or a family, or two. */
    VOCABULARY,
    /** There is no compiler of graphs, or more than one. */
    COMPILER,
    /** What is called has been closed. */
    CLOSED
}
