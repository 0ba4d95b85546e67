package ppl.api.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.joint.Factor;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.joint.SummedVariable;
import ppl.api.Model;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;
import ppl.graph.random.KeyVar;

/**
 * How a model is sampled: what is done with each variable, and why. Printed, it is a table.
 *
 * {@snippet :
 * Model model = Model.build(m -> {
 *     Var mu = m.sample("mu", normal(0, 10));
 *     m.observe("y", normal(mu, 1), new double[] {1.2, 0.7, 2.1});
 *     m.sample("y_new", normal(mu, 1));
 * });
 * System.out.println(model.plan()); // mu is sampled since y depends on it; y_new is drawn forward
 * }
 *
 * <p>A variable that the model marginalizes is <b>summed out</b>. Any other without a value is <b>sampled</b> if something observed, or a potential, depends on it. Any other variable, such as a
 * prediction, is <b>drawn forward</b>: from its distribution, after each draw of the sampled variables. This gives its distribution
 * given the data, it does not slow the sampler down, and the variable may be discrete even if the sampler needs gradients. Its
 * parameters do not restrict the sampled variables: a draw of these for which it cannot be drawn is an error. One that depends on a variable that is
 * summed out is drawn given a draw of that one, as {@code recover} gives it. One that has another length in each draw, or is computed
 * from such, is drawn when the run is over, for the draws after warm-up; results hold it padded, with its lengths beside it, as
 * {@link Model#priorPredictive(int, ppl.api.inference.PredictiveOptions)} does. If nothing observed
 * depends on any variable, all variables are sampled.
 */
public final class Plan {

    private final Model built;
    private final Model model;
    private final List<Step> steps;
    private final List<Model.Free> forward;
    private final JointDensity joint;

    private Plan(Model built, Model model, List<Step> steps, List<Model.Free> forward, JointDensity joint) {
        this.built = built;
        this.model = model;
        this.steps = List.copyOf(steps);
        this.forward = List.copyOf(forward);
        this.joint = joint;
    }

    /**
     * The plan of a model.
     *
     * @throws LogDensityException if no log-density can be derived for what is observed
     * @throws ModelException with code UNVALUED if a variable, whether sampled, drawn forward or computed, depends on a draw
     *     without a value; with code VALUE if it is part of an observed one and has no density
     */
    public static Plan of(Model given) {
        Model model = given.imputed();
        Map<String, Roles.Decision> roles = Roles.of(model);
        SeenInPart.requireDensities(model, roles);
        List<Model.Free> forward = forward(model, roles);
        JointDensity joint = derive(request(model, roles, Map.of()));
        Plan plan = new Plan(given, model, Steps.of(model, roles, joint), forward, joint);
        plan.requireValues();
        return plan;
    }

    private static List<Model.Free> forward(Model model, Map<String, Roles.Decision> roles) {
        List<Model.Free> forward = new ArrayList<>();
        for (Model.Free v : model.free()) {
            if (decision(roles, v.name()).role() != Role.SAMPLED) {
                forward.add(v);
            }
        }
        for (Model.Summed z : model.summed()) {
            if (decision(roles, z.name()).role() != Role.SUMMED_OUT) {
                forward.add(new Model.Free(z.name(), z.node(), z.dims()));
            }
        }
        return forward;
    }

    /** What is asked of a density, in which some variables have values of their own. */
    private static Joint request(Model model, Map<String, Roles.Decision> roles, Map<String, Var> values) {
        Joint request = Joint.empty();
        for (Model.Free v : model.free()) {
            Var value = values.get(v.name());
            if (value != null) {
                request = request.value(v.name(), v.node(), value);
            } else if (decision(roles, v.name()).role() == Role.SAMPLED) {
                request = request.free(v.name(), v.node());
            }
        }
        for (Model.Summed z : model.summed()) {
            if (decision(roles, z.name()).role() == Role.SUMMED_OUT) {
                request = request.marginalize(z.name(), z.node());
            }
        }
        for (Model.Observed o : model.observed()) {
            request = request.observe(o.name(), o.node(), Var.data(o.name(), o.value()));
        }
        for (Model.Potential p : model.potentials()) {
            request = request.potential(p.name(), p.node());
        }
        return request;
    }

    /** Checks that what is drawn forward or computed depends on no draw without a value. */
    private void requireValues() {
        Map<Var, Var> drawn = new IdentityHashMap<>();
        forward.stream()
                .filter(v -> !UnknownLengths.reach(v.node()))
                .forEach(v -> drawn.put(v.node(), Var.input(v.name(), v.node().type())));
        // No input has random lengths: a draw that depends on no draw stands for what has.
        KeyVar key = new KeyVar(Var.input("key", TensorType.scalar(DType.I64)));
        Graph.order(forward.stream().map(Model.Free::node).toList()).stream()
                .filter(x -> forward.stream().anyMatch(v -> v.node() == x) && UnknownLengths.reach(x))
                .forEach(x -> drawn.put(x, ((RandomOp) x.op()).draw(key, Substitution.replace(x.inputs(), drawn))));
        Map<Var, Var> recovered = new IdentityHashMap<>(drawn);
        joint.summed()
                .forEach(z ->
                        recovered.put(z.node(), Var.input(z.name(), z.node().type())));
        for (Model.Free v : forward) {
            valuesOf(v.name(), Substitution.replace(v.node().inputs(), recovered));
        }
        for (Model.Deterministic d : model.deterministics()) {
            valuesOf(d.name(), Substitution.replace(List.of(d.node()), drawn));
        }
    }

