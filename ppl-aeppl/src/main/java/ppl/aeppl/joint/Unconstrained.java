package ppl.aeppl.joint;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.bijector.Bijector;
import ppl.aeppl.bijector.Bounded;
import ppl.aeppl.bijector.Identity;
import ppl.aeppl.bijector.LowerBound;
import ppl.aeppl.bijector.UpperBound;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/** Which laws have a density in unconstrained coordinates, and under which maps. */
final class Unconstrained {

    private Unconstrained() {}

    /**
     * The map to be used for a variable that is sought.
     *
     * @param chosen the caller's map; null: the one that belongs to the support
     * @throws LogDensityException if the law has no density in the coordinates of the map
     */
    static Bijector map(String name, Law law, @Nullable Bijector chosen) {
        requireDensity(name, law);
        Support support = law.type().support();
        if (chosen == null) {
            return Bijector.of(support);
        }
        if (support.isDiscrete() && !(chosen instanceof Identity)) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "'" + name + "' counts whole numbers, " + law.describe() + ", which the smooth map '"
                            + chosen.name() + "' does not reach"
                            + "\n  to fix: leave the map out");
        }
        requireReached(name, law, chosen);
        return chosen;
    }

    /** The value under a map. A map that was made for another support does not vouch for the value lying in this one. */
    static Value value(Bijector map, Var u, Support support) {
        Value value = map.forward(u);
        return map.equals(Bijector.of(support)) ? value : new Value(value.var(), false, value.above(), value.below());
    }

    private static void requireDensity(String name, Law law) {
        switch (law.type().measure()) {
            case BaseMeasure.Lebesgue _, BaseMeasure.Counting _ -> {}
            case BaseMeasure.Mixed _ ->
                throw new LogDensityException(
                        DensityCode.ATOMS,
                        "'" + name + "' cannot be a free variable: its law " + law.describe()
                                + " has single points with a probability of their own, "
                                + law.atoms().stream()
                                        .map(a -> a.location().label())
                                        .distinct()
                                        .collect(Collectors.joining(" and "))
                                + ", so it has no density that a sampler could move along"
                                + "\n  to fix: make the variable inside it free, and compute '" + name
                                + "' from that; or give '" + name + "' a value");
            case BaseMeasure.Surface(int rank) ->
                throw new LogDensityException(
                        DensityCode.ATOMS,
                        "'" + name + "' cannot be a free variable: its law " + law.describe()
                                + " lives on a surface of dimension " + rank
                                + ", and no map from the whole line to it is present"
                                + "\n  to fix: give '" + name
                                + "' a value, or compute it from variables that are free");
        }
    }

    private static void requireReached(String name, Law law, Bijector map) {
        if (!(law.type().support() instanceof Support.RealInterval(Var lo, var _, Var hi, var _))) {
            return;
        }
        boolean reached =
                switch (map) {
                    case Identity _ -> true;
                    case LowerBound(Var from) -> reaches(from, lo, 1);
                    case UpperBound(Var to) -> reaches(to, hi, -1);
                    case Bounded(Var from, Var to) -> reaches(from, lo, 1) && reaches(to, hi, -1);
                };
        if (!reached) {
            throw new LogDensityException(
                    DensityCode.DOMAIN_NOT_COVERED,
                    "the map '" + map.name() + "' given for '" + name + "' does not reach all of the support of "
                            + law.describe() + ", " + law.type().support()
                            + ": the rest would be cut off without a word"
                            + "\n  to fix: leave the map out, or give one that covers the support");
        }
    }

    /** False if an end of the map is certain to lie inside the support. */
    private static boolean reaches(Var end, @Nullable Var supportEnd, int direction) {
        if (supportEnd == null) {
            return false;
        }
        return direction > 0
                ? end.range().lo() <= supportEnd.range().hi()
                : end.range().hi() >= supportEnd.range().lo();
    }
}
