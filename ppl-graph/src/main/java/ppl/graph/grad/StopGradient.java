package ppl.graph.grad;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.RichOp;

/** The operand itself, treated as a constant by differentiation. */
public record StopGradient() implements RichOp {

    @Override
    public String name() {
        return "stop_gradient";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return inputs.getFirst().type();
    }

    @Override
    public Interval range(List<Var> inputs) {
        return inputs.getFirst().range();
    }

    @Override
    public Var expand(List<Var> inputs) {
        return inputs.getFirst();
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Collections.singletonList(null);
    }
}
