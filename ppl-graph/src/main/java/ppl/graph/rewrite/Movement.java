package ppl.graph.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Gather;
import ppl.graph.op.Reshape;
import ppl.graph.op.Select;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/** Elementwise functions of elements that were moved or chosen, taken before that. */
final class Movement {

    /** A function that may have a better form for a node, or null. */
    @FunctionalInterface
    interface Form {
        @Nullable
        Var of(Var x);
    }

    private Movement() {}

    /**
     * The form of a node whose op moves, joins or chooses elements, if some operand has it; null otherwise.
     *
     * @param form the better form of an operand
     * @param plain the function itself, for operands without one
     */
    static @Nullable Var through(Var x, Form form, UnaryOperator<Var> plain) {
        return switch (x.op()) {
            case Concat _ -> {
                List<Var> parts = all(x.inputs(), form, plain);
                yield parts == null ? null : Var.of(x.op(), parts);
            }
            case Select _ -> {
                List<Var> branches = all(x.inputs().subList(1, 3), form, plain);
                yield branches == null
                        ? null
                        : Elementwise.where(x.inputs().getFirst(), branches.get(0), branches.get(1));
            }
            default -> single(x, form);
        };
    }

    /** The operands whose elements a node moves, joins or chooses; none of other nodes. */
    static List<Var> operands(Var x) {
        return switch (x.op()) {
            case Concat _ -> x.inputs();
            case Select _ -> x.inputs().subList(1, 3);
            default -> isSingle(x) ? x.inputs().subList(0, 1) : List.of();
        };
    }

    /** True for ops that move elements of one operand; there may be more of them afterwards, or fewer. */
    static boolean isSingle(Var x) {
        return switch (x.op()) {
            case Reshape _, Broadcast _, Transpose _, Slice _, Gather _ -> true;
            default -> false;
        };
    }

    /** The form of a node that moves elements of one operand, if that has it; null otherwise. */
    static @Nullable Var single(Var x, Form form) {
        Var inner = isSingle(x) ? form.of(x.inputs().getFirst()) : null;
        if (inner == null) {
            return null;
        }
        List<Var> operands = new ArrayList<>(x.inputs());
        operands.set(0, inner);
        return Var.of(x.op(), operands);
    }

    private static @Nullable List<Var> all(List<Var> operands, Form form, UnaryOperator<Var> plain) {
        List<Var> forms = new ArrayList<>();
        boolean any = false;
        for (Var operand : operands) {
            Var better = form.of(operand);
            any |= better != null;
            forms.add(better == null ? plain.apply(operand) : better);
        }
        return any ? forms : null;
    }
}
