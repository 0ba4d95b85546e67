package ppl.api.predictive;

import ppl.graph.DType;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;

/**
 * The inputs by which a graph of one draw knows its random numbers, as {@link DrawKeys} gives them.
 *
 * @param chain the key of the chain
 * @param draw the number of the draw
 */
record KeyInputs(Var chain, Var draw) {

    static KeyInputs make() {
        TensorType scalar = TensorType.scalar(DType.I64);
        return new KeyInputs(Var.input("chain", scalar), Var.input("draw", scalar));
    }

    /** The key of the draw for one purpose, so that none is used twice. */
    KeyVar of(String purpose) {
        return new KeyVar(chain).fold(purpose).fold(draw);
    }
}
