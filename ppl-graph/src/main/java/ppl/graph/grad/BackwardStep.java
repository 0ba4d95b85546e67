package ppl.graph.grad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Input;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;

/**
 * A step of the loop that goes back through another loop. Its states are the cotangents of that loop's states, and sums over the steps of
 * those of operands that do not change; it stacks those of the elements. It is given the state before each step, from which it runs
 * the step again for what its derivatives need of it.
 */
final class BackwardStep {

    private final Loop loop;
    private final List<Var> inputs;
    private final Set<Integer> whole;
    /** What stands for an element in the step, and the sequence. */
    private final List<Var> elements = new ArrayList<>();

    private final List<Var> sequences = new ArrayList<>();
    /** What stands for a state in the step, what it begins with, and what a step leaves of it. */
    private final List<Var> before = new ArrayList<>();

    private final List<Var> first = new ArrayList<>();
    private final List<Var> next = new ArrayList<>();
    private final List<Var> stacked = new ArrayList<>();

    private final Map<Integer, Pulled> states = new TreeMap<>();
    private final Map<Integer, Pulled> beside = new TreeMap<>();
    private final Set<Integer> partly = new TreeSet<>();
    private final Sweep sweep;

    /**
     * Sweeps through the step.
     *
     * @param arriving what arrives at each part of the loop
     * @param whole the states of which all elements are taken, supposedly
     */
    BackwardStep(Loop loop, List<Var> inputs, Map<Part, Pulled> arriving, Set<Integer> whole) {
        this.loop = loop;
        this.inputs = inputs;
        this.whole = whole;
        elements.addAll(loop.elements());
        sequences.addAll(loop.sequences(inputs));
        for (int k = 0; k < loop.states(); k++) {
            elements.add(loop.before().get(k));
            sequences.add(loop.part(new Part.Before(k), inputs));
        }
        List<Var> roots = new ArrayList<>();
        List<Var> incoming = new ArrayList<>();
        for (int k = 0; k < loop.states(); k++) {
            Var left = loop.next().get(k);
            if (left.dtype().isFloat()) {
                Pulled carried = carried(k, arriving.get(new Part.Last(k)));
                states.put(k, carried);
                roots.add(left);
                incoming.add(cotangent(carried));
            }
        }
        arriving.forEach((part, pulled) -> {
            if (part instanceof Part.Stack(int j)) {
                roots.add(loop.stacked().get(j));
                incoming.add(cotangent(element(loop.stacked().get(j), pulled)));
            } else if (part instanceof Part.Before(int k)) {
                beside.put(k, element(loop.before().get(k), pulled));
            }
        });
        this.sweep = new Sweep(roots, incoming, targets());
        states.keySet().forEach(this::leave);
    }

    /** The cotangent of a state, and what is taken of it, as states of this loop. */
    private Pulled carried(int k, @Nullable Pulled last) {
        Var parameter = loop.before().get(k);
        Var operand = loop.first(inputs).get(k);
        Var cotangent = state(parameter.type(), last == null ? Creation.zerosLike(operand) : last.cotangent());
        if (whole.contains(k)) {
            return new Pulled(cotangent, Bools.ALWAYS);
        }
        Var taken = last == null ? Var.constant(false) : last.taken();
        Var begin = Axes.broadcastTo(taken, operand.shape());
        return new Pulled(cotangent, state(bools(parameter), begin));
    }

    /** What stands for a state; what a step leaves of it is added to {@link #next} in the same order. */
    private Var state(TensorType type, Var begin) {
        Var standIn = standIn(type);
        before.add(standIn);
        first.add(begin);
        return standIn;
    }

    /** A stacked cotangent, and what is taken of it, as elements of sequences. */
    private Pulled element(Var inside, Pulled stack) {
        Var cotangent = element(inside.type(), stack.cotangent());
        boolean all = stack.taken() == Bools.ALWAYS;
        return new Pulled(
                cotangent,
                all
                        ? Bools.ALWAYS
                        : element(
                                bools(inside),
                                Axes.broadcastTo(
                                        stack.taken(), stack.cotangent().shape())));
    }

    private Var element(TensorType type, Var sequence) {
        Var standIn = standIn(type);
        elements.add(standIn);
        sequences.add(sequence);
        return standIn;
    }

    private static TensorType bools(Var x) {
        return new TensorType(DType.BOOL, x.shape());
    }

    private static Var standIn(TensorType type) {
        return Var.of(new Input(new Input.Slot("given"), type, Interval.ALL));
    }

    /** A cotangent with what is taken of it, if that is not all. */
    static Var cotangent(Pulled pulled) {
        return pulled.taken() == Bools.ALWAYS
                ? pulled.cotangent()
                : Var.of(new TakenCotangent(), pulled.cotangent(), pulled.taken());
    }

