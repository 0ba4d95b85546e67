package ppl.graph.op;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Prim.Pointwise;

/** The same bits read as another type of the same width: F64 and I64, or F32 and I32. */
public record Bitcast(DType to) implements Pointwise {

    @Override
    public String name() {
        return "bitcast";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = Check.only(name(), inputs);
        if (x.dtype().bytes() != to.bytes() || x.dtype() == DType.BOOL) {
            throw new GraphException(
                    GraphCode.TYPE, "bitcast to " + to + " needs an operand of the same width, not " + x.describe());
        }
        return x.type().with(to);
    }

    @Override
    public long apply(DType from, DType to, long a, long b, long c) {
        return a;
    }

    /** Bits have no derivative: functions built on them state their own. */
    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Collections.singletonList(null);
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        Var x = inputs.getFirst();
        if (x.dtype() == to) {
            return x;
        }
        return x.op() instanceof Bitcast && x.inputs().getFirst().dtype() == to
                ? x.inputs().getFirst()
                : null;
    }
}
