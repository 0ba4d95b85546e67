package ppl.graph.grad;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.math.matrix.CholeskySolve;
import ppl.graph.math.matrix.LuSolve;
import ppl.graph.math.matrix.QuadraticForm;
import ppl.graph.op.Cond;
import ppl.graph.op.Loop;
import ppl.graph.op.MatMul;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.RichOp;
import ppl.graph.op.Select;
import ppl.graph.op.TriangularSolve;

/**
 * Which elements of a node reach the result at all. Where a choice ({@code where}, a clip, a maximum, an index) leaves an
 * element out, its cotangent is 0; but 0 times the slope of a logarithm at 0, of a square root at 0 or of anything at NaN
 * is NaN, and sums spread it. So what flows back through an element that was left out is put to 0 instead of multiplied.
 *
 * <p>The condition is carried along as a bool node of the node's shape, exactly: a cotangent that happens to be 0 is not
 * one that was left out, and second derivatives stay right. Graphs without choices are differentiated as if this class
 * did not exist. Behind a choice a step whose slope is proved to be finite ({@link ProvedFinite}) adds nothing but its
 * place in the condition; any other step, also one that has no pole but whose slope is not proved finite, adds a choice
 * for each of its operands.
 */
final class Taken {

    private final Map<Var, Conditions> taken = new IdentityHashMap<>(); // once anything has arrived at a node
    private final ProvedFinite finite = new ProvedFinite();
    private final List<Var> roots;

    Taken(List<Var> roots, List<Var> cotangents) {
        this.roots = roots;
        for (int i = 0; i < roots.size(); i++) {
            Var cotangent = cotangents.get(i);
            boolean some = cotangent.op() instanceof TakenCotangent;
            conditions(roots.get(i)).add(some ? cotangent.inputs().get(1) : Bools.ALWAYS);
        }
    }

    /** Which elements of a node reach a root. */
    Var at(Var node) {
        Conditions known = taken.get(node);
        return known == null ? Bools.ALWAYS : known.any();
    }

    private Conditions conditions(Var node) {
        return taken.computeIfAbsent(node, x -> new Conditions(x.shape()));
    }

    /** A slice passes its cotangent on as it is, and so what is taken. */
    void slice(Var node, Piece cotangent) {
        conditions(node.inputs().getFirst()).add(cotangent.with(at(node)));
    }

    /**
     * The cotangents of a node's operands, 0 where the node was left out.
     *
     * @param results the node; several if they are results of one operation
     * @param incoming their cotangents
     */
    List<@Nullable Var> vjp(List<Var> results, List<Var> incoming) {
        Var node = results.getFirst();
        return node.op() instanceof Projection r ? vjp(r.of(), results, incoming) : vjp(node, incoming.getFirst());
    }

    private List<@Nullable Var> vjp(MultiOp of, List<Var> results, List<Var> incoming) {
        List<Var> given = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Var here = at(results.get(i));
            Var cotangent = incoming.get(i);
            boolean known = here == Bools.ALWAYS || cotangent.op() instanceof TakenCotangent;
            given.add(known ? cotangent : Var.of(new TakenCotangent(), cotangent, here));
        }
        List<@Nullable Pulled> pulled =
                switch (of) {
                    case Cond _ -> CondGradient.of(results, given);
                    case Loop loop -> LoopGradient.of(loop, results, given);
                };
        List<Var> operands = results.getFirst().inputs();
        List<@Nullable Var> parts = new ArrayList<>();
        for (int k = 0; k < pulled.size(); k++) {
            Pulled part = pulled.get(k);
            parts.add(part == null ? null : part.cotangent());
            if (part != null) {
                conditions(operands.get(k)).add(part.taken());
            }
        }
        return parts;
    }

    private List<@Nullable Var> vjp(Var node, Var incoming) {
        Var here = at(node);
        List<@Nullable Var> parts = here == Bools.ALWAYS
                ? Gradient.through(node.op(), node, node.inputs(), incoming)
                : guarded(node, incoming, here);
        for (int k = 0; k < parts.size(); k++) {
            if (parts.get(k) != null) {
                conditions(node.inputs().get(k)).add(arriving(node, k, here));
            }
        }
        return parts;
    }

    private Var arriving(Var node, int k, Var here) {
        Var pulled = Pull.back(node, k, here);
        return roots.contains(node) && isImpossible(node) ? pulled : Bools.and(pulled, Pull.choice(node, k));
    }

    /** A result that is infinite or NaN wherever the other branch is not taken: a gradient there means nothing. */
    private static boolean isImpossible(Var root) {
        return root.op() instanceof Select
                && root.inputs().stream()
                        .anyMatch(x -> x.isSplat(Double.NEGATIVE_INFINITY) || x.isSplat(Double.POSITIVE_INFINITY));
    }

    private List<@Nullable Var> guarded(Var node, Var incoming, Var here) {
        Op op = node.op();
        boolean whole = op instanceof RichOp rich && !rich.isElementwise();
        Var given = whole ? Var.of(new TakenCotangent(), incoming, here) : incoming;
        List<@Nullable Var> parts =
                new ArrayList<>(Gradient.through(op, output(node, here), operands(node, here), given));
        for (int k = 0; k < parts.size(); k++) {
            Var part = parts.get(k);
            if (part != null && !finite.keepsZero(part, incoming)) {
                parts.set(k, only(Pull.back(node, k, here), part));
            }
        }
        return parts;
    }

    /**
     * A product meets rows of the left operand and columns of the right one, a quadratic form its columns; those of elements left out
     * count as 0.
     */
    private List<Var> operands(Var node, Var here) {
        boolean ofColumns = node.op() instanceof QuadraticForm;
        if (!ofColumns && !(node.op() instanceof MatMul)) {
            return node.inputs();
        }
        List<Var> operands = new ArrayList<>();
        for (int k = 0; k < 2; k++) {
            Var x = node.inputs().get(k);
            boolean stays = finite.is(x) || (ofColumns && k == 0);
            operands.add(stays ? x : only(Pull.back(node, k, here), x));
        }
        return operands;
    }

    /** A solution meets its cotangent in the derivative by the matrix; columns left out count as 0. */
    private static Var output(Var node, Var here) {
        return switch (node.op()) {
            case TriangularSolve _, LuSolve _, CholeskySolve _ -> only(Pull.back(node, 1, here), node);
            default -> node;
        };
    }

    private static Var only(Var condition, Var x) {
        return Elementwise.where(condition, x, Creation.zerosLike(x));
    }

    /** True for ops that work place by place. */
    static boolean isElementwise(Op op) {
        return op instanceof Pointwise || (op instanceof RichOp rich && rich.isElementwise());
    }
}
