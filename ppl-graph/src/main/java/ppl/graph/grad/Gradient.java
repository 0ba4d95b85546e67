package ppl.graph.grad;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.op.Constant;
import ppl.graph.op.Input;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.op.RichOp;

/**
 * Reverse-mode differentiation. A gradient is a graph like any other: it can be rewritten, compiled and differentiated
 * again. Contributions to one node are added in the order in which its users appear, last first, so the result depends
 * on structure alone. What slices of one node hand back is laid down together, in that order where they overlap: a loop that
 * is written out, reading an element at each step, costs as much as its elements. Of an element that only one slice reads
 * the sign of zero is kept.
 *
 * <p>One differentiates by leaves: inputs and draws. A computed node is no target, since constructors look through it: what
 * was written as a function of {@code reshape(z)} may be built on {@code z}, and what was written as a function of a constant
 * is a constant. To differentiate by a value that is computed, write the function of an input and put the value in its
 * place afterwards, by {@link #at} or {@link ppl.graph.Substitution}.
 *
 * <p>What a choice leaves out contributes 0, also where its slope is infinite or NaN there: the gradient of
 * {@code where(x > 0, x log x, -3x)} at -1 is -3.
 */
public final class Gradient {

    private Gradient() {}

    /**
     * The gradient of a float scalar; zeros for leaves on which it does not depend.
     *
     * @throws GraphException ({@link GraphCode#GRADIENT}) if {@code y} is no float scalar, or one of {@code xs} no leaf
     */
    public static List<Var> of(Var y, List<Var> xs) {
        if (y.rank() != 0 || !y.dtype().isFloat()) {
            throw new GraphException(
                    GraphCode.GRADIENT,
                    "a gradient is taken of a float scalar, but " + y.describe() + " is not; sum it, or use vjp");
        }
        List<@Nullable Var> parts = vjp(y, xs, Creation.onesLike(y));
        List<Var> gradient = new ArrayList<>();
        for (int i = 0; i < xs.size(); i++) {
            Var part = parts.get(i);
            gradient.add(part == null ? Creation.zerosLike(xs.get(i)) : part);
        }
        return gradient;
    }

    /** The gradient of a float scalar by one leaf. */
    public static Var of(Var y, Var x) {
        return of(y, List.of(x)).getFirst();
    }

    /**
     * Pulls a cotangent of {@code y} back to leaves.
     *
     * @return a cotangent for each of {@code xs}; null where {@code y} does not depend on it differentiably
     * @throws GraphException if one of {@code xs} is no leaf
     */
    public static List<@Nullable Var> vjp(Var y, List<Var> xs, Var cotangent) {
        xs.forEach(Gradient::requireLeaf);
        Set<Var> targets = Collections.newSetFromMap(new IdentityHashMap<>());
        targets.addAll(xs);
        Sweep sweep = new Sweep(List.of(y), List.of(cotangent), targets);
        List<@Nullable Var> result = new ArrayList<>();
        for (Var x : xs) {
            result.add(sweep.cotangent(x));
        }
        return result;
    }

    /**
     * Pulls a cotangent of a function back to operands that may be any nodes: the function is written of inputs, which
     * nothing looks through, differentiated by them, and taken at the operands. Constants are left as they are.
     *
     * @param function from as many operands to a node
     * @return a cotangent for each operand; null where the function does not depend on it differentiably
     */
    public static List<@Nullable Var> at(List<Var> operands, Function<List<Var>, Var> function, Var cotangent) {
        Map<Var, Var> places = new IdentityHashMap<>();
        List<Var> given = new ArrayList<>();
        for (Var x : operands) {
            given.add(x.op() instanceof Constant ? x : standIn(x, places));
        }
        List<Var> leaves = given.stream().filter(places::containsKey).toList();
        Var incoming = cotangent.op() instanceof TakenCotangent taken
                ? Var.of(
                        taken,
                        cotangent.inputs().stream().map(x -> standIn(x, places)).toList())
                : standIn(cotangent, places);
        List<@Nullable Var> parts = vjp(function.apply(given), leaves, incoming);
        List<@Nullable Var> result = new ArrayList<>();
        for (Var x : given) {
            int k = leaves.indexOf(x);
            Var part = k < 0 ? null : parts.get(k);
            result.add(
                    part == null
                            ? null
                            : Substitution.replace(List.of(part), places).getFirst());
        }
        return result;
    }

    /** Pulls a cotangent of an op that is no result of several back to its operands: by what the op states, or by its expansion. */
    static List<@Nullable Var> through(Op op, Var output, List<Var> operands, Var cotangent) {
        List<@Nullable Var> stated = op.vjp(output, operands, cotangent);
        return stated == null && op instanceof RichOp rich
                ? at(operands, rich::expand, cotangent)
                : Objects.requireNonNull(stated, op::name);
    }

    /** {@code x}, through which no gradient flows: differentiation treats it as a constant. */
    public static Var stop(Var x) {
        return Var.of(new StopGradient(), x);
    }

    private static Var standIn(Var x, Map<Var, Var> places) {
        Var input = Var.of(new Input(new Input.Slot(x.op().name()), x.type(), x.range()));
        places.put(input, x);
        return input;
    }

    private static void requireLeaf(Var x) {
        if (!(x.op() instanceof Input || x.op() instanceof RandomOp)) {
            throw new GraphException(
                    GraphCode.GRADIENT,
                    "a gradient is taken with respect to inputs and draws, but " + x.describe()
                            + " is computed, and what is built on it may look through it: write the function of an input, "
                            + "differentiate with respect to it, and put the value in its place with Substitution.replace");
        }
    }
}
