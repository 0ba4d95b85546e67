package ppl.aeppl.law;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * {@code x = V' u}: from n − 1 coordinates onto vectors of n elements with sum 0, where the rows of V are orthonormal and sum to 0; along several
 * axes one after another. A rotation, so that volumes stay as they are.
 *
 * @param axes along how many of the last axes
 */
public record Plane(int axes) implements Bijector {

    @Override
    public String name() {
        return "sumtozero";
    }

    @Override
    public Support image() {
        return new SumToZero(axes);
    }

    @Override
    public TensorType unconstrained(TensorType draw) {
        Shape shape = draw.shape();
        for (int a = 1; a <= axes; a++) {
            int n = VectorLength.of(this, draw, a, 2);
            shape = shape.with(shape.rank() - a, Extent.of(n - 1));
        }
        return draw.with(shape);
    }

    @Override
    public Value forward(Var u) {
        Var x = along(
                u, v -> Functions.dot(v, Var.constant(Helmert.basis(v.shape().size(-1)))));
        return new Value(x, true, null, null);
    }

    @Override
    public Var inverse(Var x) {
        return along(
                x,
                v -> Functions.dot(
                        v, Var.constant(Helmert.basis(v.shape().size(-1) - 1)).transpose()));
    }

    /** A map of last axes, of each of the axes in turn. */
    private Var along(Var x, UnaryOperator<Var> map) {
        Var mapped = map.apply(x);
        for (int a = 2; a <= axes; a++) {
            int[] order = exchanged(x.rank(), x.rank() - a);
            mapped = Functions.transpose(map.apply(Functions.transpose(mapped, order)), order);
        }
        return mapped;
    }

    /** The order of axes in which one and the last have changed places. */
    private static int[] exchanged(int rank, int axis) {
        return IntStream.range(0, rank)
                .map(a -> a == axis ? rank - 1 : a == rank - 1 ? axis : a)
                .toArray();
    }

    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape().slice(0, u.rank() - axes));
    }
}
