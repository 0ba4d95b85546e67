package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Family;
import ppl.aeppl.joint.Factor;
import ppl.aeppl.law.ParameterCheck;
import ppl.aeppl.law.Support;
import ppl.api.Model;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/** Finds out why a factor is not finite at a point: a parameter, a value outside the support, or neither. */
final class Reasons {

    private final CompiledModel model;
    private final double[] point;

    Reasons(CompiledModel model, double[] point) {
        this.model = model;
        this.point = point;
    }

    /** The first parameter that violates its constraint, with its value; null if all hold. */
    @Nullable
    String violation(Factor f) {
        for (ParameterCheck check : f.checks()) {
            List<Tensor> at = model.evaluate(List.of(check.holds(), check.value()), point);
            int bad = first(at.get(0), holds -> holds == 0);
            if (at.get(0).length() == 0 || at.get(0).doubleAt(bad) != 0) {
                continue;
            }
            Tensor value = at.get(1);
            boolean whole = value.length() != at.get(0).length();
            String place = whole || value.rank() == 0 ? "" : index(value.sizes(), bad);
            return check.owner() + " needs " + check.parameter() + " " + check.constraint() + ", but "
                    + check.parameter() + place + " is " + (whole ? value.toString() : shown(value, bad));
        }
        return null;
    }

    /** About the element of a variable whose log-density is not finite; null if nothing is known of its law. */
    @Nullable
    String ofElement(String name, String place, int element, Tensor logp) {
        Var node = node(name);
        if (!(node.op() instanceof RandomOp(Family family, var _, var _))) {
            return null;
        }
        List<Var> wanted = new ArrayList<>(node.inputs());
        wanted.add(node);
        List<Tensor> at = model.evaluate(model.joint().valuesOf(wanted), point);
        Tensor value = at.getLast();
        boolean event = value.length() != logp.length();
        String subject = event ? "the event " + name + place : name + place + " = " + shown(value, element);
        if (!event && isOutside(family.support(node.inputs()), value, element)) {
            return subject + " is outside the support of " + family.name() + " (" + family.support(node.inputs()) + ")";
        }
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Tensor p = at.get(i);
            boolean aligned = p.length() == logp.length();
            parameters.add(family.parameters().get(i).name() + "="
                    + (p.length() == 1 ? shown(p, 0) : aligned ? shown(p, element) : p.toString()));
        }
        return subject + " has logp " + logp.doubleAt(element) + " under " + family.name() + "("
                + String.join(", ", parameters) + ")";
    }

    // Asked of the value as a constant: of the node itself it is known to hold.
    private boolean isOutside(Support support, Tensor value, int element) {
        List<Var> asked = model.joint().valuesOf(List.of(support.contains(Var.constant(value))));
        Tensor inside = model.evaluate(asked, point).getFirst();
        return inside.doubleAt(inside.length() == 1 ? 0 : element) == 0;
    }

    private Var node(String name) {
        for (Model.Free v : model.model().free()) {
            if (v.name().equals(name)) {
                return v.node();
            }
        }
        return model.model().observed().stream()
                .filter(v -> v.name().equals(name))
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

    private static String shown(Tensor value, int i) {
        return value.dtype().isFloat() ? Double.toString(value.doubleAt(i)) : Long.toString(value.longAt(i));
    }

    /** The position of an element in row-major order, as {@code [1, 2]}. */
    static String index(int[] sizes, int flat) {
        List<String> parts = new ArrayList<>();
        int rest = flat;
        for (int a = sizes.length - 1; a >= 0; a--) {
            parts.addFirst(Integer.toString(rest % sizes[a]));
            rest /= sizes[a];
        }
        return "[" + String.join(", ", parts) + "]";
    }
}
