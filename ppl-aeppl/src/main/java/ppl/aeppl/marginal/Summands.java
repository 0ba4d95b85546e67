package ppl.aeppl.marginal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.LogTerms;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.batch.Vectorized.Dependents;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.Transpose;
import ppl.graph.op.Unary;

/**
 * A sum of elements taken apart: sums into their terms, joined tensors into their parts, repetitions into counts. So each term
 * depends on as few variables as the expression allows: the parts of a stack each on their own.
 */
final class Summands {

    private final Map<Var, Double> weights = new LinkedHashMap<>();
    private final Map<Var, Double> dependent = new LinkedHashMap<>();
    private final Map<Var, Double> constant = new LinkedHashMap<>();

    private Summands() {}

    /** Of log-densities. */
    static Summands of(List<LogTerms> all, Dependents dependents) {
        Summands s = new Summands();
        for (LogTerms terms : all) {
            double elements = terms.shape().elements();
            for (LogTerms.Term t : terms.terms()) {
                if (elements > 0) {
                    double repeated = elements / t.body().shape().elements();
                    s.add(t.coefficient() * repeated, t.body());
                }
            }
        }
        List<Var> users = dependents.order(List.copyOf(s.weights.keySet())).reversed();
        for (Var node : users) { // a node after all that adds it up
            Double weight = s.weights.remove(node);
            if (weight != null && !s.split(weight, node)) {
                s.dependent.put(node, weight);
            }
        }
        s.constant.putAll(s.weights);
        return s;
    }

    private void add(double weight, Var node) {
        weights.merge(node, weight, Double::sum);
    }

    /** Adds what the sum of the elements of a node is the sum of; false if it is of nothing simpler. */
    private boolean split(double w, Var x) {
        switch (x.op()) {
            case Binary(Binary.Fn fn)
            when fn == Binary.Fn.ADD || fn == Binary.Fn.SUB -> {
                add(w, x.inputs().get(0));
                add(fn == Binary.Fn.ADD ? w : -w, x.inputs().get(1));
            }
            case Binary(Binary.Fn fn)
            when fn == Binary.Fn.MUL -> {
                Double left = number(x.inputs().get(0));
                Double right = number(x.inputs().get(1));
                if (left != null) {
                    add(w * left, x.inputs().get(1));
                } else if (right != null) {
                    add(w * right, x.inputs().get(0));
                } else {
                    return false;
                }
            }
            case Unary(Unary.Fn fn)
            when fn == Unary.Fn.NEG -> add(-w, x.inputs().getFirst());
            case Reduce(Reduce.Fn fn, var _)
            when fn == Reduce.Fn.SUM -> add(w, x.inputs().getFirst());
            case Reshape _, Transpose _ -> add(w, x.inputs().getFirst());
            case Broadcast _ -> {
                Var once = x.inputs().getFirst();
                add(w * x.shape().elements() / Math.max(1, once.shape().elements()), once);
            }
            case Concat _ -> x.inputs().forEach(part -> add(w, part));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The finite number that every element of a constant is; null for anything else. */
    private static @Nullable Double number(Var x) {
        Var once = x.op() instanceof Broadcast ? x.inputs().getFirst() : x;
        Tensor known = once.constantValue();
        return known != null && known.rank() == 0 && Double.isFinite(known.doubleAt(0)) ? known.doubleAt(0) : null;
    }

    /** Nodes that depend on the variables, and how often the sum of their elements counts. */
    Map<Var, Double> dependent() {
        return dependent;
    }

    /** The sum of everything that does not depend on the variables. */
    Var constant() {
        Map<Double, Var> byWeight = new LinkedHashMap<>();
        constant.forEach((node, weight) -> byWeight.merge(weight, node.sum(), Var::plus));
        Var total = Var.constant(0.0);
        for (var group : byWeight.entrySet()) {
            total = total.plus(
                    group.getKey() == 1 ? group.getValue() : group.getValue().times(group.getKey()));
        }
        return total;
    }
}
