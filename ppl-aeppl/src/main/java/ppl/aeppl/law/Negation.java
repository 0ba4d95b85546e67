package ppl.aeppl.law;

import ppl.graph.Var;

/** {@code x = -u}: in chains, before a map that falls. */
public record Negation() implements Bijector {

    @Override
    public String name() {
        return "negation";
    }

    @Override
    public Support image() {
        return Support.reals();
    }

    @Override
    public Value forward(Var u) {
        return Value.of(u.unaryMinus());
    }

    @Override
    public Var inverse(Var x) {
        return x.unaryMinus();
    }

    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape());
    }
}
