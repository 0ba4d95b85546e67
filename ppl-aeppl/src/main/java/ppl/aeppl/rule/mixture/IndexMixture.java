package ppl.aeppl.rule.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.JointLaw;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.view.MovedLaw;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.Concat;
import ppl.graph.op.Gather;

/**
 * The law of what is picked at random positions. The axes of a result are those before the axis that is picked from, those of the
 * positions, and those behind: what a position picks is one event.
 *
 * @param id of the rule
 * @param op the picking
 * @param at where it stands
 * @param from the law of what is picked from
 * @param positions the law of the positions
 */
record IndexMixture(RuleId id, Gather op, Application at, Law from, Law positions) {

    private static final String FIX =
            "give the position a value; or draw what is picked once for each position; or sum the position out in the model";

    Outcome derive() {
        Shape source = from.type().draw().shape();
        if (!source.isKnown() || positions.type().whyNotApart() != null) {
            return refused(
                    DensityCode.NO_RULE,
                    source.isKnown()
                            ? "the positions " + positions.describe() + " depend on each other"
                            : "how many there are to pick from is not known before a run");
        }
        Optional<Alternatives> found = Alternatives.of(positions);
        if (found.isEmpty()) {
            return refused(
                    DensityCode.DOMAIN_NOT_COVERED,
                    "the random position " + positions.describe() + " has no finite number of known values, at most "
                            + Alternatives.LISTED + ", but " + positions.type().support());
        }
        Alternatives each = found.get();
        int n = source.size(axis());
        if (each.least() < 0 || each.greatest() >= n) {
            return refused(
                    DensityCode.DOMAIN_NOT_COVERED,
                    "the random position " + positions.describe() + " may be " + each.least() + " to " + each.greatest()
                            + ", but there are positions 0 to " + (n - 1));
        }
        String tied = picks().elements() > 1 ? whyTied() : null;
        if (tied != null) {
            return refused(
                    DensityCode.DEPENDENT_OPERANDS,
                    "several positions pick from " + from.describe() + ", whose elements " + tied);
        }
        try {
            boolean alone = from.type().sources().isEmpty() || each.areDisjoint(); // numbers are shared without harm
            return alone ? separate(each) : SharedPicks.derive(this, each);
        } catch (LogDensityException e) {
            return at.refused(id, e);
        }
    }

    /** Why what different positions pick is not independent; null if it is. */
    private @Nullable String whyTied() {
        LawType type = from.type();
        if (type.eventAxes().contains(axis())) {
            return "along axis " + axis() + " have a joint law";
        }
        return type.batch().contains(Dependence.SERIAL) || type.batch().contains(Dependence.DUPLICATED)
                ? "depend on each other"
                : null;
    }

    Outcome.Refused refused(DensityCode code, String why) {
        return at.refused(id, code, why, FIX);
    }

    int axis() {
        return from.type().draw().shape().normalizeAxis(op.axis());
    }

    Shape picks() {
        return positions.type().draw().shape();
    }

    /** The axes of what one position picks, in the shape [positions, picked]. */
    Set<Integer> eventAxes() {
        int rank = at.node().rank();
        Set<Integer> axes = new TreeSet<>();
        IntStream.range(picks().rank(), rank).forEach(axes::add);
        return axes;
    }

    Sources sources() {
        return from.type().sources().and(positions.type().sources());
    }

    /** No two positions can pick the same, so each element of the positions has a mixture of its own. */
    private Outcome separate(Alternatives each) {
        Var logWeights = each.logProbabilities(positions);
        Capability<Law> mixture = at.node().inputs().getFirst().op() instanceof Concat
                ? ofSeveral(each, logWeights)
                : alongAxis(each, logWeights);
        if (!mixture.isPresent()) {
            mixture = ofSeveral(
                    each, logWeights); // the alternatives may have a joint law, of which each pick sees one part
        }
        return switch (mixture) {
            case Capability.Present<Law>(Law law) ->
                inPlace(law)
                        .<Outcome>map(moved -> at.derived(id, moved))
                        .orElseGet(() -> refused(DensityCode.EVENT_AXES_MISMATCH, "its axes cannot be put in order"));
            case Capability.Absent<Law>(String why) -> refused(DensityCode.NO_RULE, why);
        };
    }

