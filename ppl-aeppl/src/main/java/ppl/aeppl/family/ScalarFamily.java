package ppl.aeppl.family;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * A family of laws of single numbers. Draws are independent along all axes; parameters broadcast to the batch shape.
 *
 * <p>{@code p} is the list of parameters, in the order of {@link #parameters}, everywhere.
 */
public interface ScalarFamily extends Family {

    /** Element type of a draw: {@link DType#F64} or, for whole numbers, {@link DType#I64}. */
    DType dtype();

    /**
     * The log-density at x, element by element. Terms that depend on parameters only keep the parameters' shape.
     *
     * <p><b>Numerics:</b> exactly −∞ outside the support; no NaN gradient there.
     */
    LogTerms logp(Value x, List<Var> p);

    /** Probabilities of intervals; see {@link Tails}. */
    Capability<EventProbability> events(List<Var> p);

    /** The inverse distribution function. */
    default Capability<Quantile> quantile(List<Var> p) {
        return Capability.absent(name() + " has no quantile function of closed form");
    }

    /** The mean; NaN if there is none. */
    Var mean(List<Var> p);

    /** The variance; infinite or NaN if there is none. */
    Var variance(List<Var> p);

    /** A typical value inside the support, broadcastable to a draw. */
    default Var supportPoint(List<Var> p) {
        return mean(p);
    }

    /**
     * A law of the family in a closed form; empty if it has none.
     *
     * @param batch the shape of independent repetitions
     * @param sources the draws that it is the law of, and which of their elements
     */
    default <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return Optional.empty();
    }

    @Override
    default TensorType type(List<Var> p, Shape batch) {
        requireParameters(this, p, batch(p), batch);
        return new TensorType(dtype(), batch);
    }

    @Override
    default Interval range(List<Var> p) {
        return support(p).bounds();
    }

    @Override
    default Law law(List<Var> p, Shape batch, Sources sources) {
        return new ScalarLaw(this, p, batch, sources);
    }

    /**
     * Checks number and shapes of parameters against the shape of a draw.
     *
     * @throws GraphException with code INPUT for another number of parameters, with code SHAPE if they do not broadcast to the batch
     */
    static void requireParameters(Family family, List<Var> p, Shape implied, Shape batch) {
        Distribution.requireCount(family, p);
        if (implied.rank() > batch.rank() || !Shape.common(implied, batch).equals(batch)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    family.name() + " cannot be drawn with shape " + batch + ": its parameters "
                            + p.stream().map(Var::describe).toList() + " together have shape " + implied
                            + "; give a shape to which they broadcast");
        }
    }
}
