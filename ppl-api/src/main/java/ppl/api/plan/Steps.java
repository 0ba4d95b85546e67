package ppl.api.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Family;
import ppl.aeppl.joint.FreeVariable;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.Law;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/** What is done with each variable, from the roles and the derived laws. */
final class Steps {

    private final Model model;
    private final Map<String, Roles.Decision> roles;
    private final JointDensity joint;

    private Steps(Model model, Map<String, Roles.Decision> roles, JointDensity joint) {
        this.model = model;
        this.roles = roles;
        this.joint = joint;
    }

    /** A step for each variable: first those without a value, then observed ones, potentials and computed ones. */
    static List<Step> of(Model model, Map<String, Roles.Decision> roles, JointDensity joint) {
        return new Steps(model, roles, joint).all();
    }

    private List<Step> all() {
        List<Step> steps = new ArrayList<>();
        for (Model.Free v : model.free()) {
            Roles.Decision d = Objects.requireNonNull(roles.get(v.name()));
            steps.add(d.role() == Role.SAMPLED ? sampled(v, d) : forward(v, d));
        }
        for (Model.Summed z : model.summed()) {
            Roles.Decision d = Objects.requireNonNull(roles.get(z.name()));
            steps.add(
                    d.role() == Role.SUMMED_OUT
                            ? summed(z, d)
                            : forward(new Model.Free(z.name(), z.node(), z.dims()), d));
        }
        model.observed().forEach(o -> steps.add(observed(o)));
        for (Model.Potential p : model.potentials()) {
            String why = "a term of the log-density";
            steps.add(new Step(p.name(), List.of(), Role.POTENTIAL, p.node().label(), "", "", 0, why));
        }
        for (Model.Deterministic d : model.deterministics()) {
            boolean drawn = d.node().op() instanceof RandomOp;
            String text = drawn ? d.node().label() : d.node().expression();
            steps.add(new Step(d.name(), names(d.dims()), Role.COMPUTED, text, "", "", 0, from(d.node())));
        }
        return steps;
    }

    private Step sampled(Model.Free v, Roles.Decision d) {
        FreeVariable free = joint.free().stream()
                .filter(f -> f.name().equals(v.name()))
                .findFirst()
                .orElseThrow();
        Law law = free.law();
        Shape shape = free.unconstrained().shape();
        return new Step(
                v.name(),
                names(v.dims()),
                d.role(),
                law.describe(),
                law.type().support().toString(),
                free.bijector().name(),
                shape.isKnown() ? shape.elements() : 0,
                d.why());
    }

    private Step summed(Model.Summed z, Roles.Decision d) {
        Law law = joint.law(z.name());
        String support = law.type().support().toString();
        return new Step(z.name(), names(z.dims()), d.role(), law.describe(), support, "", 0, d.why());
    }

    private static Step forward(Model.Free v, Roles.Decision d) {
        String law = v.node().expression();
        String support = "";
        if (v.node().op() instanceof RandomOp(Family family, var _, var _)) {
            law = family.describe(v.node().inputs());
            support = family.support(v.node().inputs()).toString();
        }
        return new Step(v.name(), names(v.dims()), d.role(), law, support, "", 0, d.why());
    }

    private Step observed(Model.Observed o) {
        Law law = joint.law(o.name());
        String support = law.type().support().toString();
        return new Step(o.name(), names(o.dims()), Role.OBSERVED, law.describe(), support, "", 0, given(o, law));
    }

    /** How an observed expression treats the draws in it: its value determines them, or its law integrates them out. */
    private String given(Model.Observed o, Law law) {
        List<String> told = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (Var source : law.type().sources().draws()) {
            if (source != o.node()) {
                (hasValue(source) ? told : gone)
                        .add(named(source, law.type().sources().draws()));
            }
        }
        return "its value is given"
                + (told.isEmpty() ? "" : ", and tells " + String.join(", ", told))
                + (gone.isEmpty() ? "" : "; its law is without " + String.join(", ", gone) + ", integrated out");
    }

    /** Two noises may have one name. */
    private static String named(Var source, Collection<Var> all) {
        boolean alone = all.stream().noneMatch(s -> s != source && s.label().equals(source.label()));
        return alone || !(source.op() instanceof RandomOp(Family family, var _, var _))
                ? source.label()
                : source.label() + " (" + family.describe(source.inputs()) + ")";
    }

    private boolean hasValue(Var source) {
        try {
            joint.valuesOf(List.of(source));
            return true;
        } catch (LogDensityException e) {
            return false;
        }
    }

    /** What it is a function of; for draws that data determine, of the variables by which they do. */
    private String from(Var node) {
        Set<Var> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
        ancestors.addAll(Graph.order(List.of(node)));
        if (hasValue(node)) {
            ancestors.addAll(Graph.order(joint.valuesOf(List.of(node))));
        }
        Set<String> told = joint.free().stream()
                .filter(f -> ancestors.contains(f.unconstrained()))
                .map(FreeVariable::name)
                .collect(Collectors.toSet());
        List<String> named = model.free().stream()
                .filter(v -> ancestors.contains(v.node()) || told.contains(v.name()))
                .map(Model.Free::name)
                .toList();
        return named.isEmpty() ? "a constant" : "a function of " + String.join(", ", named);
    }

    private static List<String> names(List<Dim> dims) {
        return dims.stream().map(Dim::name).toList();
    }
}
