package ppl.aeppl.joint;

import java.util.Objects;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Environment;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** The caller's map, with nodes of the model replaced by their values. */
record FixedBijector(Bijector map, Environment environment) implements Bijector {

    /** Whether all that the map depends on has a value. */
    boolean isFixed(Var u) {
        return environment.fixed(map.forward(u).var()) != null;
    }

    private Var fixed(Var node) {
        return Objects.requireNonNull(environment.fixed(node), () -> "no value yet: " + node);
    }

    @Override
    public String name() {
        return map.name();
    }

    @Override
    public Support image() {
        return map.image();
    }

    @Override
    public TensorType unconstrained(TensorType draw) {
        return map.unconstrained(draw);
    }

    @Override
    public Value forward(Var u) {
        return map.forward(u).map(this::fixed);
    }

    @Override
    public Var inverse(Var x) {
        return fixed(map.inverse(x));
    }

    @Override
    public LogTerms logJacobian(Var u) {
        return map.logJacobian(u).map(this::fixed);
    }
}
