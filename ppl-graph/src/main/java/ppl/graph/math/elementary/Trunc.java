package ppl.graph.math.elementary;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.op.RichOp;

/** The nearest whole number toward 0, of the sign of its operand: exact. Its slope is 0. */
public record Trunc() implements RichOp {

    /** The nearest whole number toward 0; integers and bools are converted to float64 first. */
    public static Var of(Var x) {
        return Var.of(new Trunc(), Elementwise.toFloat(x));
    }

    @Override
    public String name() {
        return "trunc";
    }

    @Override
    public boolean isElementwise() {
        return true;
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var x = inputs.getFirst();
        if (inputs.size() != 1 || !x.dtype().isFloat()) {
            throw new GraphException(
                    GraphCode.TYPE,
                    "trunc takes one operand of a float type, but got "
                            + String.join(
                                    " and ", inputs.stream().map(Var::describe).toList()) + "; cast it first");
        }
        return x.type();
    }

    @Override
    public Interval range(List<Var> inputs) {
        Interval x = inputs.getFirst().range();
        return Interval.of(toward(x.lo()), toward(x.hi()));
    }

    private static double toward(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    @Override
    public Var expand(List<Var> inputs) {
        Var x = inputs.getFirst();
        return Elementwise.where(x.lt(0), Elementwise.ceil(x), Elementwise.floor(x));
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return Collections.singletonList(null);
    }
}
