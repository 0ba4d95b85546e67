package ppl.aeppl.family.composed;

import static ppl.graph.Functions.where;

import java.util.List;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * All probability at 0.
 *
 * @param draw the type of a draw
 */
record PointMassLaw(TensorType draw) implements Law {

    private static final Var ZERO = Var.constant(0L);
    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    private static final Var CERTAIN = Var.constant(0.0);

    @Override
    public String describe() {
        return "0";
    }

    @Override
    public LawType type() {
        return LawType.elementwise(draw, BaseMeasure.COUNTING, Support.integers(ZERO, ZERO), Sources.none());
    }

    @Override
    public LogTerms logDensity(Value value) {
        return LogTerms.zero(draw.shape())
                .plus(Functions.broadcastTo(where(Functions.equal(value.var(), ZERO), CERTAIN, NEVER), draw.shape()));
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.of(PointMassLaw::logProb);
    }

    private static Var logProb(Event e) {
        Var over = e.lo() == null ? Var.constant(true) : e.loClosed() ? e.lo().le(0) : e.lo().lt(0);
        Var under = e.hi() == null ? Var.constant(true) : e.hiClosed() ? e.hi().ge(0) : e.hi().gt(0);
        return where(Functions.and(over, under), CERTAIN, NEVER);
    }

    @Override
    public Capability<Moments> moments() {
        return Capability.of(new Moments(Var.constant(0.0), Var.constant(0.0)));
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return Capability.of(new PointMassLaw(draw.with(by.to())));
    }

    @Override
    public Var supportPoint() {
        return Functions.zeros(draw);
    }

    @Override
    public Var draw(KeyVar key) {
        Shape shape = key.each(draw.shape());
        return Functions.zeros(draw.with(shape));
    }

    @Override
    public List<ParameterCheck> checks() {
        return List.of();
    }
}
