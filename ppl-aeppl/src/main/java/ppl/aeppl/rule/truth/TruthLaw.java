package ppl.aeppl.rule.truth;

import static ppl.graph.Functions.where;

import java.util.List;
import ppl.aeppl.family.Tails;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of a truth value. Values may be numbers too, 1 for true and 0 for false: so a comparison that is cast has its law.
 *
 * @param what the proposition
 */
record TruthLaw(Proposition what) implements Law {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    private static final Support SUPPORT = Support.integers(Var.constant(0L), Var.constant(1L));

    @Override
    public String describe() {
        return what.describe();
    }

    @Override
    public LawType type() {
        return LawType.elementwise(
                new TensorType(DType.BOOL, what.shape()), BaseMeasure.COUNTING, SUPPORT, what.sources());
    }

    @Override
    public LogTerms logDensity(Value value) {
        Var v = value.var();
        Var log = v.dtype() == DType.BOOL
                ? where(v, what.logTrue(), what.logFalse())
                : where(
                        Functions.equal(v, Var.constant(v.dtype(), 1)),
                        what.logTrue(),
                        where(Functions.equal(v, Var.constant(v.dtype(), 0)), what.logFalse(), NEVER));
        return LogTerms.zero(what.shape()).plus(log);
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.of(Tails.discrete(
                k -> where(k.ge(1), Var.constant(0.0), where(k.ge(0), what.logFalse(), NEVER)),
                k -> where(k.lt(0), Var.constant(0.0), where(k.lt(1), what.logTrue(), NEVER))));
    }

    @Override
    public Capability<Moments> moments() {
        return Capability.of(new Moments(
                what.logTrue().exp(), what.logTrue().plus(what.logFalse()).exp()));
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return switch (what.elements(by)) {
            case Capability.Present<Proposition>(Proposition picked) -> Capability.of(new TruthLaw(picked));
            case Capability.Absent<Proposition>(String why) -> Capability.absent(why);
        };
    }

    @Override
    public Var supportPoint() {
        return Functions.broadcastTo(what.logTrue().ge(what.logFalse()), what.shape());
    }

    @Override
    public Var draw(KeyVar key) {
        return what.draw(key);
    }

    @Override
    public List<ParameterCheck> checks() {
        return what.checks();
    }
}
