package ppl.graph.op;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Prim.Pointwise;

/** Fused multiply-add {@code a * b + c}, rounded once. */
public record Fma() implements Pointwise {

    @Override
    public String name() {
        return "fma";
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Check.count(name(), inputs, 3);
        Check.sameType(name(), inputs.get(0), inputs.get(1));
        Check.sameType(name(), inputs.get(0), inputs.get(2));
        Check.isFloat(name(), inputs.getFirst());
        return inputs.getFirst().type();
    }

    @Override
    public Interval range(List<Var> inputs) {
        return inputs.get(0)
                .range()
                .times(inputs.get(1).range())
                .plus(inputs.get(2).range());
    }

    @Override
    public long apply(DType from, DType to, long a, long b, long c) {
        return to == DType.F32
                ? Bits.of(Math.fma(Bits.f32(a), Bits.f32(b), Bits.f32(c)))
                : Bits.of(Math.fma(Bits.f64(a), Bits.f64(b), Bits.f64(c)));
    }

    @Override
    public void applyEach(double[] a, double[] b, double[] c, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.fma(a[i], b[i], c[i]);
        }
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return List.of(cotangent.times(inputs.get(1)), cotangent.times(inputs.get(0)), cotangent);
    }
}
