package ppl.aeppl.law;

import java.util.Set;
import java.util.TreeSet;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * One map after another: {@code x = second(first(u))}.
 *
 * @param first from the coordinates
 * @param second of what the first one gives
 * @param image the set onto which both together map
 */
public record BijectorChain(Bijector first, Bijector second, Support image) implements Bijector {

    @Override
    public String name() {
        return first.name() + ", " + second.name();
    }

    @Override
    public TensorType unconstrained(TensorType draw) {
        return first.unconstrained(second.unconstrained(draw));
    }

    /** The distances that the second one knows. */
    @Override
    public Value forward(Var u) {
        return second.forward(first.forward(u).var());
    }

    @Override
    public Var inverse(Var x) {
        return first.inverse(second.inverse(x));
    }

    @Override
    public LogTerms logJacobian(Var u) {
        Value between = first.forward(u);
        int rank = second.forward(between.var()).var().rank();
        LogTerms inner = together(first.logJacobian(u), between.var().rank());
        LogTerms outer = together(second.logJacobian(between.var()), rank);
        return inner.plus(outer);
    }

    /** Summed over those axes of an event that a map took one by one. */
    private LogTerms together(LogTerms terms, int rank) {
        Set<Integer> axes = new TreeSet<>();
        for (int axis = rank - image.eventRank(); axis < terms.shape().rank(); axis++) {
            axes.add(axis);
        }
        return terms.sumOver(axes);
    }
}
