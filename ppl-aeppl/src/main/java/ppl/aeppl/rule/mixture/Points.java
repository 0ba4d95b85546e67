package ppl.aeppl.rule.mixture;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.equal;
import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Atom;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Support.RealInterval;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** The points with a probability of their own under the components of a mixture that has a density besides. */
final class Points {

    /** So many whole numbers are listed one by one. */
    private static final long LISTED = 1000;

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    private Points() {}

    /** True where a value is a point to which a law gives a probability. */
    static Var isMet(Law law, Value v, Var logDensity) {
        return switch (law.type().measure()) {
            case BaseMeasure.Lebesgue _, BaseMeasure.Surface _ -> Var.constant(false);
            case BaseMeasure.Product _ -> throw unlisted("each element's own in " + law.describe());
            case BaseMeasure.Counting _ -> logDensity.gt(Double.NEGATIVE_INFINITY);
            case BaseMeasure.Mixed _ -> {
                if (law instanceof MixtureLaw mixture) {
                    yield mixture.atPoint(v);
                }
                Var met = Var.constant(false);
                for (Atom a : law.atoms()) {
                    Var here = and(equal(v.var(), a.location()), a.logMass().gt(Double.NEGATIVE_INFINITY));
                    met = met.isSplat(0) ? here : Functions.or(met, here);
                }
                yield met;
            }
        };
    }

    /** The places of all, each once as far as can be seen when the graph is built. */
    static List<Var> places(Components components) {
        Set<Object> seen = new LinkedHashSet<>();
        List<Var> places = new ArrayList<>();
        for (Law law : components.laws()) {
            for (Var place : places(law, components instanceof Components.Along)) {
                Double number = number(place);
                if (seen.add(number == null ? place : number)) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    /** The place, if it is the same number for all elements. */
    private static @Nullable Double number(Var place) {
        Tensor known = place.constantValue();
        if (known == null || known.length() == 0) {
            return null;
        }
        double first = known.doubleAt(0);
        return IntStream.range(0, known.length()).allMatch(i -> known.doubleAt(i) == first) ? first : null;
    }

    private static List<Var> places(Law law, boolean along) {
        return switch (law.type().measure()) {
            case BaseMeasure.Lebesgue _, BaseMeasure.Surface _ -> List.of();
            case BaseMeasure.Product _ -> throw unlisted("each element's own in " + law.describe());
            case BaseMeasure.Counting _ -> whole(law);
            case BaseMeasure.Mixed _ -> {
                List<Var> places = law.atoms().stream().map(Atom::location).toList();
                yield along ? places.stream().flatMap(p -> ofEach(p).stream()).toList() : places;
            }
        };
    }

    /** A place for each component along the last axis. */
    private static List<Var> ofEach(Var place) {
        if (place.rank() == 0) {
            return List.of(place);
        }
        if (!(place.shape().extent(-1) instanceof Extent.Known(int count)) || count > LISTED) {
            throw unlisted("a component for each place in " + place.describe());
        }
        List<Var> places = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            places.add(Functions.squeeze(Functions.slice(place, place.rank() - 1, k, 1, 1), -1));
        }
        return places;
    }

    private static List<Var> whole(Law law) {
        RealInterval hull = law.type().support().hull();
        Double lo = hull.lo() == null ? null : number(hull.lo());
        Double hi = hull.hi() == null ? null : number(hull.hi());
        if (!law.type().support().isDiscrete() || lo == null || hi == null) {
            throw unlisted(law.describe() + " on " + law.type().support());
        }
        long first = (long) Math.ceil(lo);
        long last = (long) Math.floor(hi);
        if (last - first >= LISTED) {
            throw unlisted(law.describe() + " on " + law.type().support());
        }
        return LongStream.rangeClosed(first, last)
                .mapToObj(k -> Var.constant((double) k))
                .toList();
    }

    private static LogDensityException unlisted(String what) {
        return new LogDensityException(
                DensityCode.ATOMS,
                "the points with a probability of their own cannot be listed, as a function of a mixture with densities"
                        + " needs it: among its components is " + what
                        + "\n  to fix: truncate that component to numbers between two constants, or give the mixture itself a value");
    }

    /** An atom at each place, with all the probability that there is; where places turn out equal, at the first of them. */
    static List<Atom> atoms(List<Var> places, UnaryOperator<Var> logMass) {
        List<Atom> atoms = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Var place = places.get(i);
            Var mass = logMass.apply(place);
            for (int j = 0; j < i; j++) {
                Var same = equal(place, places.get(j));
                mass = same.isSplat(0) ? mass : where(same, NEVER, mass);
            }
            atoms.add(new Atom(place, mass));
        }
        return atoms;
    }
}
