package ppl.graph.op;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * Conversion of element values. Float to integer truncates toward 0, saturates at the ends of the integer range and
 * takes NaN to 0, as Java does; integer to float rounds to nearest even; number to bool is "not 0".
 */
public record Cast(DType to) implements Prim {

    @Override
    public String name() {
        return "cast";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return Check.only(name(), inputs).type().with(to);
    }

    @Override
    public Interval range(List<Var> inputs) {
        Interval x = inputs.getFirst().range();
        return switch (to) {
            case F64 -> inputs.getFirst().dtype() == DType.BOOL ? Interval.UNIT : x;
            case BOOL, F32, I32, I64 -> inputs.getFirst().dtype() == DType.BOOL ? Interval.UNIT : Interval.ALL;
        };
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        DType from = inputs.getFirst().dtype();
        return Collections.singletonList(from.isFloat() && to.isFloat() ? cotangent.cast(from) : null);
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        return inputs.getFirst().dtype() == to ? inputs.getFirst() : null;
    }
}