    private Set<Var> targets() {
        Set<Var> targets = Collections.newSetFromMap(new IdentityHashMap<>());
        for (List<Var> parameters : List.of(loop.elements(), loop.before(), loop.others())) {
            parameters.stream().filter(p -> p.dtype().isFloat()).forEach(targets::add);
        }
        return targets;
    }

    /** What a step leaves of the cotangent of a state: what it pulls back, and what arrives before it from elsewhere. */
    private void leave(int k) {
        Var parameter = loop.before().get(k);
        Pulled through = sweep.pulled(parameter);
        Pulled aside = beside.get(k);
        Pulled left = through == null || aside == null
                ? through == null ? aside : through
                : new Pulled(through.cotangent().plus(aside.cotangent()), Bools.or(through.taken(), aside.taken()));
        if (left == null) {
            left = new Pulled(Creation.zerosLike(parameter), Axes.broadcastTo(Var.constant(false), parameter.shape()));
        }
        next.add(left.cotangent());
        if (!whole.contains(k)) {
            next.add(Axes.broadcastTo(left.taken(), parameter.shape()));
        } else if (left.taken() != Bools.ALWAYS) {
            partly.add(k);
        }
    }

    /** The states that were supposed to be whole and are not. */
    Set<Integer> partly() {
        return partly;
    }

    /** Where this loop has a cotangent and what is taken of it, by number; -1 if all is taken. */
    private record Place(int cotangent, int taken) {}

    /** What arrives at each input of the loop. */
    List<@Nullable Pulled> pulled() {
        List<@Nullable Place> ofElements = new ArrayList<>();
        loop.elements().forEach(x -> ofElements.add(stack(x)));
        List<@Nullable Place> ofStates = new ArrayList<>();
        int at = 0;
        for (int k = 0; k < loop.states(); k++) {
            if (!states.containsKey(k)) {
                ofStates.add(null);
            } else if (whole.contains(k)) {
                ofStates.add(new Place(at++, -1));
            } else {
                ofStates.add(new Place(at++, at++));
            }
        }
        List<@Nullable Place> ofOthers = new ArrayList<>();
        for (int m = 0; m < loop.others().size(); m++) {
            ofOthers.add(sum(loop.others().get(m), loop.others(inputs).get(m)));
        }
        Var rows = inputs.getFirst();
        Var steps = loop.reachesAll(inputs) ? rows : loop.part(new Part.Made(), inputs);
        Loop.Step given = new Loop.Step(loop.row(), elements, before, loop.others());
        Loop back = Loop.closing(given, next, stacked, null, !loop.backward());
        List<Var> operands = new ArrayList<>(List.of(rows, steps));
        operands.addAll(sequences);
        operands.addAll(first);
        operands.addAll(loop.others(inputs));
        List<@Nullable Pulled> pulled = new ArrayList<>(Arrays.asList(null, null));
        ofElements.forEach(p -> pulled.add(at(p, i -> back.part(new Part.Stack(i), operands))));
        ofStates.forEach(p -> pulled.add(at(p, i -> back.part(new Part.Last(i), operands))));
        ofOthers.forEach(p -> pulled.add(at(p, i -> back.part(new Part.Last(i), operands))));
        return pulled;
    }

    private static @Nullable Pulled at(@Nullable Place place, IntFunction<Var> part) {
        return place == null
                ? null
                : new Pulled(
                        part.apply(place.cotangent()),
                        place.taken() < 0 ? Bools.ALWAYS : Bools.known(part.apply(place.taken())));
    }

    /** Stacks what arrives at an element in each step; a row that no step reaches is not taken. */
    private @Nullable Place stack(Var element) {
        Pulled arrived = sweep.pulled(element);
        if (arrived == null) {
            return null;
        }
        stacked.add(arrived.cotangent());
        if (arrived.taken() == Bools.ALWAYS && loop.reachesAll(inputs)) {
            return new Place(stacked.size() - 1, -1);
        }
        stacked.add(Axes.broadcastTo(arrived.taken(), element.shape()));
        return new Place(stacked.size() - 2, stacked.size() - 1);
    }

    /** Adds up what arrives at an operand that does not change; without a step nothing is taken of it. */
    private @Nullable Place sum(Var parameter, Var operand) {
        Pulled arrived = sweep.pulled(parameter);
        if (arrived == null) {
            return null;
        }
        next.add(state(parameter.type(), Creation.zerosLike(operand)).plus(arrived.cotangent()));
        if (arrived.taken() == Bools.ALWAYS && loop.reachesAll(inputs) && isSome(inputs.getFirst())) {
            return new Place(next.size() - 1, -1);
        }
        Var none = Axes.broadcastTo(Var.constant(false), operand.shape());
        Var before = state(bools(parameter), none);
        next.add(Elementwise.or(before, Axes.broadcastTo(arrived.taken(), parameter.shape())));
        return new Place(next.size() - 2, next.size() - 1);
    }

    private static boolean isSome(Var rows) {
        return rows.constantValue() != null && !rows.isSplat(0);
    }
}
