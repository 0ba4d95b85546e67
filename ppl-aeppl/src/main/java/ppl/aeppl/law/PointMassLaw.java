package ppl.aeppl.law;

import java.util.List;
import java.util.Map;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of something that is not random: all probability at one value, element by element.
 *
 * @param at the value
 */
public record PointMassLaw(Var at) implements Law {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    private static final Var ALWAYS = Var.constant(0.0);

    @Override
    public String describe() {
        return "PointMass(" + at.label() + ")";
    }

    @Override
    public LawType type() {
        boolean real = at.dtype().isFloat();
        Support support = real
                ? Support.between(at, at)
                : at.dtype() == DType.BOOL ? new Support.Integers(null, null) : Support.integers(at, at);
        return LawType.elementwise(at.type(), real ? BaseMeasure.MIXED : BaseMeasure.COUNTING, support, Sources.none());
    }

    @Override
    public LogTerms logDensity(Value value) {
        Var here = Functions.equal(value.var(), at);
        return LogTerms.zero(value.shape()).plus(Functions.where(here, ALWAYS, NEVER));
    }

    @Override
    public List<Atom> atoms() {
        return at.dtype().isFloat() ? List.of(new Atom(at, ALWAYS)) : List.of();
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.of(event -> {
            Var in = Var.constant(true);
            if (event.lo() != null) {
                in = event.loClosed() ? at.ge(event.lo()) : at.gt(event.lo());
            }
            if (event.hi() != null) {
                in = Functions.and(in, event.hiClosed() ? at.le(event.hi()) : at.lt(event.hi()));
            }
            return Functions.where(in, ALWAYS, NEVER);
        });
    }

    @Override
    public Capability<Quantile> quantile() {
        return Capability.of(new Quantile(p -> spread(p.shape()), q -> spread(q.shape())));
    }

    private Var spread(Shape shape) {
        return Functions.broadcastTo(at, Shape.common(at.shape(), shape));
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return Capability.of(new PointMassLaw(Functions.broadcastTo(by.parameter(at), by.to())));
    }

    @Override
    public Capability<Moments> moments() {
        return Capability.of(new Moments(Functions.toFloat(at), ALWAYS));
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }

    @Override
    public Var supportPoint() {
        return at;
    }

    @Override
    public Var draw(KeyVar key) {
        return at;
    }

    @Override
    public List<ParameterCheck> checks() {
        return List.of();
    }
}
