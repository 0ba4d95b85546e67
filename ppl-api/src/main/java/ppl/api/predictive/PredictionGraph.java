package ppl.api.predictive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import ppl.aeppl.joint.FreeVariable;
import ppl.aeppl.joint.SummedVariable;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.NewLabels;
import ppl.api.plan.Plan;
import ppl.api.plan.UnknownLengths;
import ppl.graph.Graph;
import ppl.graph.PplException;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;
import ppl.graph.random.KeyVar;

/**
 * The graph of a model with other data as a function of what the posterior holds of a draw. A variable of the posterior has its fitted value
 * at the labels that it was fitted for; the rest is drawn. What is drawn forward keeps its value only if all it depends on is as it was.
 */
final class PredictionGraph {

    /** A variable of a model. */
    private record Named(Var node, List<Dim> dims) {}

    private final Plan plan;
    private final PosteriorGraph posterior;
    private final PredictedModel predicted;
    private final Model next;
    private final PredictionRequest given;
    private final Map<String, Named> before;
    private final Map<String, Named> now;
    private final Set<Var> asBefore;
    private final Map<Var, Var> known = new IdentityHashMap<>();
    private final Map<Var, FreshDraws.Rules> mixed = new IdentityHashMap<>();
    private final Map<Var, Supplier<PplException>> refusals = new LinkedHashMap<>();

    /**
     * Of a model with other data.
     *
     * @param recovered what was summed out, by node of the plan's model
     */
    PredictionGraph(
            Plan plan,
            PosteriorGraph posterior,
            Map<Var, Var> recovered,
            PredictedModel predicted,
            PredictionRequest given) {
        this.plan = plan;
        this.posterior = posterior;
        this.predicted = predicted;
        this.next = predicted.model();
        this.given = given;
        this.before = named(plan.model());
        this.now = named(next);
        this.asBefore = asBefore();
        for (FreeVariable v : plan.joint().free()) {
            fitted(v.name(), posterior.value(v.node()));
        }
        for (SummedVariable z : plan.joint().summed()) {
            fitted(z.name(), Objects.requireNonNull(recovered.get(z.node())));
        }
        for (Model.Free v : plan.forward()) {
            Named here = now.get(v.name());
            if (here != null && isAsBefore(here.node) && !UnknownLengths.reach(v.node())) {
                known.put(here.node, posterior.value(v.node()));
            }
        }
    }

    /** Whether a draw and all draws that it depends on are those of the fit, at the labels of the fit. */
    private boolean isAsBefore(Var draw) {
        return Graph.order(List.of(draw)).stream().allMatch(x -> !(x.op() instanceof RandomOp) || asBefore.contains(x));
    }

    /** The variables that are the same node, with the same labels; of observed ones those that keep their values. */
    private Set<Var> asBefore() {
        Set<Var> same = Collections.newSetFromMap(new IdentityHashMap<>());
        before.forEach((name, old) -> {
            Named here = now.get(name);
            boolean kept =
                    plan.model().observed().stream().noneMatch(o -> o.name().equals(name))
                            || next.observed().stream().anyMatch(o -> o.name().equals(name));
            if (here != null
                    && predicted.same().contains(name)
                    && kept
                    && labels(name, old, here).areAsBefore()) {
                same.add(here.node);
            }
        });
        return same;
    }

    private FittedLabels labels(String name, Named old, Named here) {
        return FittedLabels.of(name, old.dims, here.dims, given, plan.model());
    }

    private static Map<String, Named> named(Model model) {
        Map<String, Named> all = new LinkedHashMap<>();
        model.free().forEach(v -> all.put(v.name(), new Named(v.node(), v.dims())));
        model.summed().forEach(v -> all.put(v.name(), new Named(v.node(), v.dims())));
        model.observed().forEach(v -> all.put(v.name(), new Named(v.node(), v.dims())));
        model.deterministics().forEach(v -> all.put(v.name(), new Named(v.node(), v.dims())));
        return all;
    }

    private static Named of(Map<String, Named> all, String name) {
        return Objects.requireNonNull(all.get(name));
    }

    /** Whether there is such a variable: nothing is missing of one that is drawn. */
    boolean has(OutputVariable fitted) {
        return now.containsKey(fitted.name());
    }

    /** A variable of the prediction, by its name in the model. */
    OutputVariable variable(OutputVariable fitted) {
        Named here = of(now, fitted.name());
        List<String> dims = Outputs.dims(fitted.name(), here.dims, here.node);
        return new OutputVariable(fitted.name(), dims, here.node, fitted.computed());
    }

    private void fitted(String name, Var value) {
        Named old = of(before, name);
        Named here = now.get(name);
        if (here == null) {
            missing(name);
            return;
        }
        if (old.dims.isEmpty() && old.node.rank() > 0 && !predicted.same().contains(name)) {
            refuse(name, here.node, () -> LabelRefusal.noDims(name, old.node, here.node));
            return;
        }
        FittedLabels labels = labels(name, old, here);
        if (labels.areAsBefore()) {
            known.put(here.node, value);
        } else if (labels.unseen().isEmpty()) {
            known.put(here.node, labels.at(value));
        } else if (given.newLabels() == NewLabels.RAISE) {
            refuse(name, here.node, () -> LabelRefusal.unseen(labels));
        } else {
            mixed.put(here.node, (node, draw, operands, _) -> mixed(labels, value, node, draw, operands));
        }
    }

