package ppl.aeppl.law;

import ppl.graph.Var;

/** {@code x = u}: for the whole line, and for whole numbers. */
public record Identity() implements Bijector {

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public Support image() {
        return Support.reals();
    }

    @Override
    public Value forward(Var u) {
        return Value.of(u);
    }

    @Override
    public Var inverse(Var x) {
        return x;
    }

    @Override
    public LogTerms logJacobian(Var u) {
        return LogTerms.zero(u.shape());
    }
}
