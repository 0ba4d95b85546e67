package ppl.aeppl.law;

import java.util.List;
import ppl.graph.Functions;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * {@code x = (u1, u1 + exp(u2), u1 + exp(u2) + exp(u3), ...)}: onto vectors in ascending order.
 *
 * <p><b>Numerics:</b> neighbours whose distance is lost beside their size become equal, and have no coordinates of their own again.
 *
 * <p><b>Source:</b> Stan reference manual, "Ordered vector".
 */
public record Cumulative() implements Bijector {

    @Override
    public String name() {
        return "ordered";
    }

    @Override
    public Support image() {
        return Ordered.reals();
    }

    @Override
    public TensorType unconstrained(TensorType draw) {
        length(draw);
        return draw;
    }

    private int length(TensorType draw) {
        return VectorLength.of(this, draw, 1);
    }

    @Override
    public Value forward(Var u) {
        Var steps = joined(first(u), rest(u).exp());
        return new Value(Functions.cumsum(steps, u.rank() - 1), true, null, null);
    }

    @Override
    public Var inverse(Var x) {
        int n = length(x.type());
        Var gaps = rest(x).minus(Functions.slice(x, x.rank() - 1, 0, n - 1, 1));
        return joined(first(x), gaps.log());
    }

    /** The sum of all coordinates but the first. */
    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape().slice(0, u.rank() - 1)).plus(rest(u).sum(-1));
    }

    private Var first(Var x) {
        return Functions.slice(x, x.rank() - 1, 0, 1, 1);
    }

    private Var rest(Var x) {
        return Functions.slice(x, x.rank() - 1, 1, length(x.type()) - 1, 1);
    }

    private static Var joined(Var first, Var rest) {
        return Functions.concat(List.of(first, rest), first.rank() - 1);
    }
}
