package ppl.aeppl.joint;

import java.util.List;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.ParameterCheck;
import ppl.graph.Var;

/**
 * One summand of a joint log-density.
 *
 * @param name the variable or potential it belongs to
 * @param kind what it is
 * @param terms its log-density, per batch element, in parts
 * @param checks constraints on the parameters of the law; {@link JointDensity#total} decides what a violation does
 */
public record Factor(String name, FactorKind kind, LogTerms terms, List<ParameterCheck> checks) {

    /** Copies the checks. */
    public Factor {
        checks = List.copyOf(checks);
    }

    /** The log-density of each batch element. */
    public Var elementwise() {
        return terms.elementwise();
    }

    /** The log-density, a scalar. */
    public Var total() {
        return terms.total();
    }
}
