package ppl.graph.op;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;

/** A value known when the graph is built. */
public record Constant(Tensor value) implements Prim {

    /** By all bits: if NaNs of different bits were one constant, a bitcast would show which of them was made first. */
    @Override
    public boolean equals(Object o) {
        return o instanceof Constant(Tensor other) && value.sameBits(other);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String name() {
        return "constant";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return value.type();
    }

    @Override
    public Interval range(List<Var> inputs) {
        double lo = Double.POSITIVE_INFINITY;
        double hi = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < value.length(); i++) {
            double x = value.doubleAt(i);
            if (!Double.isNaN(x)) {
                lo = Math.min(lo, x);
                hi = Math.max(hi, x);
            }
        }
        return Interval.of(lo, hi);
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return Stream.of();
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return List.of();
    }
}
