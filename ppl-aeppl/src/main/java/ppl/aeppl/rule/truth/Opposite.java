package ppl.aeppl.rule.truth;

import java.util.List;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/** That a proposition is false. */
record Opposite(Proposition of) implements Proposition {

    static Proposition of(Proposition of) {
        return switch (of) {
            case Region region -> region.opposite();
            case Opposite(Proposition twice) -> twice;
            default -> new Opposite(of);
        };
    }

    @Override
    public String describe() {
        return "not (" + of.describe() + ")";
    }

    @Override
    public Shape shape() {
        return of.shape();
    }

    @Override
    public Sources sources() {
        return of.sources();
    }

    @Override
    public Var logTrue() {
        return of.logFalse();
    }

    @Override
    public Var logFalse() {
        return of.logTrue();
    }

    @Override
    public Var draw(KeyVar key) {
        return Functions.not(of.draw(key));
    }

    @Override
    public List<ParameterCheck> checks() {
        return of.checks();
    }

    @Override
    public Capability<Proposition> elements(Rearrangement by) {
        return switch (of.elements(by)) {
            case Capability.Present<Proposition>(Proposition picked) -> Capability.of(of(picked));
            case Capability.Absent<Proposition> absent -> absent;
        };
    }
}
