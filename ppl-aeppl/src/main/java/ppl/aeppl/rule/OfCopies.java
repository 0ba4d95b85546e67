package ppl.aeppl.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Input;
import ppl.graph.op.Op;
import ppl.graph.op.RichOp;
import ppl.graph.op.Unary;

/**
 * A function that works element by element, of copies that it treats alike, as the same function of what there are copies of.
 *
 * @param copies the law of the operand
 * @param at the function of the original
 */
record OfCopies(Duplicated copies, Application at) {

    /** Null if it is no such function. */
    static @Nullable OfCopies of(Op op, Application at) {
        if (!isElementwise(op) || !at.unresolved().isEmpty()) {
            return null;
        }
        List<Var> random = at.randomPositions().stream()
                .map(at.node().inputs()::get)
                .distinct()
                .toList();
        if (random.size() != 1 || !(at.laws().getFirst() instanceof Duplicated copies)) {
            return null;
        }
        Var x = random.getFirst();
        Law original = copies.original();
        Shape shape = original.type().draw().shape();
        Var one = Var.of(new Input(new Input.Slot(x.expression()), x.type().with(shape), x.range()));
        List<Var> inputs = new ArrayList<>();
        List<Operand> operands = new ArrayList<>();
        for (Operand operand : at.operands()) {
            if (operand instanceof Operand.Fixed(Var value)) {
                Var beside = copies.atOriginal(value);
                if (beside == null) {
                    return null;
                }
                Var full = Functions.broadcastTo(beside, shape);
                inputs.add(full);
                operands.add(new Operand.Fixed(full));
            } else {
                inputs.add(one);
                operands.add(new Operand.Random(one, original));
            }
        }
        Var node = Var.of(op, inputs);
        return node.op().equals(op) && node.inputs().equals(inputs)
                ? new OfCopies(copies, new Application(node, operands, at.sequences()))
                : null;
    }

    private static boolean isElementwise(Op op) {
        return op instanceof Unary
                || op instanceof Binary
                || op instanceof Fma
                || op instanceof Compare
                || op instanceof Cast
                || (op instanceof RichOp rich && rich.isElementwise());
    }

    /** The outcome for the copies from that for the original; null if the law for the original tells nothing of copies. */
    @Nullable
    Outcome outcome(Var node, Outcome ofOriginal) {
        return switch (ofOriginal) {
            case Outcome.Derived(Law law, List<RuleId> trace) ->
                !(law instanceof WithoutDensity) && copies.copiesOf(law) instanceof Capability.Present<Law>(Law copied)
                        ? new Outcome.Derived(copied, trace)
                        : null;
            case Outcome.Refused refused ->
                refused.node() == at.node()
                        ? new Outcome.Refused(
                                refused.rule(), node, refused.code(), refused.why(), refused.fix(), refused.causes())
                        : refused;
            case Outcome.NotMine _ -> null;
        };
    }
}
