package ppl.backend.spi.fast;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Constant;
import ppl.graph.op.Fma;
import ppl.graph.op.Op;

/**
 * Polynomials in Horner's form, of which each step waits for the one before, are written by Estrin's rule: pairs of terms, pairs of pairs,
 * with powers of the argument beside. The last step stays, because its rounding is most of the error. That is a few products more for a third of
 * the waiting. In a long loop the next elements are computed meanwhile, so there it is done to long polynomials only.
 */
final class Estrin {

    /** Elements of a short loop, the most. */
    static final int FEW = 512;

    /** The least degree for few elements, and for many. */
    private static final int OF_FEW = 4;

    private static final int OF_MANY = 8;

    /**
     * A polynomial in Horner's form.
     *
     * @param x the argument
     * @param coefficients the constant term first
     */
    private record Horner(Var x, List<Var> coefficients) {
        int degree() {
            return coefficients.size() - 1;
        }
    }

    /** By the node of the last step. */
    private final Map<Var, Horner> chains = new IdentityHashMap<>();

    private Estrin(Uses uses) {
        for (Var node : uses.order()) {
            if (node.op() instanceof Fma && isLiteral(node.inputs().get(2))) {
                add(node, uses);
            }
        }
    }

    static List<Var> apply(List<Var> outputs) {
        Estrin estrin = new Estrin(new Uses(outputs));
        return Substitution.rebuild(outputs, Map.of(), estrin::rewritten);
    }

    private void add(Var node, Uses uses) {
        for (int k = 0; k < 2; k++) {
            Var inner = node.inputs().get(k);
            Var x = node.inputs().get(1 - k);
            List<Var> coefficients = new ArrayList<>(List.of(node.inputs().get(2)));
            Horner before = chains.get(inner);
            if (isLiteral(inner)) {
                coefficients.add(inner);
            } else if (before != null && before.x == x && uses.isOnly(inner)) {
                coefficients.addAll(before.coefficients);
                chains.remove(inner);
            } else {
                continue;
            }
            chains.put(node, new Horner(x, coefficients));
            return;
        }
    }

    private static boolean isLiteral(Var x) {
        return x.op() instanceof Constant
                ? x.shape().elements() == 1
                : x.op() instanceof Broadcast && isLiteral(x.inputs().getFirst());
    }

    private @Nullable Var rewritten(Var node, Op op, List<Var> operands) {
        Horner chain = chains.get(node);
        int least = node.shape().elements() <= FEW ? OF_FEW : OF_MANY;
        if (chain == null || chain.degree() < least) {
            return null;
        }
        Var x = node.inputs().get(1) == chain.x ? operands.get(1) : operands.get(0);
        List<Var> above = chain.coefficients.subList(1, chain.coefficients.size());
        return Var.of(new Fma(), pairs(x, above), x, chain.coefficients.getFirst());
    }

    private static Var pairs(Var x, List<Var> coefficients) {
        List<Var> terms = coefficients;
        Var power = x;
        while (terms.size() > 1) {
            List<Var> next = new ArrayList<>();
            for (int i = 0; i + 1 < terms.size(); i += 2) {
                next.add(Var.of(new Fma(), terms.get(i + 1), power, terms.get(i)));
            }
            if (terms.size() % 2 == 1) {
                next.add(terms.getLast());
            }
            terms = next;
            if (terms.size() > 1) {
                power = Var.of(new Binary(Binary.Fn.MUL), power, power);
            }
        }
        return terms.getFirst();
    }
}
