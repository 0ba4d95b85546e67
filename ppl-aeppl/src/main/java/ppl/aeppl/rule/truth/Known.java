package ppl.aeppl.rule.truth;

import static ppl.graph.Functions.where;

import java.util.List;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/** A truth value that is not random. */
record Known(Var value) implements Proposition {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    private static final Var ALWAYS = Var.constant(0.0);

    @Override
    public String describe() {
        return value.label();
    }

    @Override
    public Shape shape() {
        return value.shape();
    }

    @Override
    public Sources sources() {
        return Sources.none();
    }

    @Override
    public Var logTrue() {
        return where(value, ALWAYS, NEVER);
    }

    @Override
    public Var logFalse() {
        return where(value, NEVER, ALWAYS);
    }

    @Override
    public Var draw(KeyVar key) {
        return Functions.broadcastTo(value, key.each(value.shape()));
    }

    @Override
    public List<ParameterCheck> checks() {
        return List.of();
    }

    @Override
    public Capability<Proposition> elements(Rearrangement by) {
        return Capability.of(new Known(by.parameter(value)));
    }
}
