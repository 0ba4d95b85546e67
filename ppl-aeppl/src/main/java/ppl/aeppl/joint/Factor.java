package ppl.aeppl.joint;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * One summand of a joint log-density.
 *
 * @param name the variable or potential it belongs to
 * @param kind what it is
 * @param terms its log-density, per batch element, in parts
 * @param checks constraints on the parameters of the law; {@link JointDensity#total} decides what a violation does
 * @param subject the law and the value, for messages; null of a Jacobian or a potential
 */
public record Factor(
        String name,
        FactorKind kind,
        LogTerms terms,
        List<ParameterCheck> checks,
        @Nullable Subject subject) {

    /**
     * What a density is of.
     *
     * @param law the law
     * @param value the value at which it is taken
     */
    public record Subject(Law law, Var value) {}

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
