package ppl.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** An elementwise comparison of two operands of one type and shape. */
public record Compare(CompareFn fn) implements Prim {

    @Override
    public String name() {
        return fn.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Check.count(name(), inputs, 2);
        Check.sameType(name(), inputs.get(0), inputs.get(1));
        return inputs.getFirst().type().with(DType.BOOL);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Arrays.asList(null, null);
    }
}
