package ppl.aeppl.joint;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.PointMassLaw;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Support.RealInterval;
import ppl.aeppl.law.Value;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** Which laws have a density in unconstrained coordinates, and under which maps. */
final class Unconstrained {

    private Unconstrained() {}

    /**
     * The map to use for a free variable.
     *
     * @param chosen the caller's map; null: the one that belongs to the support
     * @throws LogDensityException if the law has no density in the coordinates of the map
     */
    static Bijector map(String name, Law law, @Nullable Bijector chosen) {
        Support support = law.type().support();
        Bijector own = support.bijector();
        requireDensity(name, law, own);
        if (chosen == null || chosen.equals(own)) {
            return own;
        }
        if (support.isDiscrete()) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "'" + name + "' counts whole numbers, " + law.describe() + ", which the smooth map '"
                            + chosen.name() + "' does not reach"
                            + "\n  to fix: leave the map out");
        }
        requireReached(name, law, chosen);
        return chosen;
    }

    /**
     * The value under a map. A map that was made for another support does not guarantee that the value lies in this one.
     *
     * @param own whether the map is the support's own
     */
    static Value value(Bijector map, boolean own, Var u, Support support) {
        Value value = map.forward(u);
        return own || map.image().equals(support) ? value : new Value(value.var(), false, value.above(), value.below());
    }

    /**
     * The log-Jacobian of a variable's map, per batch element of its law: summed over axes of an event that the map takes one by one.
     *
     * @throws LogDensityException if the map gives it in another shape than it must have
     */
    static LogTerms jacobian(FreeVariable v) {
        Shape draw = v.value().shape();
        Shape events = draw.slice(0, draw.rank() - v.bijector().image().eventRank());
        LogTerms jacobian = v.bijector().logJacobian(v.unconstrained());
        if (!jacobian.shape().equals(events)) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "the map '" + v.bijector().name() + "' of '" + v.name() + "' gives its log-Jacobian in the shape "
                            + jacobian.shape() + ", but of draws of shape " + draw + " it must have one term an event, "
                            + events + "\n  to fix: correct its logJacobian, or the eventRank of its image");
        }
        Set<Integer> together = new LinkedHashSet<>(v.law().type().eventAxes());
        together.removeIf(axis -> axis >= events.rank());
        return jacobian.sumOver(together);
    }

    private static void requireDensity(String name, Law law, Bijector own) {
        if (law instanceof PointMassLaw(Var at, Sources _)) {
            throw new LogDensityException(
                    DensityCode.ATOMS,
                    "'" + name + "' cannot be a free variable: its law " + law.describe()
                            + " has a single point with all probability, " + at.label()
                            + ", so there is nothing to sample"
                            + "\n  to fix: compute with the number itself, or give '" + name + "' a value");
        }
        switch (law.type().measure()) {
            case BaseMeasure.Lebesgue _ -> {}
            case BaseMeasure.Counting _ -> {
                if (!law.type().support().isDiscrete()) {
                    throw new LogDensityException(
                            DensityCode.ATOMS,
                            "'" + name + "' cannot be a free variable: its law " + law.describe() + " has single "
                                    + law.type().support() + ", which no sampler knows how to step between"
                                    + "\n  to fix: make the whole number inside it free, and compute '" + name
                                    + "' from that; or give '" + name + "' a value");
                }
                if (law.type().draw().dtype().isFloat()) {
                    throw new LogDensityException(
                            DensityCode.ATOMS,
                            "'" + name + "' cannot be a free variable: its law " + law.describe()
                                    + " counts single points, but its values are "
                                    + law.type().draw()
                                    + ", among which a sampler would move as if they had a density"
                                    + "\n  to fix: make the variable inside it free, and compute '" + name
                                    + "' from that; or sum it out; or give '" + name + "' a value");
                }
            }
            case BaseMeasure.Mixed _ ->
                throw new LogDensityException(
                        DensityCode.ATOMS,
                        "'" + name + "' cannot be a free variable: its law " + law.describe()
                                + " has single points with a probability of their own, " + points(law)
                                + "so it has no density that a sampler could move along"
                                + "\n  to fix: make the variable inside it free, and compute '" + name
                                + "' from that; or give '" + name + "' a value");
            case BaseMeasure.Product _ ->
                throw new LogDensityException(
                        DensityCode.ATOMS,
                        "'" + name + "' cannot be a free variable: of its law " + law.describe()
                                + " some elements are continuous and others discrete"
                                + "\n  to fix: make its parts variables of their own; or give '" + name + "' a value");
            case BaseMeasure.Surface(int rank) -> {
                TensorType draw = law.type().draw();
                if (own.unconstrained(draw).equals(draw)) {
                    throw new LogDensityException(
                            DensityCode.ATOMS,
                            "'" + name + "' cannot be a free variable: its law " + law.describe()
                                    + " lives on a surface of dimension " + rank + ", and the map '" + own.name()
                                    + "' of its support " + law.type().support() + " does not lead there"
                                    + "\n  to fix: give '" + name
                                    + "' a value, or let its support have a map from " + rank + " coordinates");
                }
            }
        }
    }

    /** The points, as they read before a comma; nothing where they cannot be listed. */
    private static String points(Law law) {
        try {
            return law.atoms().stream()
                    .map(a -> a.location().label())
                    .distinct()
                    .collect(Collectors.joining(" and ", "", ", "));
        } catch (LogDensityException unlisted) {
            return "";
        }
    }

    /** A map onto less than the support would cut off the rest in silence; one onto more gives −∞ there. */
    private static void requireReached(String name, Law law, Bijector map) {
        Support support = law.type().support();
        Support image = map.image();
        boolean flat = law.type().measure() instanceof BaseMeasure.Surface;
        boolean reached = image.equals(support)
                || (!flat
                        && image instanceof RealInterval all
                        && reaches(all.lo(), support.hull().lo(), 1)
                        && reaches(all.hi(), support.hull().hi(), -1));
        if (!reached) {
            throw new LogDensityException(
                    DensityCode.DOMAIN_NOT_COVERED,
                    "the map '" + map.name() + "' given for '" + name + "' does not reach all of the support of "
                            + law.describe() + ", " + support
                            + ": the rest would be cut off silently"
                            + "\n  to fix: leave the map out, or give one that covers the support");
        }
    }

    /** Whether an end of the map is certain to lie at an end of the support or beyond. */
    private static boolean reaches(@Nullable Var end, @Nullable Var supportEnd, int direction) {
        if (end == null) {
            return true;
        }
        if (supportEnd == null) {
            return false;
        }
        return end == supportEnd
                || (direction > 0
                        ? end.range().hi() <= supportEnd.range().lo()
                        : end.range().lo() >= supportEnd.range().hi());
    }
}
