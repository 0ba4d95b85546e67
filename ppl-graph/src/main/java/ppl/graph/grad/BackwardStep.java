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
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
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
    private final LoopWriter writer = new LoopWriter();
    private final Map<Integer, Carried> states = new TreeMap<>();
    private final Map<Integer, Pulled> beside = new TreeMap<>();
    private final Set<Integer> partly = new TreeSet<>();
    private final Sweep sweep;

    /** States of this loop: a cotangent, and what is taken of it if that may not be all. */
    private record Carried(LoopWriter.State cotangent, LoopWriter.@Nullable State taken) {
        Pulled pulled() {
            return new Pulled(cotangent.standIn(), taken == null ? Bools.ALWAYS : taken.standIn());
        }

        Pulled last(LoopWriter.Written loop) {
            return new Pulled(
                    loop.last(cotangent.place()), taken == null ? Bools.ALWAYS : Bools.known(loop.last(taken.place())));
        }
    }

    /** Where this loop stacks a cotangent, and what is taken of it; -1 if that is all. */
    private record Stacked(int cotangent, int taken) {
        Pulled stacks(LoopWriter.Written loop) {
            return new Pulled(loop.stack(cotangent), taken < 0 ? Bools.ALWAYS : Bools.known(loop.stack(taken)));
        }
    }

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
        for (int j = 0; j < loop.sequences(); j++) {
            writer.element(loop.elements().get(j), loop.sequences(inputs).get(j));
        }
        for (int k = 0; k < loop.states(); k++) {
            writer.element(loop.before().get(k), loop.part(new Part.Before(k), inputs));
        }
        List<Var> roots = new ArrayList<>();
        List<Var> incoming = new ArrayList<>();
        for (int k = 0; k < loop.states(); k++) {
            Var left = loop.next().get(k);
            if (left.dtype().isFloat()) {
                Carried carried = carried(k, arriving.get(new Part.Last(k)));
                states.put(k, carried);
                roots.add(left);
                incoming.add(cotangent(carried.pulled()));
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
        states.forEach(this::leave);
    }

    /** The cotangent of a state, and what is taken of it, as states of this loop. */
    private Carried carried(int k, @Nullable Pulled last) {
        Var parameter = loop.before().get(k);
        Var operand = loop.first(inputs).get(k);
        Var begin = last == null ? Creation.zerosLike(operand) : last.cotangent();
        LoopWriter.State cotangent = writer.state(parameter.type(), begin);
        if (whole.contains(k)) {
            return new Carried(cotangent, null);
        }
        Var taken = last == null ? Var.constant(false) : last.taken();
        return new Carried(cotangent, writer.state(bools(parameter), Axes.broadcastTo(taken, operand.shape())));
    }

    /** A stacked cotangent, and what is taken of it, as elements of sequences. */
    private Pulled element(Var inside, Pulled stack) {
        Var cotangent = writer.element(inside.type(), stack.cotangent());
        boolean all = stack.taken() == Bools.ALWAYS;
        return new Pulled(
                cotangent,
                all
                        ? Bools.ALWAYS
                        : writer.element(
                                bools(inside),
                                Axes.broadcastTo(
                                        stack.taken(), stack.cotangent().shape())));
    }

    private static TensorType bools(Var x) {
        return new TensorType(DType.BOOL, x.shape());
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
    private void leave(int k, Carried carried) {
        Var parameter = loop.before().get(k);
        Pulled through = sweep.pulled(parameter);
        Pulled aside = beside.get(k);
        Pulled left = through == null || aside == null
                ? through == null ? aside : through
                : new Pulled(through.cotangent().plus(aside.cotangent()), Bools.or(through.taken(), aside.taken()));
        if (left == null) {
            left = new Pulled(Creation.zerosLike(parameter), Axes.broadcastTo(Var.constant(false), parameter.shape()));
        }
        writer.leave(carried.cotangent(), left.cotangent());
        if (carried.taken() != null) {
            writer.leave(carried.taken(), Axes.broadcastTo(left.taken(), parameter.shape()));
        } else if (left.taken() != Bools.ALWAYS) {
            partly.add(k);
        }
    }

    /** The states that were supposed to be whole and are not. */
    Set<Integer> partly() {
        return partly;
    }

    /** What arrives at each input of the loop. */
    List<@Nullable Pulled> pulled() {
        List<@Nullable Stacked> ofElements = new ArrayList<>();
        loop.elements().forEach(x -> ofElements.add(stack(x)));
        List<@Nullable Carried> ofOthers = new ArrayList<>();
        for (int m = 0; m < loop.others().size(); m++) {
            ofOthers.add(sum(loop.others().get(m), loop.others(inputs).get(m)));
        }
        Var rows = inputs.getFirst();
        Var steps = loop.reachesAll(inputs) ? rows : loop.part(new Part.Made(), inputs);
        LoopWriter.Written back =
                writer.written(rows, steps, loop.row(), loop.others(), loop.others(inputs), !loop.backward());
        List<@Nullable Pulled> pulled = new ArrayList<>(Arrays.asList(null, null));
        ofElements.forEach(s -> pulled.add(s == null ? null : s.stacks(back)));
        for (int k = 0; k < loop.states(); k++) {
            Carried carried = states.get(k);
            pulled.add(carried == null ? null : carried.last(back));
        }
        ofOthers.forEach(c -> pulled.add(c == null ? null : c.last(back)));
        return pulled;
    }

    /** Stacks what arrives at an element in each step; a row that no step reaches is not taken. */
    private @Nullable Stacked stack(Var element) {
        Pulled arrived = sweep.pulled(element);
        if (arrived == null) {
            return null;
        }
        boolean all = arrived.taken() == Bools.ALWAYS && loop.reachesAll(inputs);
        return new Stacked(
                writer.stack(arrived.cotangent()),
                all ? -1 : writer.stack(Axes.broadcastTo(arrived.taken(), element.shape())));
    }

    /** Adds up what arrives at an operand that does not change; without a step nothing is taken of it. */
    private @Nullable Carried sum(Var parameter, Var operand) {
        Pulled arrived = sweep.pulled(parameter);
        if (arrived == null) {
            return null;
        }
        LoopWriter.State sum = writer.state(parameter.type(), Creation.zerosLike(operand));
        writer.leave(sum, sum.standIn().plus(arrived.cotangent()));
        if (arrived.taken() == Bools.ALWAYS && loop.reachesAll(inputs) && isSome(inputs.getFirst())) {
            return new Carried(sum, null);
        }
        Var none = Axes.broadcastTo(Var.constant(false), operand.shape());
        LoopWriter.State taken = writer.state(bools(parameter), none);
        writer.leave(taken, Elementwise.or(taken.standIn(), Axes.broadcastTo(arrived.taken(), parameter.shape())));
        return new Carried(sum, taken);
    }

    private static boolean isSome(Var rows) {
        return rows.constantValue() != null && !rows.isSplat(0);
    }
}
