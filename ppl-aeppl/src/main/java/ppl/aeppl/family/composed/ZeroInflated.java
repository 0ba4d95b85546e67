package ppl.aeppl.family.composed;

import java.util.List;
import ppl.aeppl.family.ComposedFamily;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * A draw of a distribution with probability psi, else 0: so zeros are more frequent than in the distribution. Of a continuous
 * distribution 0 becomes a single point with a probability of its own.
 *
 * @param inflated the family of the distribution
 */
public record ZeroInflated(Family inflated) implements ComposedFamily {

    /**
     * Refuses vectors.
     *
     * @throws ppl.aeppl.LogDensityException with code EVENT_AXES_MISMATCH for a family of vectors
     */
    public ZeroInflated {
        Ends.requireNumbers("ZeroInflated", inflated);
    }

    /**
     * A draw of a distribution of numbers with probability {@code psi}, else 0.
     *
     * @throws ppl.aeppl.LogDensityException with code EVENT_AXES_MISMATCH for a distribution of vectors, PARAMETER for a constant that is
     *     no probability
     */
    public static Distribution of(Number psi, Distribution dist) {
        Ends.requireNumbers("ZeroInflated", dist);
        return new ZeroInflated(dist.family()).of(List.of(Var.of(psi)), List.of(dist));
    }

    @Override
    public String name() {
        return "ZeroInflated";
    }

    @Override
    public List<Parameter> own() {
        return List.of(Parameter.probability("psi"));
    }

    @Override
    public List<Family> inner() {
        return List.of(inflated);
    }

    @Override
    public Law compose(List<Var> own, List<List<Var>> inner, Shape batch, Sources sources) {
        Law law = inflated.law(inner.getFirst(), batch, Sources.none());
        return Inflation.of(own.getFirst(), law, sources);
    }
}
