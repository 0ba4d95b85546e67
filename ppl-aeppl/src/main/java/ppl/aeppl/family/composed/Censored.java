package ppl.aeppl.family.composed;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.ComposedFamily;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.rule.clip.ClippedLaw;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * A distribution of numbers that are seen only within an interval: a draw beyond an end counts as that end, which so has the probability
 * of all beyond it. The law of {@code clip(x, lower, upper)}.
 *
 * @param censored the family of the distribution
 * @param lower true if there is a lower end
 * @param upper true if there is an upper end
 */
public record Censored(Family censored, boolean lower, boolean upper) implements ComposedFamily {

    /**
     * Refuses vectors.
     *
     * @throws ppl.aeppl.LogDensityException with code EVENT_AXES_MISMATCH for a family of vectors
     */
    public Censored {
        Ends.requireNumbers("Censored", censored);
    }

    /**
     * A distribution of numbers of which those below {@code lower} are seen as {@code lower} and those above {@code upper} as {@code
     * upper}; either may be infinite.
     *
     * @throws ppl.aeppl.LogDensityException with code NO_EVENT_PROBABILITY if the probability of an interval is not known,
     *     EVENT_AXES_MISMATCH for a distribution of vectors, PARAMETER if constants are out of order
     */
    public static Distribution of(Distribution dist, Number lower, Number upper) {
        Ends ends = Ends.of(lower, upper);
        Ends.requireNumbers("Censored", dist);
        Distribution d =
                new Censored(dist.family(), ends.lower(), ends.upper()).of(ends.given(lower, upper), List.of(dist));
        d.law();
        return d;
    }

    private Ends ends() {
        return new Ends(lower, upper);
    }

    @Override
    public String name() {
        return "Censored";
    }

    @Override
    public List<Parameter> own() {
        return ends().parameters();
    }

    @Override
    public List<Family> inner() {
        return List.of(censored);
    }

    @Override
    public List<ParameterCheck> ownChecks(List<Var> parameters) {
        List<ParameterCheck> checks = new ArrayList<>(ends().checks(name(), ownOf(parameters)));
        if (!isReal()) {
            wholeEnd(checks, "lower", ends().lower(ownOf(parameters)));
            wholeEnd(checks, "upper", ends().upper(ownOf(parameters)));
        }
        return checks;
    }

    private boolean isReal() {
        return !(censored instanceof ScalarFamily scalar) || scalar.dtype().isFloat();
    }

    private void wholeEnd(List<ParameterCheck> checks, String parameter, @Nullable Var end) {
        if (end != null) {
            checks.add(ParameterCheck.of(
                    name(),
                    parameter,
                    "a whole number, as what is censored is",
                    "round it, or cast what is censored to float64",
                    end,
                    Functions.equal(Functions.floor(end), end)));
        }
    }

    /** An end of the type of what is censored. */
    private static @Nullable Var of(Law law, @Nullable Var end) {
        return end == null ? null : Functions.cast(end, law.type().draw().dtype());
    }

    /** The law of what is censored, before it is: a draw of it by a key, clipped, is the draw of this by that key. */
    public Law latent(List<Var> parameters, Shape batch) {
        return censored.law(innerOf(parameters).getFirst(), batch, Sources.none());
    }

    @Override
    public Law compose(List<Var> own, List<List<Var>> inner, Shape batch, Sources sources) {
        Law law = censored.law(inner.getFirst(), batch, sources);
        Var lo = of(law, ends().lower(own));
        Var hi = of(law, ends().upper(own));
        Law above = lo == null ? law : ClippedLaw.of(law, events(law), lo, true);
        return hi == null ? above : ClippedLaw.of(above, events(above), hi, false);
    }

    private static EventProbability events(Law law) {
        return law.events()
                .orElseThrow(
                        DensityCode.NO_EVENT_PROBABILITY,
                        "censoring needs the probability beyond an end, which of " + law.describe());
    }
}
