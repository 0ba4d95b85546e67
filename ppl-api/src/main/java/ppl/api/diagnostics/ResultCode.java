package ppl.api.diagnostics;

import ppl.graph.PplException;

/** Why a result cannot be made, read or written as requested. The names are stable: programs and documentation may rely on them. */
public enum ResultCode implements PplException.Code {
    /** There is no such variable, dim, label, column, group, chain or draw. */
    ABSENT,
    /** A name cannot be one, or is used twice. */
    NAME,
    /** Shapes, dims, positions or numbers of draws do not fit. */
    SHAPE,
    /** An option has a value that is not allowed. */
    OPTION,
    /** Runs, models or groups do not belong together. */
    MISMATCH,
    /** A content cannot be kept, or a function of the user failed. */
    CONTENT
}
