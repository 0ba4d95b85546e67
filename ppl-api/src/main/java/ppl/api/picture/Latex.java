package ppl.api.picture;

import java.util.List;
import java.util.stream.Collectors;
import ppl.aeppl.family.ComposedFamily;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.picture.Diagram.Kind;
import ppl.api.picture.Parents.Named;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/**
 * A model as formulas, a line for each variable but data: its distribution with its parameters. A parameter that is computed is written as a
 * function of the variables it is computed from, as PyMC does.
 */
public final class Latex {

    private static final int SHOWN = 3;

    private final Parents parents;

    private Latex(Parents parents) {
        this.parents = parents;
    }

    /** An {@code array} for maths mode, whose columns are variables, signs and distributions. */
    public static String of(Model model) {
        Latex latex = new Latex(new Parents(model));
        return latex.parents.all().stream()
                .filter(v -> v.kind() != Kind.DATA)
                .map(latex::line)
                .collect(Collectors.joining(" \\\\\n", "\\begin{array}{rcl}\n", "\n\\end{array}\n"));
    }

    private String line(Named v) {
        String left = LatexText.name(v.name()) + subscript(v.dims());
        return switch (v.kind()) {
            case POTENTIAL -> left + " &\\sim& \\operatorname{Potential}(" + parents(parents.of(v)) + ")";
            case DETERMINISTIC -> left + " &=& " + computed(v);
            case DATA, FREE, SUMMED, OBSERVED -> left + " &\\sim& " + law(v);
        };
    }

    private String computed(Named v) {
        Named same = parents.named(v.node());
        return same != null && same != v ? LatexText.name(same.name()) : "f(" + parents(parents.of(v)) + ")";
    }

    private String law(Named v) {
        if (!(v.node().op() instanceof RandomOp draw)) {
            return "f(" + parents(parents.of(v)) + ")";
        }
        if (draw.family() instanceof ComposedFamily family) { // what it is composed of is no parameter
            return LatexText.name(family.describe(v.node().inputs()));
        }
        return "\\operatorname{" + LatexText.escaped(draw.family().name()) + "}("
                + v.node().inputs().stream().map(this::parameter).collect(Collectors.joining(",~"))
                + ")";
    }

    private String parameter(Var p) {
        Named named = parents.named(p);
        if (named != null) {
            return LatexText.name(named.name());
        }
        var before = parents.before(List.of(p));
        if (!before.isEmpty()) {
            return "f(" + parents(before) + ")";
        }
        Tensor value = p.constantValue();
        return value == null ? LatexText.name(p.label()) : constant(value);
    }

    private String parents(Iterable<Integer> positions) {
        StringBuilder out = new StringBuilder();
        positions.forEach(i -> out.append(out.isEmpty() ? "" : ",~")
                .append(LatexText.name(parents.all().get(i).name())));
        return out.toString();
    }

    private static String constant(Tensor value) {
        if (value.rank() > 1 || value.length() > SHOWN) {
            return "\\text{constant}";
        }
        if (value.rank() == 0) {
            return LatexText.number(value.doubleAt(0));
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            out.append(i == 0 ? "[" : ",~").append(LatexText.number(value.doubleAt(i)));
        }
        return out.append(value.length() == 0 ? "[]" : "]").toString();
    }

    private static String subscript(List<Dim> dims) {
        return dims.isEmpty()
                ? ""
                : "_{" + dims.stream().map(d -> LatexText.name(d.name())).collect(Collectors.joining(",~")) + "}";
    }
}
