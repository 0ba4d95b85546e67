package ppl.api;

import java.util.List;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/** A model as lines of text, one for each variable. */
final class ModelListing {

    private ModelListing() {}

    static String of(Model model) {
        StringBuilder s = new StringBuilder();
        AlikeDraws alike = new AlikeDraws(model);
        model.free().forEach(v -> s.append(line(v.name(), v.node(), v.dims(), "")));
        model.summed().forEach(v -> s.append(line(v.name(), v.node(), v.dims(), " (summed out)")));
        model.observed().forEach(v -> s.append(line(v.name(), v.node(), v.dims(), observed(v, alike.in(v.node())))));
        model.deterministics().forEach(v -> s.append(v.name())
                .append(Dim.names(v.dims()))
                .append(" = ")
                .append(drawn(v.node()) ? v.node().label() : v.node().expression())
                .append('\n'));
        model.potentials().forEach(p -> s.append(p.name())
                .append(" += ")
                .append(p.node().label())
                .append('\n'));
        return s.toString();
    }

    private static String observed(Model.Observed o, String alike) {
        Tensor missing = o.missing();
        return missing == null
                ? " (observed" + (alike.isEmpty() ? "" : "; " + alike) + ")"
                : " (observed, " + o.missingCount() + " of " + missing.length() + " missing)";
    }

    private static boolean drawn(Var node) {
        return node.op() instanceof RandomOp;
    }

    private static String line(String name, Var node, List<Dim> dims, String note) {
        return name + (dims.isEmpty() ? "" : Dim.names(dims).toString()) + " ~ " + node.expression() + note + "\n";
    }
}
