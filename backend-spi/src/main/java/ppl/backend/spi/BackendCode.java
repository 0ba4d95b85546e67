package ppl.backend.spi;

import ppl.graph.PplException;

/** Why there is no backend for a program, or why it failed. The names are stable: programs and documentation may rely on them. */
public enum BackendCode implements PplException.Code {
    /** No backend is present, or not the one asked for. */
    ABSENT,
    /** It is present, but cannot be used here, or not for this program. */
    UNUSABLE,
    /** Two backends have one name. */
    AMBIGUOUS,
    /** It could not make code of a program, or could not run it. */
    FAILED,
    /** The program has been closed. */
    CLOSED
}