    /** A law for each alternative. */
    private Capability<Law> ofSeveral(Alternatives each, Var logWeights) {
        List<Law> laws = new ArrayList<>();
        for (int j = 0; j < each.count(); j++) {
            switch (components(taking(List.of(each.at(j)), Shape.scalar()), eventAxes())) {
                case Capability.Present<Law>(Law law) -> laws.add(law);
                case Capability.Absent<Law> absent -> {
                    return absent;
                }
            }
        }
        return Capability.of(MixtureLaw.of(laws, logWeights, sources()));
    }

    /** One law with an axis of alternatives. */
    private Capability<Law> alongAxis(Alternatives each, Var logWeights) {
        List<long[]> all = IntStream.range(0, each.count()).mapToObj(each::at).toList();
        Set<Integer> behind = new TreeSet<>();
        eventAxes().forEach(a -> behind.add(a + 1));
        return switch (components(taking(all, Shape.of(each.count())), behind)) {
            case Capability.Present<Law>(Law law) -> Capability.of(MixtureLaw.along(law, logWeights, sources()));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    /** The law of the elements, those that one position picks together. */
    Capability<Law> components(Rearrangement by, Set<Integer> events) {
        return switch (from.elements(by)) {
            case Capability.Present<Law>(Law law) -> {
                Law joint = JointLaw.along(events, law);
                if (!joint.type().eventAxes().equals(events)) {
                    yield Capability.absent("the elements of " + law.describe() + " along axes "
                            + joint.type().eventAxes() + " have a joint law");
                }
                boolean unmeasured = joint.type().measure() instanceof BaseMeasure.Product;
                yield unmeasured
                        ? Capability.absent("of what one position picks, " + law.describe()
                                + ", elements have points with a probability of their own")
                        : Capability.of(joint);
            }
            case Capability.Absent<Law> absent -> absent;
        };
    }

    /**
     * Elements at positions, of the shape [positions, alternatives, picked].
     *
     * @param alternatives for each alternative the positions
     * @param along the axis of alternatives, none for one
     */
    Rearrangement taking(List<long[]> alternatives, Shape along) {
        Shape source = from.type().draw().shape();
        int axis = axis();
        Shape rest = source.without(axis);
        Shape to = picks().concat(along).concat(rest);
        int rows = rest.elements();
        int[] origins = new int[to.elements()];
        int i = 0;
        for (int p = 0; p < picks().elements(); p++) {
            for (long[] positions : alternatives) {
                for (int r = 0; r < rows; r++) {
                    origins[i++] = element(source, axis, rest, r, (int) positions[p]);
                }
            }
        }
        return Rearrangement.taking(source, to, origins);
    }

    private static int element(Shape source, int axis, Shape rest, int row, int position) {
        int[] other = rest.position(row);
        int[] at = new int[source.rank()];
        System.arraycopy(other, 0, at, 0, axis);
        at[axis] = position;
        System.arraycopy(other, axis, at, axis + 1, other.length - axis);
        return source.element(at);
    }

    /** What is picked, in the order [positions, before, behind] of axes. */
    Var outOfPlace(Var picked) {
        int axis = axis();
        int p = picks().rank();
        if (axis == 0 || p == 0) {
            return picked;
        }
        int[] order = new int[picked.rank()];
        for (int a = 0; a < order.length; a++) {
            order[a] = a < p ? axis + a : a < p + axis ? a - p : a;
        }
        return Functions.transpose(picked, order);
    }

    /** From the order [positions, before, behind] of axes to [before, positions, behind]. */
    Optional<? extends Law> inPlace(Law law) {
        int axis = axis();
        if (axis == 0 || picks().rank() == 0) {
            return Optional.of(law);
        }
        int p = picks().rank();
        int[] order = new int[at.node().rank()];
        for (int a = 0; a < order.length; a++) {
            order[a] = a < axis ? p + a : a < axis + p ? a - axis : a;
        }
        return MovedLaw.transposed(law, order);
    }
}
