package ppl.api.predictive;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ppl.aeppl.joint.FreeVariable;
import ppl.api.Model;
import ppl.api.plan.Plan;
import ppl.api.plan.UnknownLengths;
import ppl.graph.DType;
import ppl.graph.Substitution;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * The graph of a model as a function of what the posterior holds of a draw: the values of the variables, in the user's space. So the same
 * comes out of a fit in memory, a file and a selection of draws.
 *
 * <p>A plan writes densities in coordinates that samplers move. Here its graph is cut at the values that follow from them. Where a
 * density uses coordinates themselves, they are taken back from the values.
 */
final class PosteriorGraph {

    private static final String RECOVER = "recover";
    static final String PREDICT = "posterior_predictive";
    private static final String FORWARD = "forward";

    private final Plan plan;
    private final Map<String, Var> inputs = new LinkedHashMap<>();

    /** The variables of the model by their nodes. */
    private final Map<Var, Var> variables = new IdentityHashMap<>();

    /** Those of them that are drawn forward, of which the plan has no value, and that have as many elements in each draw. */
    private final Map<Var, Var> forward = new IdentityHashMap<>();

    /** Where the plan's graph is cut. */
    private final Map<Var, Var> cuts = new IdentityHashMap<>();

    private final KeyInputs key = KeyInputs.make();

    PosteriorGraph(Plan plan) {
        this.plan = plan;
        for (FreeVariable v : plan.joint().free()) {
            Var value = input(v.name(), v.node());
            variables.put(v.node(), value);
            if (v.value().var() != v.unconstrained()) {
                Var inverse = Substitution.replace(List.of(v.bijector().inverse(value)), cuts)
                        .getFirst();
                cuts.put(v.unconstrained(), inverse);
            }
            // A constant may be anybody's node.
            if (v.value().var().constantValue() == null) {
                cuts.put(v.value().var(), value);
            }
        }
        for (Model.Free v : plan.forward()) {
            if (UnknownLengths.reach(v.node())) {
                continue;
            }
            Var value = input(v.name(), v.node());
            variables.put(v.node(), value);
            forward.put(v.node(), value);
        }
    }

    private Var input(String name, Var node) {
        DType dtype = node.dtype();
        DType held = dtype == DType.BOOL ? dtype : dtype.isFloat() ? DType.F64 : DType.I64;
        Var input = Var.input(name, new TensorType(held, node.shape()));
        inputs.put(name, input);
        return input.cast(dtype);
    }

    /** The inputs that stand for variables of the posterior, by name. */
    Map<String, Var> inputs() {
        return inputs;
    }

    /** The inputs that stand for the key of a draw. */
    KeyInputs key() {
        return key;
    }

    /** The value of a variable that is sampled or drawn forward, in the type of the model. */
    Var value(Var node) {
        return Objects.requireNonNull(variables.get(node));
    }

    /** Functions of the plan's coordinates as functions of the inputs. */
    List<Var> ofCoordinates(List<Var> nodes) {
        return Substitution.replace(nodes, cuts);
    }

    /** The value that a draw gives to a node of the model. */
    Var value(String name, Var node) {
        List<Var> known = Substitution.replace(List.of(node), forward);
        return ofCoordinates(plan.valuesOf(name, known)).getFirst();
    }

    /** The variables that were summed out, by node, drawn from their distribution given a draw and the data. */
    Map<Var, Var> recovered() {
        if (!plan.forwardOfSummed().isEmpty()) {
            return recoveredGivenForward();
        }
        Map<Var, Var> drawn = plan.joint().recover(key.of(RECOVER));
        List<Var> nodes = new ArrayList<>(drawn.keySet());
        List<Var> values = ofCoordinates(nodes.stream().map(drawn::get).toList());
        Map<Var, Var> recovered = new IdentityHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            recovered.put(nodes.get(i), values.get(i));
        }
        return recovered;
    }

    /** What was drawn given a draw of them tells of them too, which the plan's density does not count. */
    private Map<Var, Var> recoveredGivenForward() {
        Map<String, Var> values = new LinkedHashMap<>();
        plan.joint().free().forEach(v -> values.put(v.name(), value(v.node())));
        plan.forwardOfSummed().forEach(v -> values.put(v.name(), value(v.node())));
        return plan.jointAt(values).recover(key.of(RECOVER));
    }

    /** Nodes that depend on what has another length in each draw: this is drawn, given all else. */
    FreshDraws.Drawn ragged(List<Var> nodes) {
        return FreshDraws.of(nodes, given(), key.of(FORWARD), FreshDraws.Rules.none());
    }

    private Map<Var, Var> given() {
        Map<Var, Var> given = new IdentityHashMap<>(variables);
        if (!plan.joint().summed().isEmpty()) {
            given.putAll(recovered());
        }
        return given;
    }

    /** Nodes of the model drawn anew, given the variables without a value, but for what is missing of those that were observed. */
    FreshDraws.Drawn replicated(List<Var> nodes, FreshDraws.Rules rules) {
        Map<Var, Var> given = given();
        plan.missing().forEach(v -> given.remove(v.node()));
        return FreshDraws.of(nodes, given, key.of(PREDICT), rules);
    }
}
