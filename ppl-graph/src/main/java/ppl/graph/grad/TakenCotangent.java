package ppl.graph.grad;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.RichOp;

/**
 * A cotangent that knows which elements are taken (its second operand, bools): so that a rich op which differentiates by
 * its expansion hands the knowledge on. Its value is the cotangent.
 */
public record TakenCotangent() implements RichOp {

    @Override
    public String name() {
        return "cotangent";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return inputs.getFirst().type();
    }

    @Override
    public Var expand(List<Var> inputs) {
        return inputs.getFirst();
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Arrays.asList(cotangent, null);
    }
}
