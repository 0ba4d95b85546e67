package ppl.graph.grad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.DType;
import ppl.graph.Index;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Substitution;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;

/**
 * The gradient of a loop whose states before all steps would take too much memory: it is written as a loop over blocks of about the square
 * root of its steps, and differentiated so. Then the states before each block are kept, and those inside of one block at a
 * time (Griewank 1992, with one level). The steps are the same, in the same order, and are run once more.
 */
final class Checkpoints {

    /** Elements of all states before all steps: 128 MiB of float64. */
    private static final long MOST_KEPT = 1L << 24;

    private static final TensorType COUNT = new TensorType(DType.I64, Shape.scalar());

    private final Loop loop;
    private final int block;
    private final int blocks;
    private final int rest;

    private Checkpoints(Loop loop, int rows) {
        this.loop = loop;
        this.block = (int) Math.ceil(Math.sqrt(rows));
        this.blocks = rows / block;
        this.rest = rows % block;
    }

    /** True if the states before all steps are known to take too much, and all steps are made. */
    static boolean areNeeded(Loop loop, List<Var> inputs) {
        boolean known = loop.reachesAll(inputs)
                && loop.first(inputs).stream().allMatch(x -> x.shape().isKnown())
                && inputs.getFirst().constantValue() != null;
        long each = known
                ? loop.first(inputs).stream()
                        .mapToLong(x -> x.shape().elements())
                        .sum()
                : 0;
        return known && each * Shape.of(List.of(Extent.of(inputs.getFirst()))).size(0) > MOST_KEPT;
    }

