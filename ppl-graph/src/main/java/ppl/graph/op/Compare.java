package ppl.graph.op;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** An elementwise comparison of two operands of one type and shape. */
public record Compare(CompareFn fn) implements Pointwise {

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

    /** Integers are compared as integers: as doubles, distinct ones above 2^53 would be equal. */
    @Override
    public long apply(DType from, DType to, long a, long b, long c) {
        return Bits.of(from.isFloat() ? fn.apply(Bits.floating(from, a), Bits.floating(from, b)) : fn.apply(a, b));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Arrays.asList(null, null);
    }
}
