package ppl.aeppl.law;

import ppl.graph.Var;

/**
 * {@code x = lo + exp(u)}; the logarithm for lo = 0.
 *
 * @param lo lower end of the support
 */
public record LowerBound(Var lo) implements Bijector {

    @Override
    public String name() {
        return lo.isSplat(0) ? "log" : "lowerbound";
    }

    @Override
    public Support image() {
        return new Support.RealInterval(lo, false, null, false);
    }

    @Override
    public Value forward(Var u) {
        return new Value(lo.plus(u.exp()), true, new Value.Distance(lo, u), null);
    }

    @Override
    public Var inverse(Var x) {
        return x.minus(lo).log();
    }

    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape()).plus(u);
    }
}
