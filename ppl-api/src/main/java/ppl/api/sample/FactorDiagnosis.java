package ppl.api.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.joint.Factor;
import ppl.aeppl.joint.FactorKind;
import ppl.aeppl.law.Support;
import ppl.api.Model;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Constant;
import ppl.graph.op.RandomOp;
import ppl.graph.random.ParameterCheck;

/** Finds out why a factor is not finite at a point: a parameter, a value outside the support, or neither. */
final class FactorDiagnosis {

    /**
     * Why a factor is of no use.
     *
     * @param text the reason
     * @param change what to change, if that is not the factor itself
     */
    record Reason(String text, @Nullable String change) {
        private Reason since(@Nullable RootCause cause) {
            return cause == null ? this : new Reason(text + ", since " + cause.text(), cause.change());
        }
    }

    private final PointValues at;

    FactorDiagnosis(PointValues at) {
        this.at = at;
    }

    /** The first parameter that violates its constraint, with its value; null if all hold. */
    @Nullable
    Reason violation(Factor f) {
        for (ParameterCheck check : f.checks()) {
            String violation = check.violation(at.evaluate(check.nodes()));
            if (violation != null) {
                return new Reason(violation, null).since(behind(f, check.parameter()));
            }
        }
        return null;
    }

    /** Where a parameter that is not finite comes from. */
    private @Nullable RootCause behind(Factor f, String parameter) {
        if (f.kind() == FactorKind.MARGINAL) {
            return null; // of several variables, one of which has the parameter
        }
        Var node = node(f);
        if (node.op() instanceof RandomOp(Family family, var _, var _)) {
            List<String> names =
                    family.parameters().stream().map(Parameter::name).toList();
            return names.contains(parameter) ? cause(node.inputs().get(names.indexOf(parameter))) : null;
        }
        return null;
    }

    private @Nullable RootCause cause(Var node) {
        Tensor value = valueOf(node);
        return value.length() == 0 ? null : RootCause.of(at, node, first(value, x -> !Double.isFinite(x)));
    }

    /** About an element of a factor that is not finite. */
    Reason of(Factor f, Tensor elements) {
        int worst = first(elements, x -> !Double.isFinite(x));
        String place = elements.type().shape().subscript(worst);
        Factor.Subject subject = f.subject();
        if (subject != null && (f.kind() == FactorKind.PRIOR || f.kind() == FactorKind.LIKELIHOOD)) {
            return ofValue(f, subject, worst, elements);
        }
        Reason reason = new Reason(f.name() + place + " gives " + elements.doubleAt(worst), null);
        return f.kind() == FactorKind.POTENTIAL ? reason.since(RootCause.of(at, node(f), worst)) : reason;
    }

    private Reason ofValue(Factor f, Factor.Subject subject, int element, Tensor logp) {
        Tensor value = at.evaluate(List.of(subject.value())).getFirst();
        boolean event = value.length() != logp.length();
        String place = logp.type().shape().subscript(element);
        String named =
                event ? "the event " + f.name() + place : f.name() + place + " = " + value.elementToString(element);
        Var node = node(f);
        boolean drawn = node.op() instanceof RandomOp(Family _, var _, var _);
        Support support = node.op() instanceof RandomOp(Family family, var _, var _)
                ? family.support(node.inputs())
                : subject.law().type().support();
        if (!event || support.eventRank() > 0) {
            String law = drawn ? node.op().name() : subject.law().describe();
            if (isOutside(support, value, element)) {
                String set = support.describe(end -> end(end, value, element));
                return new Reason(named + " is outside the support of " + law + " (" + set + ")", null);
            }
        }
        Reason reason = new Reason(named + " has logp " + logp.doubleAt(element) + " under ", null);
        return drawn
                ? underFamily(reason, node, element, logp)
                : new Reason(reason.text() + subject.law().describe(), null).since(badData(f));
    }

    private Reason underFamily(Reason start, Var node, int element, Tensor logp) {
        Family family = (Family) ((RandomOp) node.op()).family();
        List<String> parameters = new ArrayList<>();
        RootCause cause = null;
        for (int i = 0; i < node.inputs().size(); i++) {
            Var p = node.inputs().get(i);
            boolean aligned = p.shape().fits(Shape.of(logp.sizes()));
            Tensor here = valueOf(aligned ? Functions.broadcastTo(p, Shape.of(logp.sizes())) : p);
            parameters.add(family.parameters().get(i).name() + "="
                    + (aligned ? here.elementToString(element) : here.toString()));
            if (cause == null) {
                cause = aligned ? RootCause.of(at, spread(p, logp), element) : cause(p);
            }
        }
        return new Reason(start.text() + family.name() + "(" + String.join(", ", parameters) + ")", null).since(cause);
    }

    private static Var spread(Var p, Tensor like) {
        return Functions.broadcastTo(p, Shape.of(like.sizes()));
    }

    private Tensor valueOf(Var node) {
        return at.valuesOf(List.of(node)).getFirst();
    }

    /** Named data that are not finite and that a factor depends on. */
    private @Nullable RootCause badData(Factor f) {
        for (Var x : Graph.order(List.of(f.elementwise()))) {
            if (x.op() instanceof Constant(Tensor t)
                    && x.name().filter(name -> !name.equals(f.name())).isPresent()) {
                int bad = first(t, v -> !Double.isFinite(v));
                if (t.length() > 0 && !Double.isFinite(t.doubleAt(bad))) {
                    String name = x.name().get();
                    return new RootCause(
                            name + t.type().shape().subscript(bad) + " = " + t.elementToString(bad),
                            "the data " + name);
                }
            }
        }
        return null;
    }

    /** An end of a support: what it is called, with its value at an element if that is not said thereby. */
    private String end(Var end, Tensor value, int element) {
        if (end.constantValue() instanceof Tensor t && t.length() == 1) {
            return t.elementToString(0);
        }
        Tensor here = valueOf(end);
        boolean aligned = here.rank() > 0 && Arrays.equals(here.sizes(), value.sizes());
        if (!aligned && here.length() != 1) {
            Var spread = spread(end, value);
            return end.label() + " = " + valueOf(spread).elementToString(element);
        }
        String label = end.name().isEmpty() && end.label().contains(" ") ? "(" + end.label() + ")" : end.label();
        return (aligned ? label + here.type().shape().subscript(element) : end.label()) + " = "
                + here.elementToString(aligned ? element : 0);
    }

    // Asked of the value as a constant: of the node itself it is known to hold.
    private boolean isOutside(Support support, Tensor value, int element) {
        Tensor inside = valueOf(support.contains(Var.constant(value)));
        return inside.doubleAt(inside.length() == 1 ? 0 : element) == 0;
    }

    private Var node(Factor f) {
        for (Model.Free v : at.model().free()) {
            if (v.name().equals(f.name())) {
                return v.node();
            }
        }
        for (Model.Potential p : at.model().potentials()) {
            if (p.name().equals(f.name())) {
                return p.node();
            }
        }
        return at.model().observed().stream()
                .filter(v -> v.name().equals(f.name()))
                .findFirst()
                .orElseThrow()
                .node();
    }

    /** The first element of which something is true; the last if of none. */
    static int first(Tensor t, DoublePredicate test) {
        int i = 0;
        while (i < t.length() - 1 && !test.test(t.doubleAt(i))) {
            i++;
        }
        return i;
    }
}
