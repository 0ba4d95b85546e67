package ppl.graph.function;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.exact.WholeNumbers;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.ScatterAdd;

/**
 * Elements that an index chooses, and the way back from them to their places. Indexing moves elements in a few steps, each of which
 * has an adjoint; so whatever form of index can be read can be written to.
 */
final class Chosen {

    private final Var x;
    private final Var elements;
    private final List<Var> steps = new ArrayList<>(); // the last first

    private Chosen(Var x, Index... indices) {
        this.x = x;
        this.elements = Subscript.of(x, indices); // refuses by the name of the operand
        Var standIn = Var.of(new Input(new Input.Slot("elements"), x.type(), x.range())); // nothing looks through it
        for (Var step = Subscript.of(standIn, indices);
                step != standIn;
                step = step.inputs().getFirst()) {
            steps.add(step.op() instanceof Gather ? ofOperand(step, standIn) : step);
        }
    }

    /** With positions that may count from lengths of the operand, not of what stands for it. */
    private Var ofOperand(Var gather, Var standIn) {
        Var positions = Substitution.replace(List.of(gather.inputs().get(1)), Map.of(standIn, x))
                .getFirst();
        return Var.of(gather.op(), gather.inputs().getFirst(), positions);
    }

    /** The elements of a node at an index. */
    static Chosen of(Var x, Index... indices) {
        return new Chosen(x, indices);
    }

    /** The elements. */
    Var elements() {
        return elements;
    }

    /** True if integer tensors are part of the index, so that positions may repeat. */
    boolean isByTensors() {
        return steps.stream().anyMatch(step -> step.op() instanceof Gather);
    }

    /** True if all positions are known now, and no data that may be given anew. */
    boolean isKnown() {
        return steps.stream()
                .filter(step -> step.op() instanceof Gather)
                .map(step -> step.inputs().get(1))
                .allMatch(positions -> positions.constantValue() != null && !positions.isOfData());
    }

    /** True if a position is known to come twice. */
    boolean isKnownToRepeat() {
        Shape shape = elements.shape();
        boolean any = !shape.isKnown() || shape.elements() > 0;
        return any
                && steps.stream()
                        .filter(step -> step.op() instanceof Gather)
                        .map(step -> step.inputs().get(1).constantValue())
                        .anyMatch(positions -> positions != null && repeats(positions));
    }

    private static boolean repeats(Tensor positions) {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < positions.length(); i++) {
            if (!seen.add(positions.longAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The block of positions, if no integer tensor is part of the index. */
    Block block() {
        return Block.of(x.shape(), steps);
    }

    /** Values, one for each element chosen, at their places in zeros; those of one place added up, those of none dropped. */
    Var back(Var values) {
        Var at = values;
        for (Var step : steps) {
            List<@Nullable Var> parts = Objects.requireNonNull(step.op().vjp(step, step.inputs(), at));
            at = Objects.requireNonNull(parts.getFirst());
            if (at.op() instanceof ScatterAdd && at.dtype() != DType.BOOL) {
                WholeNumbers.check(at.op(), at.inputs());
            }
        }
        return at;
    }
}
