package ppl.graph.grad;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.op.Cond;
import ppl.graph.op.MultiOp.Projection;

/**
 * The gradient of a branch taken: a cond on the same condition, whose branches pull the cotangents back through those of the
 * first. An operand that only one branch uses is reached only where that one is taken, so that what is computed before the
 * cond is differentiated as before a {@code where}.
 */
final class CondGradient {

    private final Cond cond;
    private final List<Var> inputs;
    private final List<Var> operands;
    private final List<Var> parameters;
    private final int own;

    private CondGradient(Cond cond, List<Var> inputs, List<Var> operands) {
        this.cond = cond;
        this.inputs = inputs;
        this.operands = operands;
        this.parameters = Body.parameters(operands);
        this.own = inputs.size() - 1;
    }

    /**
     * What arrives at each input.
     *
     * @param results of one cond
     * @param incoming their cotangents, perhaps with what is taken
     */
    static List<@Nullable Pulled> of(List<Var> results, List<Var> incoming) {
        Var any = results.getFirst();
        Cond cond = (Cond) ((Projection) any.op()).of();
        Set<Var> operands =
                new LinkedHashSet<>(any.inputs().subList(1, any.inputs().size()));
        incoming.forEach(x -> parts(x).forEach(part -> withLengths(part, operands)));
        return new CondGradient(cond, any.inputs(), List.copyOf(operands)).pull(results, incoming);
    }

    private static List<Var> parts(Var cotangent) {
        return cotangent.op() instanceof TakenCotangent ? cotangent.inputs() : List.of(cotangent);
    }

    private static void withLengths(Var x, Set<Var> operands) {
        for (Extent e : x.shape().extents()) {
            if (e instanceof Extent.Symbolic(Var length)) {
                withLengths(length, operands);
            }
        }
        operands.add(x);
    }

    private List<@Nullable Pulled> pull(List<Var> results, List<Var> incoming) {
        List<Var> inside = incoming.stream()
                .map(x -> x.op() instanceof TakenCotangent taken
                        ? Var.of(taken, x.inputs().stream().map(this::parameter).toList())
                        : parameter(x))
                .toList();
        Set<Var> targets = Collections.newSetFromMap(new IdentityHashMap<>());
        parameters.stream().limit(own).filter(p -> p.dtype().isFloat()).forEach(targets::add);
        Sweep then = sweep(cond.then(), results, inside, targets);
        Sweep otherwise = sweep(cond.otherwise(), results, inside, targets);
        List<@Nullable Choice> choices = new ArrayList<>();
        List<Var> a = new ArrayList<>();
        List<Var> b = new ArrayList<>();
        for (Var p : parameters.subList(0, own)) {
            Choice choice = Choice.of(p, then.pulled(p), otherwise.pulled(p));
            choices.add(choice);
            if (choice != null) {
                a.addAll(List.of(choice.part(), choice.taken()));
                b.addAll(List.of(choice.otherPart(), choice.otherTaken()));
            }
        }
        return pulled(choices, Projection.all(new Cond(Body.of(parameters, a), Body.of(parameters, b)), given()));
    }

    private List<Var> given() {
        List<Var> given = new ArrayList<>(List.of(inputs.getFirst()));
        given.addAll(operands);
        return given;
    }

    /** Two results for each choice: the cotangent and what is taken. */
    private List<@Nullable Pulled> pulled(List<@Nullable Choice> choices, List<Var> results) {
        List<@Nullable Pulled> pulled = new ArrayList<>();
        pulled.add(null);
        int next = 0;
        for (int k = 0; k < own; k++) {
            Choice choice = choices.get(k);
            if (choice == null) {
                pulled.add(null);
                continue;
            }
            Var taken = choice.depends() ? results.get(next + 1) : choice.taken(inputs.getFirst(), operands.get(k));
            pulled.add(new Pulled(results.get(next), taken));
            next += 2;
        }
        return pulled;
    }

    /** What the branches pull back to a parameter. */
    private record Choice(Var part, Var taken, Var otherPart, Var otherTaken) {

        static @Nullable Choice of(Var parameter, @Nullable Pulled a, @Nullable Pulled b) {
            Var zero = Creation.zerosLike(parameter);
            return a == null && b == null
                    ? null
                    : new Choice(
                            a == null ? zero : a.cotangent(),
                            everywhere(parameter, a),
                            b == null ? zero : b.cotangent(),
                            everywhere(parameter, b));
        }

        private static Var everywhere(Var parameter, @Nullable Pulled pulled) {
            Var taken = pulled == null ? Var.constant(false) : pulled.taken();
            return Axes.broadcastTo(taken, parameter.shape());
        }

        /** True unless each branch takes all elements or none. */
        boolean depends() {
            return !isWhole(taken) || !isWhole(otherTaken);
        }

        private static boolean isWhole(Var taken) {
            return Bools.known(taken) == Bools.ALWAYS || taken.isSplat(0);
        }

        Var taken(Var condition, Var operand) {
            boolean first = !taken.isSplat(0);
            boolean second = !otherTaken.isSplat(0);
            return first && second
                    ? Bools.ALWAYS
                    : Axes.broadcastTo(first ? condition : Elementwise.not(condition), operand.shape());
        }
    }

    private Var parameter(Var operand) {
        return parameters.get(operands.indexOf(operand));
    }

    private static Sweep sweep(Body body, List<Var> results, List<Var> incoming, Set<Var> targets) {
        List<Var> roots = results.stream()
                .map(y -> body.results().get(((Projection) y.op()).index()))
                .toList();
        return new Sweep(roots, incoming, targets);
    }
}
