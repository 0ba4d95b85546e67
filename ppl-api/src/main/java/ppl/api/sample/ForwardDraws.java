package ppl.api.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.api.Model;
import ppl.api.plan.Plan;
import ppl.api.plan.UnknownLengths;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The variables that are drawn forward, as functions of the sampled variables and of a random key. The key is folded with the name
 * of each variable, so that adding a variable does not change the others. What has another length in each draw is drawn when the run is over.
 */
final class ForwardDraws {

    private final Plan plan;
    private final Var key = Var.input("key", TensorType.scalar(DType.I64));

    /** Each variable as a function of nodes of the model that are not drawn forward. */
    private final Map<Var, Var> draws = new IdentityHashMap<>();

    private final List<Check> checks = new ArrayList<>();

    /**
     * A constraint on a parameter of a draw that may not hold.
     *
     * @param name the variable
     * @param constraint in nodes that are functions of coordinates and key
     */
    record Check(String name, ParameterCheck constraint) {
        Var holds() {
            return Functions.all(constraint.holds());
        }
    }

    ForwardDraws(Plan plan) {
        this.plan = plan;
        KeyVar root = new KeyVar(key);
        Map<Var, Var> recovered = plan.forwardOfSummed().isEmpty()
                ? Map.of()
                : plan.joint().recover(root.fold("summed").fold("recover"));
        for (Model.Free v : parentsFirst(plan.forward())) {
            if (UnknownLengths.reach(v.node())) {
                continue;
            }
            RandomOp op = (RandomOp) v.node().op();
            // Nothing else may follow from what is recovered here: recover gives values of its own, given all that is
            // drawn.
            Map<Var, Var> parents = new IdentityHashMap<>(draws);
            parents.putAll(recovered);
            List<Var> parameters = Substitution.replace(v.node().inputs(), parents);
            List<Var> known = plan.valuesOf(v.name(), parameters);
            op.family().checks(known).forEach(c -> checks.add(new Check(v.name(), c)));
            draws.put(v.node(), op.draw(root.fold(v.name()), parameters));
        }
    }

    private static List<Model.Free> parentsFirst(List<Model.Free> variables) {
        List<Model.Free> sorted = new ArrayList<>();
        for (Var node : Graph.order(variables.stream().map(Model.Free::node).toList())) {
            variables.stream().filter(v -> v.node() == node).forEach(sorted::add);
        }
        return sorted;
    }

    /** True if no variable is drawn forward. */
    boolean isEmpty() {
        return draws.isEmpty();
    }

    /** The key of one draw, an input. */
    Var key() {
        return key;
    }

    List<Check> checks() {
        return checks;
    }

    /** For each check, whether a node depends on the draw that the check constrains. */
    boolean[] concern(Var node) {
        Set<Var> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
        ancestors.addAll(Graph.order(List.of(node)));
        boolean[] concern = new boolean[checks.size()];
        for (Model.Free v : plan.forward()) {
            for (int i = 0; i < concern.length; i++) {
                concern[i] |= checks.get(i).name().equals(v.name()) && ancestors.contains(v.node());
            }
        }
        return concern;
    }

    /** A node of the model as a function of coordinates and key. */
    Var value(String name, Var node) {
        return plan.valuesOf(name, Substitution.replace(List.of(node), draws)).getFirst();
    }
}
