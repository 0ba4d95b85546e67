package ppl.aeppl.law;

import ppl.graph.Var;

/**
 * {@code x = hi - exp(u)}.
 *
 * @param hi upper end of the support
 */
public record UpperBound(Var hi) implements Bijector {

    @Override
    public String name() {
        return "upperbound";
    }

    @Override
    public Support image() {
        return new Support.RealInterval(null, false, hi, false);
    }

    @Override
    public Value forward(Var u) {
        return new Value(hi.minus(u.exp()), true, null, new Value.Distance(hi, u));
    }

    @Override
    public Var inverse(Var x) {
        return hi.minus(x).log();
    }

    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape()).plus(u);
    }
}
