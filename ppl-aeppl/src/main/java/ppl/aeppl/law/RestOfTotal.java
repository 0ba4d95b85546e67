package ppl.aeppl.law;

import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * From all counts but one onto vectors of counts with a given sum: the one left out is what the others leave of the total. Counts that add
 * up to more give a negative one, which lies outside of the support.
 *
 * @param total the sum, broadcastable to a draw without its last axis
 * @param rest the element that is computed
 */
public record RestOfTotal(Var total, int rest) implements Bijector {

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public Support image() {
        return new DiscreteSimplex(total, rest);
    }

    @Override
    public TensorType unconstrained(TensorType draw) {
        if (rest == DiscreteSimplex.NONE) {
            throw new GraphException(
                    GraphCode.VALUE,
                    "the map '" + name()
                            + "' computes one count of each row from the others, one that is not 0 for certain,"
                            + " but of " + draw + " each category is never met in some row"
                            + "; make the rows variables of their own, or leave such categories out");
        }
        int n = VectorLength.of(this, draw, 2);
        return draw.with(draw.shape().with(draw.shape().rank() - 1, Extent.of(n - 1)));
    }

    @Override
    public Value forward(Var u) {
        int axis = u.rank() - 1;
        int n = u.shape().size(-1);
        Var left = Functions.broadcastTo(
                total.cast(DType.I64).minus(u.sum(-1)), u.shape().slice(0, axis));
        Var all = Functions.concat(List.of(u, Functions.expandDims(left, -1)), axis);
        return Value.of(
                rest == n ? all : at(IntStream.rangeClosed(0, n).map(i -> i < rest ? i : i == rest ? n : i - 1), all));
    }

    @Override
    public Var inverse(Var x) {
        return at(IntStream.range(0, x.shape().size(-1)).filter(i -> i != rest), x);
    }

    private static Var at(IntStream elements, Var x) {
        Var positions = Var.constant(Tensor.of(elements.asLongStream().toArray()));
        return Functions.take(x, positions, x.rank() - 1);
    }

    /** 0: whole numbers have no volume. */
    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape().slice(0, u.rank() - 1));
    }
}
