package ppl.graph.op;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Body;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Substitution;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.FittedBodies.Fit;
import ppl.graph.op.Loop.Part;

/** Gives a loop the parameters that its operands ask for, and leaves out what no result needs. */
final class LoopFit {

    private static final TensorType ROW = new TensorType(DType.I64, Shape.scalar());

    private final Loop loop;
    private final List<Var> inputs;
    private final LoopReach reach;
    private final List<Var> sequences = new ArrayList<>();
    private final List<Var> parameters = new ArrayList<>();
    private final List<Integer> states = new ArrayList<>();
    private final Map<Var, Var> inside = new IdentityHashMap<>();
    private final Fit fit;

    private LoopFit(Loop loop, List<Var> inputs, LoopReach reach, LoopInvariants invariants, List<Interval> bounds) {
        this.loop = loop;
        this.inputs = inputs;
        this.reach = reach;
        Map<Var, List<Var>> elements = new LinkedHashMap<>();
        List<Integer> repeated = new ArrayList<>();
        for (int j = 0; j < loop.sequences(); j++) {
            Var element = loop.elements().get(j);
            Var sequence = loop.sequences(inputs).get(j);
            if (!reach.parameters().contains(element)) {
                continue;
            }
            if (isRepeated(sequence)) {
                repeated.add(j);
            } else {
                elements.computeIfAbsent(sequence, _ -> new ArrayList<>()).add(element);
            }
        }
        reach.states().stream().filter(k -> !invariants.isKept(k)).forEach(states::add);
        this.fit = new Fit(Loop.ROW + elements.size() + states.size());
        parameter(loop.row(), ROW, Interval.NON_NEGATIVE);
        elements.forEach((sequence, same) -> {
            sequences.add(sequence);
            TensorType type = sequence.type().with(sequence.shape().slice(1, sequence.rank()));
            Var parameter = parameter(same.getFirst(), fit.inside(type), sequence.range());
            same.forEach(element -> inside.put(element, parameter));
        });
        for (int k : states) {
            Var before = loop.before().get(k);
            Var first = loop.first(inputs).get(k);
            parameter(before, fit.inside(first.type()), bounds.get(k));
        }
        for (int j : repeated) {
            inside.put(
                    loop.elements().get(j),
                    repeatedElement(loop.sequences(inputs).get(j)));
        }
        for (Var node : Graph.order(reach.roots())) {
            if (node.op() instanceof Input && !inside.containsKey(node)) {
                inside.put(node, fit.place(operand(node)));
            }
        }
    }

    /** The loop and its inputs in that form; equal ones if they have it. */
    static FittedLoop of(Loop loop, List<Var> inputs, LoopReach reach, LoopInvariants invariants) {
        List<Interval> bounds = new ArrayList<>();
        for (int k = 0; k < loop.states(); k++) {
            Interval known = loop.before().get(k).range();
            bounds.add(Interval.keeping(known, loop.first(inputs).get(k).range()));
        }
        while (true) {
            LoopFit fit = new LoopFit(loop, inputs, reach, invariants, bounds);
            FittedLoop fitted = fit.fitted();
            List<Interval> wider = new ArrayList<>(bounds);
            for (int i = 0; i < fit.states.size(); i++) {
                int k = fit.states.get(i);
                wider.set(
                        k,
                        Interval.keeping(
                                bounds.get(k), fitted.loop().next().get(i).range()));
            }
            if (wider.equals(bounds)) {
                return fitted;
            }
            bounds = wider;
        }
    }

    private Var parameter(Var given, TensorType type, Interval range) {
        Var parameter = Body.parameter(parameters.size(), type, range);
        parameters.add(parameter);
        inside.put(given, parameter);
        return parameter;
    }

    private static boolean isRepeated(Var sequence) {
        return (sequence.op() instanceof Broadcast b && !b.axes().contains(0)) || (sequence.op() instanceof Iota);
    }

    private Var repeatedElement(Var sequence) {
        if (!(sequence.op() instanceof Broadcast b)) {
            return parameters.getFirst();
        }
        Var inner = fit.place(sequence.inputs().getFirst());
        Shape shape =
                fit.inside(sequence.type().with(b.to().slice(1, b.to().rank()))).shape();
        int[] axes = b.axes().stream().mapToInt(a -> a - 1).toArray();
        return Broadcast.into(inner, shape, axes);
    }

    private Var operand(Var parameter) {
        return inputs.get(loop.step().parameters().indexOf(parameter) - Loop.ROW + Loop.COUNTS);
    }

    private FittedLoop fitted() {
        parameters.addAll(fit.parameters);
        List<Var> operands = new ArrayList<>(inputs.subList(0, Loop.COUNTS));
        operands.addAll(sequences);
        states.forEach(k -> operands.add(loop.first(inputs).get(k)));
        operands.addAll(fit.operands);
        List<Part> parts = new ArrayList<>();
        List<Var> results = new ArrayList<>();
        states.forEach(k -> results.add(loop.next().get(k)));
        List<Var> stacks = new ArrayList<>();
        for (Part part : loop.parts()) {
            parts.add(
                    switch (part) {
                        case Part.Made made -> made;
                        case Part.Last(int k) -> new Part.Last(states.indexOf(k));
                        case Part.Before(int k) when states.contains(k) -> new Part.Before(states.indexOf(k));
                        case Part.Before(int k) -> stack(loop.before().get(k), stacks);
                        case Part.Stack(int j) -> stack(loop.stacked().get(j), stacks);
                    });
        }
        results.addAll(stacks);
        List<Part> distinct = parts.stream().distinct().toList();
        Loop fitted = new Loop(
                sequences.size(),
                states.size(),
                loop.backward(),
                body(results),
                loop.goOn() == null ? null : body(loop.goOn().results()),
                distinct);
        return new FittedLoop(
                fitted, operands, parts.stream().map(distinct::indexOf).toList());
    }

    /** What is stacked once is stacked for all results that are it. */
    private static Part.Stack stack(Var node, List<Var> stacks) {
        if (!stacks.contains(node)) {
            stacks.add(node);
        }
        return new Part.Stack(stacks.indexOf(node));
    }

    private Body body(List<Var> results) {
        return Body.of(parameters, Substitution.replace(results, inside));
    }
}
