package ppl.aeppl.joint;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.aeppl.law.LogTerms;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.batch.Vectorized.Dependents;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.Select;

/**
 * Log-densities without the summands that do not depend on some variables: to these they are constants, as the log of a binomial coefficient is
 * to the probability. Where something depends on the variables, a density that is −∞ stays so, and all others differ by one constant.
 *
 * @param dependents what depends on the variables
 */
record WithoutConstants(Dependents dependents, Map<Var, Var> done) {

    /** Of the nodes that depend on some variables. */
    static WithoutConstants of(Dependents dependents) {
        return new WithoutConstants(dependents, new IdentityHashMap<>());
    }

    /** The terms that depend on the variables, each with no more than it must have. */
    LogTerms apply(LogTerms terms) {
        LogTerms left = LogTerms.zero(terms.shape());
        for (LogTerms.Term t : terms.terms()) {
            if (dependents.contains(t.body())) {
                left = left.plus(t.coefficient(), apply(t.body()));
            }
        }
        return left;
    }

    private Var apply(Var x) {
        Var known = done.get(x);
        if (known == null) {
            known = dependents.contains(x) ? reduced(x) : Functions.zerosLike(x);
            done.put(x, known);
        }
        return known;
    }

    private Var reduced(Var x) {
        List<Var> operands = x.inputs();
        return switch (x.op()) {
            case Binary(Binary.Fn fn)
            when fn == Binary.Fn.ADD || fn == Binary.Fn.SUB ->
                Var.of(x.op(), apply(operands.get(0)), apply(operands.get(1)));
            case Reduce(Reduce.Fn fn, var _) when fn == Reduce.Fn.SUM -> Var.of(x.op(), apply(operands.getFirst()));
            case Broadcast _ -> Var.of(x.op(), apply(operands.getFirst()));
            case Reshape _ -> Var.of(x.op(), apply(operands.getFirst()));
            case Select _
            when !dependents.contains(operands.get(0)) ->
                Var.of(x.op(), operands.get(0), branch(operands.get(1)), branch(operands.get(2)));
            default -> x;
        };
    }

    /** A branch without the variables may be −∞, and stays. */
    private Var branch(Var x) {
        return dependents.contains(x) ? apply(x) : x;
    }
}
