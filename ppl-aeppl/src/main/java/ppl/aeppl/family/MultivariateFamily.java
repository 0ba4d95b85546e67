package ppl.aeppl.family;

import java.util.List;
import java.util.Optional;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * A family of joint laws, of vectors or matrices: events along the last axes of a draw. The axes before them are independent repetitions.
 *
 * <p>How many axes an event has is what {@link #type} adds to the batch: one for vectors, two for matrices.
 *
 * <p>{@code p} is the list of parameters, in the order of {@link #parameters}, everywhere.
 */
public interface MultivariateFamily extends Family {

    /**
     * The log-density of events.
     *
     * <p><b>Numerics:</b> exactly −∞ outside the support; no NaN gradient there.
     *
     * @param batch the shape of a draw without the axes of an event, which is that of the result
     */
    LogTerms logp(Value x, List<Var> p, Shape batch);

    /** The mean, broadcastable to a draw; NaN if there is none. */
    Var mean(List<Var> p);

    /** The variance of each element, broadcastable to a draw; infinite or NaN if there is none. */
    Var variance(List<Var> p);

    /** A typical value inside the support, broadcastable to a draw. */
    default Var supportPoint(List<Var> p) {
        return mean(p);
    }

    /**
     * A law of the family in a closed form; empty if it has none.
     *
     * @param shape that of a draw, with the axes of an event
     * @param sources the draws that it is the law of, and which of their elements
     */
    default <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape shape, Sources sources) {
        return Optional.empty();
    }

    @Override
    default Law law(List<Var> p, Shape batch, Sources sources) {
        return new MultivariateLaw(this, p, batch, sources);
    }
}
