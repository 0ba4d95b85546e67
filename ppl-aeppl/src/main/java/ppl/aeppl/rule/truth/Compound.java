package ppl.aeppl.rule.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.op.Binary;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * Two independent propositions, joined by and, or, or exclusive or.
 *
 * @param fn which of them
 * @param first one
 * @param second the other
 */
record Compound(Binary.Fn fn, Proposition first, Proposition second) implements Proposition {

    @Override
    public String describe() {
        return "(" + first.describe() + ") " + fn.name().toLowerCase(Locale.ROOT) + " (" + second.describe() + ")";
    }

    @Override
    public Shape shape() {
        return Shape.common(first.shape(), second.shape());
    }

    @Override
    public Sources sources() {
        return first.sources().and(second.sources());
    }

    @Override
    public Var logTrue() {
        return switch (fn) {
            case AND -> first.logTrue().plus(second.logTrue());
            case OR -> LogAddExp.of(first.logTrue(), first.logFalse().plus(second.logTrue()));
            default ->
                LogAddExp.of(
                        first.logTrue().plus(second.logFalse()),
                        first.logFalse().plus(second.logTrue()));
        };
    }

    @Override
    public Var logFalse() {
        return switch (fn) {
            case AND -> LogAddExp.of(first.logFalse(), first.logTrue().plus(second.logFalse()));
            case OR -> first.logFalse().plus(second.logFalse());
            default ->
                LogAddExp.of(
                        first.logTrue().plus(second.logTrue()), first.logFalse().plus(second.logFalse()));
        };
    }

    @Override
    public Var draw(KeyVar key) {
        Var a = first.draw(key.fold(0));
        Var b = second.draw(key.fold(1));
        return switch (fn) {
            case AND -> Functions.and(a, b);
            case OR -> Functions.or(a, b);
            default -> Functions.xor(a, b);
        };
    }

    @Override
    public List<ParameterCheck> checks() {
        List<ParameterCheck> checks = new ArrayList<>(first.checks());
        checks.addAll(second.checks());
        return checks;
    }

    @Override
    public Capability<Proposition> elements(Rearrangement by) {
        return first.elements(by) instanceof Capability.Present<Proposition>(Proposition a)
                        && second.elements(by) instanceof Capability.Present<Proposition>(Proposition b)
                ? Capability.of(new Compound(fn, a, b))
                : Capability.absent(describe() + " does not say how its elements are taken apart");
    }
}
