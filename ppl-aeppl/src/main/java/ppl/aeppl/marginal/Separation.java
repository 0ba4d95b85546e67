package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import ppl.aeppl.law.LogTerms;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.batch.Vectorized.Dependents;
import ppl.graph.op.Prim.Routine;

/**
 * A log-density as a function of one variable whose elements never meet in a term: the sum of a function of each. Given all else the
 * elements are then independent, and all conditional densities cost one evaluation.
 *
 * <p>That they never meet is proved as for sums over them: terms are taken apart ({@link Summands}), and of each element of what is left ops
 * say what it depends on ({@link Scopes}). What is not proved has no parts.
 */
public final class Separation {

    /** The most elements of nodes that are looked at: some seconds. */
    private static final double MOST = 1 << 23;

    private Separation() {}

    /**
     * For each element of a variable the sum of what depends on it.
     *
     * <p><b>Shapes:</b> a vector of float64, with the elements in row-major order.
     *
     * @param terms log-densities; terms that do not depend on the variable are left out
     * @param variable an input
     * @return empty if elements may meet, or a shape is not known
     */
    public static Optional<Var> parts(List<LogTerms> terms, Var variable) {
        List<Var> bodies = terms.stream()
                .flatMap(t -> t.terms().stream().map(LogTerms.Term::body))
                .toList();
        Dependents dependents = Dependents.of(bodies, Map.of(variable, variable).keySet());
        List<Var> reached = dependents.order(bodies);
        boolean known = reached.stream().allMatch(x -> x.shape().isKnown())
                && bodies.stream().allMatch(x -> x.shape().isKnown())
                && terms.stream().allMatch(t -> t.shape().isKnown());
        if (!known || reached.stream().mapToDouble(Separation::effort).sum() > MOST) {
            return Optional.empty();
        }
        int size = variable.shape().elements();
        ElementSets sets = new ElementSets();
        Scopes scopes = new Scopes(List.of(new Latent("", variable, 0, 2, 0)), sets, dependents);
        Var parts = Functions.zeros(new TensorType(DType.F64, Shape.of(size)));
        for (Map.Entry<Var, Double> term :
                Summands.of(terms, dependents).dependent().entrySet()) {
            Var node = term.getKey();
            int[] owners = owners(scopes.of(node), sets);
            if (owners.length == 0 && node.shape().elements() > 0) {
                return Optional.empty();
            }
            double weight = term.getValue();
            Var sums = byOwner(node.cast(DType.F64), owners, size);
            parts = parts.plus(weight == 1 ? sums : sums.times(weight));
        }
        return Optional.of(parts);
    }

    private static double effort(Var node) {
        double operands =
                node.inputs().stream().mapToDouble(x -> x.shape().elements()).sum();
        double result = node.shape().elements();
        return node.op() instanceof Routine routine
                ? Math.max(result, routine.operations(node.inputs()))
                : Math.max(result, operands);
    }

    /** The element of the variable that each element of a node depends on, −1 for none; nothing if one depends on several. */
    private static int[] owners(int[] scope, ElementSets sets) {
        int[] owners = new int[scope.length];
        for (int e = 0; e < scope.length; e++) {
            if (scope[e] == ElementSets.MANY || sets.elements(scope[e]).length > 1) {
                return new int[0];
            }
            owners[e] = scope[e] == ElementSets.EMPTY ? -1 : sets.elements(scope[e])[0];
        }
        return owners;
    }

    /** The sums of the elements of a node that depend on each element of the variable. */
    private static Var byOwner(Var node, int[] owners, int size) {
        int[] sizes = node.shape().sizes();
        List<Integer> shared = new ArrayList<>();
        int step = owners.length;
        int[] left = owners;
        int[] strides = new int[sizes.length];
        for (int a = 0; a < sizes.length; a++) {
            step /= Math.max(1, sizes[a]);
            strides[a] = step;
            if (isAlike(owners, sizes[a], step)) {
                shared.add(a);
            }
        }
        Var summed = node;
        if (!shared.isEmpty() && owners.length > 0) {
            int[] axes = shared.stream().mapToInt(i -> i).toArray();
            summed = node.sum(axes);
            left = IntStream.range(0, owners.length)
                    .filter(e -> IntStream.of(axes).allMatch(a -> e / strides[a] % sizes[a] == 0))
                    .map(e -> owners[e])
                    .toArray();
        }
        Var flat = Functions.reshape(summed, left.length);
        if (isEachItsOwn(left, size)) {
            return flat;
        }
        // What belongs to none is added up behind the last.
        long[] places = IntStream.of(left).mapToLong(o -> o < 0 ? size : o).toArray();
        Var sums = Functions.scatterAdd(flat, Var.constant(Tensor.of(places)), 0, size + 1);
        return Functions.slice(sums, 0, 0, size, 1);
    }

    /** Whether all elements along an axis have one owner. */
    private static boolean isAlike(int[] owners, int length, int step) {
        for (int e = 0; e < owners.length; e++) {
            if (e / step % length != 0 && owners[e] != owners[e - step]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEachItsOwn(int[] owners, int size) {
        return owners.length == size && IntStream.range(0, size).allMatch(e -> owners[e] == e);
    }
}
