package ppl.aeppl.family.composed;

import java.util.ArrayList;
import java.util.List;
import ppl.aeppl.family.ComposedFamily;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * A distribution given that a draw lies in a closed interval: its density, divided by the probability of the interval.
 *
 * <p><b>Numerics:</b> probabilities are logs all along, and draws invert the nearer tail, so that the interval may lie however far
 * out: {@code truncated(normal(0, 1), 39, 40)}. Where the quantile function is not known, or its argument would underflow, a draw
 * halves an interval of float64 numbers until two neighbours are left.
 *
 * @param truncated the family of the distribution
 * @param lower true if there is a lower end
 * @param upper true if there is an upper end
 */
public record Truncated(Family truncated, boolean lower, boolean upper) implements ComposedFamily {

    /**
     * Refuses vectors.
     *
     * @throws ppl.aeppl.LogDensityException with code EVENT_AXES_MISMATCH for a family of vectors
     */
    public Truncated {
        Ends.requireNumbers("Truncated", truncated);
    }

    /**
     * A distribution of numbers given that a draw is at least {@code lower} and at most {@code upper}; either may be infinite.
     *
     * @throws ppl.aeppl.LogDensityException with code NO_EVENT_PROBABILITY if the probability of an interval is not known,
     *     EVENT_AXES_MISMATCH for a distribution of vectors, PARAMETER if constants leave no probability
     */
    public static Distribution of(Distribution dist, Number lower, Number upper) {
        Ends ends = Ends.of(lower, upper);
        Ends.requireNumbers("Truncated", dist);
        return new Truncated(dist.family(), ends.lower(), ends.upper()).of(ends.given(lower, upper), List.of(dist));
    }

    private Ends ends() {
        return new Ends(lower, upper);
    }

    @Override
    public String name() {
        return "Truncated";
    }

    @Override
    public List<Parameter> own() {
        return ends().parameters();
    }

    @Override
    public List<Family> inner() {
        return List.of(truncated);
    }

    /** The interval must have a probability, or nothing can lie in it. */
    @Override
    public List<ParameterCheck> ownChecks(List<Var> parameters) {
        List<Var> own = ownOf(parameters);
        List<ParameterCheck> checks = new ArrayList<>(ends().checks(name(), own));
        if (own.isEmpty()) {
            return checks;
        }
        law(own, innerOf(parameters), batch(parameters), Sources.none())
                .massCheck(name(), truncated.name())
                .ifPresent(checks::add);
        return checks;
    }

    @Override
    public Law compose(List<Var> own, List<List<Var>> inner, Shape batch, Sources sources) {
        return law(own, inner, batch, sources);
    }

    private TruncatedLaw law(List<Var> own, List<List<Var>> inner, Shape batch, Sources sources) {
        Law base = truncated.law(inner.getFirst(), batch, Sources.none());
        return TruncatedLaw.of(base, new Window(ends().lower(own), ends().upper(own)), sources);
    }
}
