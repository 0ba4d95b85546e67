package ppl.api;

import ppl.graph.PplException;

/** Why a model is refused. The names are stable: programs and documentation may rely on them. */
public enum ModelCode implements PplException.Code {
    /** A name is missing, reserved or used twice. */
    NAME,
    /** A dim is missing, used twice, not the model's, or of an impossible size. */
    DIM,
    /** The shape of a value, of dims and of a distribution do not fit. */
    SHAPE,
    /** A datum is missing, or its variable's type does not hold it. */
    VALUE,
    /** A quantity depends on a draw that the model gives no value. */
    UNVALUED,
    /** The model is built: nothing can be added. */
    BUILT
}
