package ppl.aeppl.family.composed;

import java.util.List;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.ComposedFamily;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Ordered;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;

/**
 * Independent draws of one continuous distribution in ascending order, along the last axis: density n! prod f. Of cut points, or of
 * components whose names could be exchanged.
 *
 * <p>Of a normal distribution this is the ordered normal law, the prior of cut points: that of a normal variable restricted to ascending values,
 * which other software writes as a normal one with an ordered transform. Of elements with parameters that differ there are two laws that should not be taken
 * for each other: {@code sort} of their draw, which has a density too, and their law given that they happen to be in order, which has none
 * of closed form: it is divided by the probability of that order, a function of the parameters. A density without this divisor is another prior of
 * these parameters, so such distributions are refused.
 *
 * <p><b>Shapes:</b> the last axis of the shape that is drawn is one event of n numbers, n known; parameters are the same along it.
 *
 * @param sampled the family of the distribution
 */
public record OrderedSample(Family sampled) implements ComposedFamily {

    /**
     * Refuses vectors and whole numbers.
     *
     * @throws LogDensityException with code EVENT_AXES_MISMATCH for a family of vectors, VALUE_TYPE for one that is discrete
     */
    public OrderedSample {
        Ends.requireNumbers("Ordered", sampled);
        if (sampled instanceof ScalarFamily scalar && !scalar.dtype().isFloat()) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "Ordered takes a continuous distribution, but draws of " + sampled.name() + " are whole numbers"
                            + "\n  to fix: give a distribution with a density");
        }
    }

    /**
     * Independent draws of one continuous distribution in ascending order, as many as the last axis of a draw is long: {@code
     * ordered(normal(0, 1)).draw("cuts", 4)}.
     *
     * @throws LogDensityException with code EVENT_AXES_MISMATCH for a distribution of vectors, VALUE_TYPE for one that is discrete or
     *     has single points with a probability of their own
     */
    public static Distribution ordered(Distribution dist) {
        Ends.requireNumbers("Ordered", dist);
        if (!(dist.law().type().measure() instanceof BaseMeasure.Lebesgue)) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "Ordered takes a continuous distribution, but two draws of " + dist
                            + " may be equal, so that their order has no"
                            + " density of this form\n  to fix: give a distribution with a density");
        }
        return new OrderedSample(dist.family()).of(List.of(), List.of(dist));
    }

    @Override
    public String name() {
        return "Ordered";
    }

    @Override
    public List<Parameter> own() {
        return List.of();
    }

    @Override
    public List<Family> inner() {
        return List.of(sampled);
    }

    @Override
    public Support support(List<Var> parameters) {
        return new Ordered(sampled.support(parameters).hull());
    }

    @Override
    public Law compose(List<Var> own, List<List<Var>> inner, Shape batch, Sources sources) {
        if (batch.rank() == 0 || !(batch.extent(-1) instanceof Extent.Known(int n)) || n < 1) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "Ordered needs to know how many numbers are in order, but the shape of a draw is " + batch
                            + "; give a shape whose last axis is as long, such as draw(name, 4), or in a model a dim");
        }
        Shape given = sampled.batch(inner.getFirst());
        if (given.rank() == batch.rank() && !given.extent(-1).is(1)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "Ordered takes draws of one distribution, but along the last axis the parameters of "
                            + sampled.describe(inner.getFirst())
                            + " differ; give them a last axis of length 1, or leave it out, or sort a draw of it: sort(draw, -1)");
        }
        return OrderedLaw.of(sampled.law(inner.getFirst(), batch, Sources.none()), sources);
    }
}