    private static Roles.Decision decision(Map<String, Roles.Decision> roles, String name) {
        return Objects.requireNonNull(roles.get(name));
    }

    private static JointDensity derive(Joint request) {
        try {
            return request.derive();
        } catch (LogDensityException e) {
            throw e.code() == DensityCode.UNVALUED_SOURCE ? unvalued("", e) : e;
        }
    }

    private static ModelException unvalued(String what, LogDensityException e) {
        return new ModelException(
                ModelCode.UNVALUED,
                what + e.getMessage()
                        + "\n  in a model: a draw that others depend on gets its value from m.sample or m.observe of "
                        + "the same model, not from draw",
                e);
    }

    /** The model as it was built. */
    public Model built() {
        return built;
    }

    /** The model, with what was observed in part taken apart ({@link Model#imputed}). */
    public Model model() {
        return model;
    }

    /** What is done with each variable: first those without a value, then observed ones, potentials and computed ones. */
    public List<Step> steps() {
        return steps;
    }

    /**
     * What is done with a variable.
     *
     * @throws ModelException with code NAME if the model has no such variable
     */
    public Step step(String name) {
        return steps.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException(
                        ModelCode.NAME,
                        "the model has no variable '" + name + "'; those are "
                                + steps.stream().map(Step::name).toList()));
    }

    /** The variables that are drawn after each draw of the sampled ones. */
    public List<Model.Free> forward() {
        return forward;
    }

    /** Those of them that depend on a variable that is summed out, and so are drawn given a draw of that one, with what these depend on. */
    public List<Model.Free> forwardOfSummed() {
        Set<Var> summed = Collections.newSetFromMap(new IdentityHashMap<>());
        joint.summed().forEach(z -> summed.add(z.node()));
        List<Var> told = forward.stream()
                .map(Model.Free::node)
                .filter(v -> Graph.order(List.of(v)).stream().anyMatch(summed::contains))
                .toList();
        Set<Var> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        needed.addAll(Graph.order(told));
        return forward.stream().filter(v -> needed.contains(v.node())).toList();
    }

    /** The variables that hold what is missing of observed ones. A replicated data set has its own. */
    public List<Model.Free> missing() {
        return SeenInPart.missing(model);
    }

    /**
     * The joint log-density with values of the sampled variables in the user's space instead of coordinates, so without Jacobians.
     *
     * @param values a node for each sampled variable, such as an input, and for others that shall count
     * @throws LogDensityException as {@link #of}
     * @throws ModelException with code UNVALUED as {@link #of}
     */
    public JointDensity jointAt(Map<String, Var> values) {
        return derive(request(model, Roles.of(model), values));
    }

    /** The joint log-density of the sampled variables and all that is observed. */
    public JointDensity joint() {
        return joint;
    }

    /**
     * The nodes of a variable as functions of the coordinates of the sampled variables.
     *
     * @param name the variable, for the message
     * @throws ModelException with code UNVALUED if a node depends on a draw without a value
     */
    public List<Var> valuesOf(String name, List<Var> nodes) {
        try {
            return joint.valuesOf(nodes);
        } catch (LogDensityException e) {
            throw integratedOut(name, nodes, e);
        }
    }

    /** The error for something that depends on a draw without a value; the message says if an observed expression integrates it out. */
    private ModelException integratedOut(String name, List<Var> nodes, LogDensityException e) {
        Set<Var> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
        ancestors.addAll(Graph.order(nodes));
        for (SummedVariable z : joint.summed()) {
            if (ancestors.contains(z.node())) {
                return new ModelException(
                        ModelCode.UNVALUED,
                        "'" + name + "' has no value: it depends on '" + z.name() + "', which is summed out"
                                + "\n  to fix: compute it from the draws of recover(\"" + z.name()
                                + "\") after sampling; or sample '" + z.name() + "', with m.sample",
                        e);
            }
        }
        for (Factor f : joint.factors()) {
            Collection<Var> sources = f.subject() == null
                    ? List.of()
                    : f.subject().law().type().sources().draws();
            for (Var source : sources) {
                if (ancestors.contains(source) && !hasValue(source)) {
                    return new ModelException(
                            ModelCode.UNVALUED,
                            "'" + name + "' has no value: it depends on '" + source.label()
                                    + "', which has none, since the distribution of the observed '" + f.name()
                                    + "' has integrated it out"
                                    + "\n  to fix: sample it, with m.sample instead of draw, and compute '" + name
                                    + "' from that",
                            e);
                }
            }
        }
        return unvalued("'" + name + "' has no value: ", e);
    }

    private boolean hasValue(Var node) {
        try {
            joint.valuesOf(List.of(node));
            return true;
        } catch (LogDensityException e) {
            return false;
        }
    }

    /** A table: a line for each variable, with its role, its distribution and the reason. */
    @Override
    public String toString() {
        return PlanTable.of(steps);
    }
}
