package ppl.api.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import ppl.aeppl.family.Family;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.partial.Ellipsoids;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.graph.op.RandomOp;

/**
 * What was observed in part, in a model that is taken apart ({@link Model#imputed}): for {@code y} along {@code y_seen_at} the variable {@code
 * y_missing} along {@code y_missing_at}.
 */
final class SeenInPart {

    private SeenInPart() {}

    /** The variables that hold what is missing. */
    static List<Model.Free> missing(Model model) {
        List<Model.Free> missing = new ArrayList<>();
        model.observed().forEach(o -> missing(model, o).forEach(missing::add));
        return missing;
    }

    private static Stream<Model.Free> missing(Model model, Model.Observed o) {
        String name = o.name() + "_missing";
        return model.free().stream()
                .filter(v -> v.name().equals(name)
                        && liesAlong(v.dims(), name + "_at")
                        && liesAlong(o.dims(), o.name() + "_seen_at"));
    }

    private static boolean liesAlong(List<Dim> dims, String name) {
        return !dims.isEmpty() && dims.getFirst().name().equals(name);
    }

    /**
     * Checks that parts of variables can be sampled where they are.
     *
     * @throws ModelException with code VALUE if one has no density
     */
    static void requireDensities(Model model, Map<String, Roles.Decision> roles) {
        for (Model.Free v : model.free()) {
            if (isSampled(v, roles) && Ellipsoids.isSeenPart(v.node())) {
                throw new ModelException(
                        ModelCode.VALUE,
                        "'" + v.name() + "' is what was seen of vectors some of whose elements are missing, and without"
                                + " its values it cannot be sampled: give it values, or take them away from the model as it was"
                                + " before imputed()");
            }
        }
        for (Model.Observed o : model.observed()) {
            missing(model, o).filter(v -> isSampled(v, roles)).forEach(v -> requireDensity(o, v, roles));
        }
    }

    private static boolean isSampled(Model.Free v, Map<String, Roles.Decision> roles) {
        return Objects.requireNonNull(roles.get(v.name())).role() == Role.SAMPLED;
    }

    private static void requireDensity(Model.Observed o, Model.Free missing, Map<String, Roles.Decision> roles) {
        if (missing.node().op() instanceof RandomOp(Family family, var _, var batch)) {
            Law law = family.law(missing.node().inputs(), batch, Sources.none());
            if (law.type().measure() instanceof BaseMeasure.Mixed) {
                throw new ModelException(
                        ModelCode.VALUE,
                        "'" + o.name() + "' has missing values that would be sampled ("
                                + Objects.requireNonNull(roles.get(missing.name()))
                                        .why()
                                + "), but its law " + law.describe()
                                + " has single points with a probability of their own, so it has no density that a sampler"
                                + " could move along: leave these rows out, or let what depends on '" + o.name()
                                + "' depend on a variable without such points");
            }
        }
    }
}
