package ppl.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Loop.Part;

/** The steps of a loop written one after the other, as a graph without the loop. */
final class Unrolled {

    private final Loop loop;
    private final List<Var> inputs;
    private final int rows;
    /** True in the rows that are reached; one constant where all are. */
    private final List<Var> reached = new ArrayList<>();

    private final List<List<Var>> states = new ArrayList<>();
    private final List<List<Var>> stacked = new ArrayList<>();

    private Unrolled(Loop loop, List<Var> inputs, int rows) {
        this.loop = loop;
        this.inputs = inputs;
        this.rows = rows;
        states.add(loop.first(inputs));
    }

    /** A result of a loop that is known to make one step or none; null for others. */
    static @Nullable Var ofFew(Loop loop, List<Var> inputs, Part part) {
        return Extent.of(inputs.getFirst()) instanceof Extent.Known(int rows) && rows <= 1 && loop.reachesAll(inputs)
                ? of(loop, inputs, Math.max(0, rows), part)
                : null;
    }

    /** A result of a loop of known length. */
    static Var of(Loop loop, List<Var> inputs, int rows, Part part) {
        Unrolled unrolled = new Unrolled(loop, inputs, rows);
        for (int i = 0; i < rows; i++) {
            unrolled.step(i);
        }
        return unrolled.result(part);
    }

    /** The i-th step. Backwards, rows beyond the steps to be made come first, and are left out. */
    private void step(int i) {
        int at = loop.backward() ? rows - 1 - i : i;
        Var row = Var.constant((long) at);
        List<Var> operands = new ArrayList<>(List.of(row));
        loop.sequences(inputs).forEach(x -> operands.add(x.get(at)));
        operands.addAll(states.getLast());
        operands.addAll(loop.others(inputs));
        Var here = loop.reachesAll(inputs) ? Var.constant(true) : row.lt(inputs.get(1));
        if (loop.goOn() != null) {
            here = Elementwise.and(here, loop.goOn().at(operands).getFirst());
            here = reached.isEmpty() ? here : Elementwise.and(here, reached.getLast());
        }
        List<Var> results = loop.step().at(operands);
        List<Var> next = new ArrayList<>();
        for (int k = 0; k < loop.states(); k++) {
            next.add(Elementwise.where(here, results.get(k), states.getLast().get(k)));
        }
        reached.add(here);
        states.add(next);
        List<Var> kept = new ArrayList<>();
        for (Var y : results.subList(loop.states(), results.size())) {
            kept.add(Elementwise.where(here, y, Creation.zerosLike(y)));
        }
        stacked.add(kept);
    }

    private Var result(Part part) {
        return switch (part) {
            case Part.Made _ -> {
                Var made = Var.constant(0L);
                for (Var here : reached) {
                    made = made.plus(here.cast(DType.I64));
                }
                yield made;
            }
            case Part.Last(int k) -> states.getLast().get(k);
            case Part.Stack(int j) -> {
                List<Var> each = stacked.stream().map(s -> s.get(j)).toList();
                yield stack(each, part);
            }
            case Part.Before(int k) -> {
                List<Var> each = new ArrayList<>();
                for (int i = 0; i < rows; i++) {
                    Var before = states.get(i).get(k);
                    each.add(Elementwise.where(reached.get(i), before, Creation.zerosLike(before)));
                }
                yield stack(each, part);
            }
        };
    }

    private Var stack(List<Var> each, Part part) {
        return each.isEmpty()
                ? Creation.zeros(loop.type(part, inputs))
                : Axes.stack(loop.backward() ? each.reversed() : each, 0);
    }
}
