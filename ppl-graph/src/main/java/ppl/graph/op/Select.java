package ppl.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Op.Source;
import ppl.graph.op.Prim.Pointwise;

/** Elementwise choice: the second operand where the first is true, else the third. Both sides are evaluated. */
public record Select() implements Pointwise {

    @Override
    public String name() {
        return "select";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Check.count(name(), inputs, 3);
        Var condition = inputs.get(0);
        Check.isBool("where", "a condition", condition); // as users know it
        Check.sameType(name(), inputs.get(1), inputs.get(2));
        if (!condition.shape().equals(inputs.get(1).shape())) {
            Check.sameType(name(), condition, inputs.get(1));
        }
        return inputs.get(1).type();
    }

    @Override
    public Interval range(List<Var> inputs) {
        return inputs.get(1).range().union(inputs.get(2).range());
    }

    @Override
    public long apply(DType from, DType to, long a, long b, long c) {
        return a != 0 ? b : c;
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        int chosen = operands.getFirst().booleanAt(element) ? 1 : 2;
        return Stream.of(new Source(0, element), new Source(chosen, element));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        if (!output.dtype().isFloat()) {
            return Arrays.asList(null, null, null);
        }
        Var zero = Creation.zerosLike(cotangent);
        Var condition = inputs.getFirst();
        return Arrays.asList(
                null, Elementwise.where(condition, cotangent, zero), Elementwise.where(condition, zero, cotangent));
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        Var condition = inputs.get(0);
        return inputs.get(1) == inputs.get(2) || condition.isFixed(1)
                ? inputs.get(1)
                : condition.isFixed(0) ? inputs.get(2) : null;
    }
}
