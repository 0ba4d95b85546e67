package ppl.aeppl.law;

import java.util.List;
import ppl.aeppl.numeric.Constants;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/**
 * {@code x = (2 u, |u|² - 1) / (|u|² + 1)}: from n − 1 coordinates onto vectors of n elements of length 1, by lines from the pole
 * (0, ..., 0, 1), which alone is not reached. Angles stay as they are, so that the Jacobian depends on the distance from the origin alone.
 */
public record Stereographic() implements Bijector {

    @Override
    public String name() {
        return "unitvector";
    }

    @Override
    public Support image() {
        return new UnitSphere();
    }

    @Override
    public TensorType unconstrained(TensorType draw) {
        int n = VectorLength.of(this, draw, 2);
        return draw.with(draw.shape().with(draw.shape().rank() - 1, Extent.of(n - 1)));
    }

    /** The last element is near 1 far out, where {@code 1 - 2 / (1 + |u|²)} keeps its digits, and near −1 where no digits are lost. */
    @Override
    public Value forward(Var u) {
        Var share = logOnePlusSquare(u).unaryMinus().exp();
        Var ahead = u.times(share).times(2);
        Var last = Var.constant(1.0).minus(share.times(2));
        return new Value(Functions.concat(List.of(ahead, last), u.rank() - 1), true, null, null);
    }

    /** {@code log(1 + |u|²)}, with an axis of length 1 for that of the coordinates; no square of a large one is taken. */
    private static Var logOnePlusSquare(Var u) {
        Var unit = Gradient.stop(Functions.maximum(Functions.expandDims(u.abs().max(-1), -1), 1));
        Var squares = Functions.expandDims(u.div(unit).square().sum(-1), -1);
        Var one = Var.constant(1.0).div(unit).square();
        return squares.plus(one).log().plus(unit.log().times(2));
    }

    /** By the longer way where the last element is near 1. */
    @Override
    public Var inverse(Var x) {
        int axis = x.rank() - 1;
        int n = VectorLength.of(this, x.type(), 2);
        Var ahead = Functions.slice(x, axis, 0, n - 1, 1);
        Var last = Functions.slice(x, axis, n - 1, 1, 1);
        Var squares = Functions.expandDims(ahead.square().sum(-1), -1);
        Var near = last.gt(0);
        // 1 - last = |ahead|² / (1 + last)
        Var rest = Functions.where(
                near,
                squares.div(Functions.where(near, last, Var.constant(1.0)).plus(1)),
                Var.constant(1.0).minus(last));
        return ahead.div(rest);
    }

    @Override
    public LogTerms logJacobian(Var u) {
        int n = u.shape().size(-1);
        Shape batch = u.shape().slice(0, u.rank() - 1);
        return LogTerms.zero(batch)
                .plus(-n, Functions.squeeze(logOnePlusSquare(u), -1))
                .plus(n * Constants.LOG_2);
    }
}
