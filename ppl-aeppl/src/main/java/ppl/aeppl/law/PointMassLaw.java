package ppl.aeppl.law;

import java.util.LinkedHashMap;
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
 * @param sources the draw that has this value; none of what is computed of one, which consumes no randomness
 */
public record PointMassLaw(Var at, Sources sources) implements Law {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);
    private static final Var ALWAYS = Var.constant(0.0);

    /** Of what is no draw. */
    public PointMassLaw(Var at) {
        this(at, Sources.none());
    }

    @Override
    public String describe() {
        return "PointMass(" + at.label() + ")";
    }

    @Override
    public LawType type() {
        boolean real = at.dtype().isFloat();
        Support support = real ? Support.between(at, at) : Support.integers(number(), number());
        return LawType.elementwise(at.type(), real ? BaseMeasure.MIXED : BaseMeasure.COUNTING, support, sources);
    }

    /** The value as a number: 0 or 1 of a truth value. */
    private Var number() {
        return at.dtype() == DType.BOOL ? at.cast(DType.I64) : at;
    }

    @Override
    public LogTerms logDensity(Value value) {
        Var here = Functions.equal(value.var(), at);
        return LogTerms.zero(at.shape()).plus(Functions.where(here, ALWAYS, NEVER));
    }

    @Override
    public List<Atom> atoms() {
        return at.dtype().isFloat() ? List.of(new Atom(at, ALWAYS)) : List.of();
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.of(event -> {
            Var x = number();
            Var in = Var.constant(true);
            if (event.lo() != null) {
                in = event.loClosed() ? x.ge(event.lo()) : x.gt(event.lo());
            }
            if (event.hi() != null) {
                in = Functions.and(in, event.hiClosed() ? x.le(event.hi()) : x.lt(event.hi()));
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
        Var picked = Functions.broadcastTo(by.parameter(at), by.to());
        return Capability.of(new PointMassLaw(picked, sources.rearranged(by)));
    }

    /** That of a float is a Gaussian without spread, as a part of one. */
    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return kind == GaussianForm.class && at.dtype() == DType.F64
                ? Capability.of(kind.cast(GaussianForm.fixed(at)))
                : Law.super.form(kind);
    }

    @Override
    public Capability<Moments> moments() {
        return Capability.of(new Moments(Functions.toFloat(number()), ALWAYS));
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        Map<Var, Value> recovered = new LinkedHashMap<>();
        sources.draws().stream()
                .filter(draw -> draw.type().equals(value.var().type()))
                .forEach(draw -> recovered.put(draw, value));
        return recovered;
    }

    @Override
    public Var supportPoint() {
        return at;
    }

    @Override
    public Var draw(KeyVar key) {
        return Functions.broadcastTo(at, key.each(at.shape()));
    }

    @Override
    public List<ParameterCheck> checks() {
        return List.of();
    }
}
