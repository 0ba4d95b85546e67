package ppl.aeppl.family.composed;

import java.util.List;
import ppl.aeppl.family.ComposedFamily;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support.RealInterval;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * With probability psi a draw of a distribution given that it is above 0, else 0: so what makes zeros is apart from what makes numbers.
 *
 * @param above the family of the distribution
 */
public record Hurdle(Family above) implements ComposedFamily {

    /**
     * Refuses vectors.
     *
     * @throws ppl.aeppl.LogDensityException with code EVENT_AXES_MISMATCH for a family of vectors
     */
    public Hurdle {
        Ends.requireNumbers("Hurdle", above);
    }

    /**
     * With probability {@code psi} a draw of a distribution of numbers given that it is above 0, else 0.
     *
     * @throws ppl.aeppl.LogDensityException with code NO_EVENT_PROBABILITY if the probability of being above 0 is needed and not known,
     *     EVENT_AXES_MISMATCH for a distribution of vectors, PARAMETER for a constant that is no probability
     */
    public static Distribution of(Number psi, Distribution dist) {
        Ends.requireNumbers("Hurdle", dist);
        Distribution d = new Hurdle(dist.family()).of(List.of(Var.of(psi)), List.of(dist));
        d.law();
        return d;
    }

    @Override
    public String name() {
        return "Hurdle";
    }

    @Override
    public List<Parameter> own() {
        return List.of(Parameter.probability("psi"));
    }

    @Override
    public List<Family> inner() {
        return List.of(above);
    }

    @Override
    public Law compose(List<Var> own, List<List<Var>> inner, Shape batch, Sources sources) {
        Law law = above.law(inner.getFirst(), batch, Sources.none());
        return Inflation.of(own.getFirst(), aboveZero(law), sources);
    }

    /** A law with a density on numbers from 0 on is that already. */
    private static Law aboveZero(Law law) {
        RealInterval hull = law.type().support().hull();
        boolean positive = hull.lo() != null && hull.lo().range().lo() >= 0;
        if (positive && law.type().measure() instanceof BaseMeasure.Lebesgue) {
            return law;
        }
        double least = law.type().support().isDiscrete() ? 1 : Double.MIN_VALUE;
        return TruncatedLaw.of(law, new Window(Var.constant(least), null), Sources.none());
    }
}