    /** What arrives at each input, given what arrives at each part. */
    static List<@Nullable Pulled> pulled(Loop loop, List<Var> inputs, Map<Part, Pulled> arriving) {
        List<Var> operands = new ArrayList<>(loop.others(inputs));
        operands.addAll(loop.sequences(inputs));
        operands.addAll(loop.first(inputs));
        List<Var> standIns = Body.parameters(operands);
        Map<Var, Var> outside = new IdentityHashMap<>();
        Map<Var, Var> inside = new IdentityHashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            outside.put(standIns.get(i), operands.get(i));
            inside.putIfAbsent(operands.get(i), standIns.get(i));
        }
        List<Var> given = new ArrayList<>(inputs.subList(0, Loop.COUNTS));
        inputs.stream().skip(Loop.COUNTS).forEach(x -> given.add(inside.get(x)));
        int rows = Shape.of(List.of(Extent.of(inputs.getFirst()))).size(0);
        List<Part> parts = new ArrayList<>();
        List<Var> incoming = new ArrayList<>();
        arriving.forEach((part, pulled) -> {
            parts.add(part);
            incoming.add(BackwardStep.cotangent(standIn(pulled, outside)));
        });
        List<Var> roots = new Checkpoints(loop, rows).inBlocks(given, parts);
        Set<Var> targets = Collections.newSetFromMap(new IdentityHashMap<>());
        standIns.stream().filter(x -> x.dtype().isFloat()).forEach(targets::add);
        Sweep sweep = new Sweep(roots, incoming, targets);
        List<@Nullable Pulled> pulled = new ArrayList<>(Arrays.asList(null, null));
        Set<Var> done = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Var x : given.subList(Loop.COUNTS, given.size())) {
            Pulled inner = done.add(x) ? sweep.pulled(x) : null;
            pulled.add(inner == null ? null : new Pulled(at(inner.cotangent(), outside), at(inner.taken(), outside)));
        }
        return pulled;
    }

    private static Var at(Var x, Map<Var, Var> places) {
        return Substitution.replace(List.of(x), places).getFirst();
    }

    private static Pulled standIn(Pulled pulled, Map<Var, Var> outside) {
        return new Pulled(
                standIn(pulled.cotangent(), outside),
                pulled.taken() == Bools.ALWAYS ? Bools.ALWAYS : standIn(pulled.taken(), outside));
    }

    private static Var standIn(Var x, Map<Var, Var> outside) {
        Var input = LoopWriter.standIn(x.type(), x.range());
        outside.put(input, x);
        return input;
    }

    /** Parts of the loop, by a loop over blocks and one over the rows that fill none. */
    private List<Var> inBlocks(List<Var> inputs, List<Part> parts) {
        List<Part> rows = parts.stream().filter(p -> !(p instanceof Part.Last)).toList();
        List<Var> last = loop.first(inputs);
        List<List<Var>> pieces = new ArrayList<>();
        for (boolean whole : loop.backward() ? new boolean[] {false, true} : new boolean[] {true, false}) {
            if (whole || rest > 0) {
                List<Var> piece = whole ? blocks(inputs, last, rows) : rest(inputs, last, rows);
                last = piece.subList(0, loop.states());
                pieces.add(piece.subList(loop.states(), piece.size()));
            }
        }
        List<List<Var>> inOrder = loop.backward() ? pieces.reversed() : pieces;
        List<Var> results = new ArrayList<>();
        for (Part part : parts) {
            int at = rows.indexOf(part);
            results.add(
                    part instanceof Part.Last(int k)
                            ? last.get(k)
                            : Axes.concat(inOrder.stream().map(p -> p.get(at)).toList(), 0));
        }
        return results;
    }

    /** The last states, then the parts, of the rows that fill blocks. */
    private List<Var> blocks(List<Var> inputs, List<Var> first, List<Part> parts) {
        int rows = blocks * block;
        Var row = LoopWriter.standIn(COUNT, Interval.NON_NEGATIVE);
        LoopWriter writer = new LoopWriter();
        List<Var> elements = new ArrayList<>();
        for (Var x : loop.sequences(inputs)) {
            Shape inner = x.shape().slice(1, x.rank());
            Var cut =
                    Axes.reshape(x.get(Index.to(rows)), Shape.of(blocks, block).concat(inner));
            elements.add(writer.element(cut.type().with(Shape.of(block).concat(inner)), cut));
        }
        List<LoopWriter.State> states = new ArrayList<>();
        for (int k = 0; k < loop.states(); k++) {
            Var standIn =
                    LoopWriter.standIn(first.get(k).type(), loop.before().get(k).range());
            states.add(writer.state(standIn, first.get(k)));
        }
        List<Var> before = states.stream().map(LoopWriter.State::standIn).toList();
        List<Var> others = loop.others(inputs);
        List<Var> inside = steps(block, row.times(block), elements, before, others, parts);
        for (LoopWriter.State state : states) {
            writer.leave(state, inside.get(state.place()));
        }
        List<Integer> places = new ArrayList<>();
        for (Var y : inside.subList(states.size(), inside.size())) {
            places.add(writer.stack(y));
        }
        Var count = Var.constant((long) blocks);
        LoopWriter.Written outer = writer.written(count, count, row, others, others, loop.backward());
        List<Var> results = new ArrayList<>();
        states.forEach(state -> results.add(outer.last(state.place())));
        for (int place : places) {
            Var stack = outer.stack(place);
            Shape shape = stack.shape();
            results.add(Axes.reshape(stack, Shape.of(rows).concat(shape.slice(2, shape.rank()))));
        }
        return results;
    }

    private List<Var> rest(List<Var> inputs, List<Var> first, List<Part> parts) {
        int from = blocks * block;
        List<Var> sequences = loop.sequences(inputs).stream()
                .map(x -> x.get(Index.from(from)))
                .toList();
        return steps(rest, Var.constant((long) from), sequences, first, loop.others(inputs), parts);
    }

    /** The last states, then the parts, of some steps from a row on. */
    private List<Var> steps(
            int count, Var from, List<Var> sequences, List<Var> first, List<Var> others, List<Part> parts) {
        Var offset = LoopWriter.standIn(COUNT, Interval.NON_NEGATIVE);
        Map<Var, Var> moved = Map.of(loop.row(), loop.row().plus(offset));
        List<Var> more = new ArrayList<>(loop.others());
        more.add(offset);
        Loop inner = Loop.closing(
                new Loop.Step(loop.row(), loop.elements(), loop.before(), more),
                Substitution.replace(loop.next(), moved),
                Substitution.replace(loop.stacked(), moved),
                null,
                loop.backward());
        List<Var> given = new ArrayList<>(List.of(Var.constant((long) count), Var.constant((long) count)));
        given.addAll(sequences);
        given.addAll(first);
        given.addAll(others);
        given.add(from);
        List<Var> results = new ArrayList<>();
        IntStream.range(0, loop.states()).forEach(k -> results.add(inner.part(new Part.Last(k), given)));
        parts.forEach(p -> results.add(inner.part(p, given)));
        return results;
    }
}