    /** What was observed in part is drawn for other rows and for new labels; for labels of the fit it would have fitted values. */
    private void missing(String name) {
        for (Model.Observed o : plan.built().observed()) {
            if (!predicted.whole().contains(o.name()) || !name.equals(o.name() + "_missing")) {
                continue;
            }
            Named here = of(now, o.name());
            FittedLabels labels = FittedLabels.of(o.name(), o.dims(), here.dims, given, plan.built());
            boolean otherRows = labels.axes().stream().anyMatch(FittedLabels.Axis::otherRows);
            if (labels.areAsBefore() || otherRows) {
                continue;
            }
            if (labels.hasFitted()) {
                refuse(o.name(), here.node, () -> LabelRefusal.inPart(labels));
            } else if (given.newLabels() == NewLabels.RAISE) {
                refuse(o.name(), here.node, () -> LabelRefusal.unseen(labels));
            }
        }
    }

    /**
     * Refuses what depends on the order of labels that stand elsewhere, or on arrays and positions that stay.
     *
     * @throws ppl.graph.GraphException with code INDEX if there is such
     */
    void requireLabelled(List<OutputVariable> chosen) {
        FittedOrder.of(plan, predicted, given).requireLabelled(chosen);
    }

    /** A stand-in whose use is an error. */
    private Var refuse(String name, Var node, Supplier<PplException> why) {
        Var standIn = Var.input(name, node.type());
        known.put(node, standIn);
        refusals.put(standIn, why);
        return standIn;
    }

    private Var mixed(FittedLabels labels, Var fitted, Var node, RandomOp draw, List<Var> operands) {
        List<FittedLabels.Axis> unseen = labels.unseen();
        LabelDraws draws = LabelDraws.of(
                draw,
                operands,
                unseen.stream().map(FittedLabels.Axis::axis).toList(),
                unseen.stream().map(FittedLabels.Axis::labels).toList());
        for (FittedLabels.Axis axis : unseen) {
            String why = draws.whyNot(axis.axis());
            if (why != null) {
                return refuse(labels.name(), node, () -> LabelRefusal.dependent(labels.name(), axis, why));
            }
        }
        for (Model.Potential p : next.potentials()) {
            if (uses(p.node(), node)) {
                return refuse(
                        labels.name(), node, () -> LabelRefusal.potential(labels.name(), unseen.getFirst(), p.name()));
            }
        }
        for (FittedLabels.Axis axis : unseen) {
            for (Model.Observed o : next.observed()) {
                if (NewElements.of(next, node, axis, given).matterTo(o.node())) {
                    return refuse(labels.name(), node, () -> LabelRefusal.observed(labels.name(), axis, o.name()));
                }
            }
        }
        Var drawn = draws.draw(posterior.key().of("new_labels").fold(labels.name()));
        return labels.hasFitted() ? labels.at(fitted, drawn) : drawn;
    }

    /** Whether a term depends on a variable other than through variables in between. */
    private boolean uses(Var term, Var variable) {
        Map<Var, Boolean> seen = new IdentityHashMap<>();
        List<Var> open = new ArrayList<>(List.of(term));
        while (!open.isEmpty()) {
            Var node = open.removeLast();
            if (node == variable) {
                return true;
            }
            if (seen.put(node, true) == null && !(node.op() instanceof RandomOp)) {
                open.addAll(node.inputs());
            }
        }
        return false;
    }

    /** Nodes of the model with other data; those of all observed variables come first, whatever is needed of them. */
    FreshDraws.Drawn drawn(List<Var> nodes, FreshDraws.Rules rules) {
        FreshDraws.Rules labelled = (node, draw, operands, key) -> {
            FreshDraws.Rules mix = mixed.get(node);
            return mix == null ? null : mix.value(node, draw, operands, key);
        };
        Map<Var, Var> kept = new IdentityHashMap<>(known);
        Map<Var, Var> missing = new IdentityHashMap<>();
        for (Model.Free v : plan.missing()) {
            Named here = now.get(v.name());
            if (here != null && kept.containsKey(here.node)) {
                missing.put(here.node, Objects.requireNonNull(kept.remove(here.node)));
            }
        }
        KeyVar key = posterior.key().of(PosteriorGraph.PREDICT);
        FreshDraws.Drawn drawn = FreshDraws.of(nodes, kept, key, labelled.or(rules));
        // By its own name it is what was fitted; the rows that are predicted have their own.
        List<Var> values = IntStream.range(0, nodes.size())
                .mapToObj(i -> missing.getOrDefault(nodes.get(i), drawn.values().get(i)))
                .toList();
        return new FreshDraws.Drawn(values, drawn.constraints());
    }

    /**
     * Refuses what nothing is known of.
     *
     * @throws ppl.api.ModelException with code DIM if it is needed
     */
    void requireKnown(Prepared prepared) {
        refusals.forEach((standIn, why) -> {
            if (prepared.needs(standIn)) {
                throw why.get();
            }
        });
    }
}
