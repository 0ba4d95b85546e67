package ppl.aeppl.rule.loop;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Sequence;
import ppl.aeppl.rule.WithoutDensity;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;

/**
 * The law of one step given those before it: its body with stand-ins for the row, for fixed elements and for states, and with a draw for
 * each random element.
 */
final class StepDerivation {

    private final Application at;
    private final Refusals refusals;
    private final Sequence sequence;
    private final Loop loop;
    private final Part.Stack part;
    private final Var result;
    private final Map<Var, Law> random;
    private final StandIns standIns = new StandIns();
    private final Map<Var, Var> noises = new LinkedHashMap<>();

    /**
     * A derivation.
     *
     * @param result the loop's only result
     * @param random the laws of the random tensors that it goes over
     */
    StepDerivation(Application at, Sequence sequence, Loop loop, Part.Stack part, Var result, Map<Var, Law> random) {
        this.at = at;
        this.refusals = new Refusals(at);
        this.sequence = sequence;
        this.loop = loop;
        this.part = part;
        this.result = result;
        this.random = random;
    }

    Outcome run() {
        for (Map.Entry<Var, Law> tensor : random.entrySet()) {
            Outcome.Refused refused = enter(tensor.getKey(), tensor.getValue());
            if (refused != null) {
                return refused;
            }
        }
        List<Var> inputs = result.inputs();
        List<Var> before = new ArrayList<>();
        for (int k = 0; k < loop.states(); k++) {
            Var first = loop.first(inputs).get(k);
            Interval bounds = loop.before().get(k).range();
            before.add(StandIns.of("state " + k + " before a step", first.type(), bounds));
        }
        List<Var> results = loop.step().at(operands(inputs, before));
        Var given = results.get(loop.states() + part.result());
        if (!sequence.isRandom(given)) {
            return refusals.fixedStep();
        }
        return switch (sequence.derive(given)) {
            case Outcome.Derived(Law law, var _)
            when law instanceof WithoutDensity none -> refusals.step(given, none.refusal());
            case Outcome.Derived(Law law, var _) -> told(given, law, before, results.subList(0, loop.states()));
            case Outcome.Refused why -> refusals.step(given, why);
            case Outcome.NotMine _ -> throw new AssertionError("derive answers");
        };
    }

    /** Makes the rows of a random tensor draws of a step. */
    private Outcome.@Nullable Refused enter(Var tensor, Law law) {
        LawType type = law.type();
        Shape shape = type.draw().shape();
        Dependence rows = type.along(0);
        if (rows == null) {
            return refusals.dependentRows(tensor, law, "have a joint law");
        }
        if (rows == Dependence.SERIAL || rows == Dependence.DUPLICATED) {
            return refusals.dependentRows(tensor, law, "depend on each other");
        }
        Rearrangement row = standIns.ofRow(shape);
        return switch (law.elements(row)) {
            case Capability.Absent<Law>(String why) ->
                refusals.dependentRows(tensor, law, "cannot be taken apart: " + why);
            case Capability.Present<Law>(Law element) -> {
                Innovation one = new Innovation(element, RowLaw.Normals.ofRows(law, row), tensor.range());
                noises.put(tensor, Var.random(one, tensor.label(), Shape.scalar(), List.of()));
                yield null;
            }
        };
    }

    private List<Var> operands(List<Var> inputs, List<Var> before) {
        List<Var> operands = new ArrayList<>(List.of(standIns.row()));
        for (Var tensor : loop.sequences(inputs)) {
            Var noise = noises.get(tensor);
            operands.add(noise != null ? noise : standIns.rowOf(fixed(tensor)));
        }
        operands.addAll(before);
        loop.others(inputs).forEach(x -> operands.add(fixed(x)));
        return operands;
    }

    private Var fixed(Var x) {
        Var value = sequence.fixed(x);
        if (value == null) {
            throw new AssertionError("random: " + x);
        }
        return value;
    }

    /**
     * A state after the step, given what it gives: where this is a one-to-one function of the state, that undone, which needs no
     * state before. So no loop needs to carry it.
     *
     * @param value what stands for what the step gives
     * @param direct the state as the step computes it, of what is random as it follows from what the step gives
     */
    private Var throughState(Var given, Var value, Var state, Var direct, Collection<Var> before) {
        boolean carried = Graph.order(List.of(direct)).stream().anyMatch(before::contains);
        if (!carried
                || !sequence.isRandom(state)
                || !(sequence.derive(state) instanceof Outcome.Derived(Law law, var _))) {
            return direct;
        }
        Innovation one = new Innovation(law, null, state.range());
        Var standIn = Var.random(one, state.label(), Shape.scalar(), List.of());
        Map<Var, Var> places = new IdentityHashMap<>();
        places.put(state, standIn);
        Var image = Substitution.replace(List.of(given), places).getFirst();
        Sequence undone = at.sequence();
        if (undone.derive(image) instanceof Outcome.Derived(Law whole, var _)) {
            undone.give(image, whole, Value.of(value));
        }
        Var told = undone.fixed(standIn);
        return told == null || isOf(told, before) ? direct : told;
    }

    private static boolean isOf(Var node, Collection<Var> others) {
        return Graph.order(List.of(node)).stream().anyMatch(others::contains);
    }

    /** The states after the step, given what it gives. */
    private Outcome told(Var given, Law law, List<Var> before, List<Var> next) {
        Var value = StandIns.of("the value of a step", given.type(), Interval.ALL);
        Sequence valued = at.sequence();
        valued.give(given, law, Value.of(value));
        List<Var> after = new ArrayList<>();
        for (int k = 0; k < next.size(); k++) {
            Var direct = valued.fixed(next.get(k));
            if (direct == null) {
                return refusals.hidden(k, valued.draws(next.get(k)));
            }
            after.add(throughState(given, value, next.get(k), direct, before));
        }
        Map<Var, Var> told = new LinkedHashMap<>();
        Map<Var, Law> laws = new LinkedHashMap<>();
        Set<Var> consumed = law.type().sources().draws();
        noises.forEach((tensor, noise) -> {
            Var implied = valued.fixed(noise);
            if (implied != null) {
                told.put(noise, implied);
            }
            Law of = random.get(tensor);
            if (of != null && consumed.contains(noise)) {
                laws.put(noise, of);
            }
        });
        List<Var> first = loop.first(result.inputs()).stream().map(this::fixed).toList();
        Step step = new Step(loop.backward(), standIns, value, law, first, before, List.copyOf(after), told);
        return at.derived(
                Recurrence.ID,
                LoopLaw.of(
                        loop.name(),
                        step,
                        laws,
                        new Replay(result, random)::of,
                        at.node().type()));
    }
}
