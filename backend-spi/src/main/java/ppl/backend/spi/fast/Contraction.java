package ppl.backend.spi.fast;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Compare;
import ppl.graph.op.Constant;
import ppl.graph.op.Fma;
import ppl.graph.op.Op;
import ppl.graph.op.Unary;

/**
 * A product that is only added to something is added in one step, rounded once. Where the sign of the sum decides something, in a root or a
 * comparison, it stays: what cancels exactly in two roundings may leave a rest below 0 in one.
 */
final class Contraction {

    private final Uses uses;

    private Contraction(Uses uses) {
        this.uses = uses;
    }

    static List<Var> apply(List<Var> outputs) {
        Contraction contraction = new Contraction(new Uses(outputs));
        return Substitution.rebuild(outputs, Map.of(), contraction::contracted);
    }

    private @Nullable Var contracted(Var node, Op op, List<Var> operands) {
        if (!(op instanceof Binary(Binary.Fn fn)) || !node.dtype().isFloat() || decides(node)) {
            return null;
        }
        return switch (fn) {
            case ADD ->
                isProduct(node, operands, 0)
                        ? fma(operands.get(0), operands.get(1))
                        : isProduct(node, operands, 1) ? fma(operands.get(1), operands.get(0)) : null;
            case SUB -> difference(node, operands);
            default -> null;
        };
    }

    private boolean decides(Var node) {
        return uses.of(node).stream()
                .anyMatch(user ->
                        user.op() instanceof Compare || user.op() instanceof Unary(Unary.Fn fn) && fn == Unary.Fn.SQRT);
    }

    private boolean isProduct(Var node, List<Var> operands, int k) {
        return uses.isOnly(node.inputs().get(k)) && isProduct(node.inputs().get(k)) && isProduct(operands.get(k));
    }

    private static boolean isProduct(Var x) {
        return x.op() instanceof Binary(Binary.Fn fn) && fn == Binary.Fn.MUL;
    }

    private static Var fma(Var product, Var addend) {
        return Var.of(new Fma(), product.inputs().get(0), product.inputs().get(1), addend);
    }

    private @Nullable Var difference(Var node, List<Var> operands) {
        if (isProduct(node, operands, 0)) {
            Var minus = negated(operands.get(1));
            return minus == null ? null : fma(operands.get(0), minus);
        }
        if (!isProduct(node, operands, 1)) {
            return null;
        }
        Var a = operands.get(1).inputs().get(0);
        Var b = operands.get(1).inputs().get(1);
        Var minusA = negated(a);
        Var minusB = minusA == null ? negated(b) : null;
        return minusA != null
                ? Var.of(new Fma(), minusA, b, operands.get(0))
                : minusB != null ? Var.of(new Fma(), a, minusB, operands.get(0)) : null;
    }

    /** The negative of a value for which no iteration pays: a constant, what is repeated, or a negative itself. */
    private static @Nullable Var negated(Var x) {
        return switch (x.op()) {
            case Constant _ -> x.unaryMinus();
            case Broadcast b -> Var.of(b, x.inputs().getFirst().unaryMinus());
            case Unary(Unary.Fn fn) when fn == Unary.Fn.NEG -> x.inputs().getFirst();
            default -> null;
        };
    }
}
