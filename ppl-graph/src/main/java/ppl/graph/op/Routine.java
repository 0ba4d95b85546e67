package ppl.graph.op;

import java.util.List;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * Primitives that are procedures on whole tensors, not loops of independent elements. Each states the order of its
 * arithmetic, and its {@link #evaluate} follows it to the letter; a backend may have a faster way to the same bits.
 */
public sealed interface Routine extends Prim permits MatMul, Cholesky, TriangularSolve, ScatterAdd {

    /**
     * The exact value.
     *
     * @param type the type of the result, all lengths known
     */
    Tensor evaluate(List<Tensor> operands, TensorType type);

    /** About how many multiply-adds it takes on operands of known lengths: what backends estimate its time by. */
    double operations(List<Var> inputs);
}
