package ppl.aeppl.family;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.PickedLaw;
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

/** The law of a draw of a {@link MultivariateFamily}. */
record MultivariateLaw(MultivariateFamily family, List<Var> parameters, Shape batch, Sources sources) implements Law {

    @Override
    public String describe() {
        return family.describe(parameters);
    }

    @Override
    public LawType type() {
        TensorType draw = family.type(parameters, batch);
        Support support = family.support(parameters);
        return new LawType(
                draw,
                measure(draw, support),
                support,
                eventAxes(draw),
                Collections.nCopies(batch.rank(), Dependence.INDEPENDENT),
                sources);
    }

    /** Those that the family's type adds to the batch. */
    private Set<Integer> eventAxes(TensorType draw) {
        return IntStream.range(batch.rank(), draw.shape().rank()).boxed().collect(Collectors.toUnmodifiableSet());
    }

    /** On a surface where events have more elements than the map onto the support has coordinates. */
    private BaseMeasure measure(TensorType draw, Support support) {
        if (!draw.dtype().isFloat()) {
            return BaseMeasure.COUNTING;
        }
        if (support.eventRank() == 0) {
            return BaseMeasure.LEBESGUE;
        }
        Shape coordinates = event(support.bijector().unconstrained(draw).shape());
        Shape elements = event(draw.shape());
        boolean known = coordinates.isKnown() && elements.isKnown();
        return known && coordinates.elements() < elements.elements()
                ? new BaseMeasure.Surface(coordinates.elements())
                : BaseMeasure.LEBESGUE;
    }

    private Shape event(Shape shape) {
        return shape.slice(batch.rank(), shape.rank());
    }

    @Override
    public LogTerms logDensity(Value value) {
        LogTerms terms = family.logp(value, parameters, batch);
        if (terms.shape().isKnown() && batch.isKnown() && !terms.shape().equals(batch)) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "the family " + family.name() + " gives its log-density in the shape " + terms.shape()
                            + ", but of draws of batch shape " + batch + " it must have one term an event, " + batch
                            + "\n  to fix: correct its logp");
        }
        return terms;
    }

    /** Whole events, whose axes must stay the last and in order. */
    @Override
    public Capability<Law> elements(Rearrangement by) {
        Set<Integer> events = type().eventAxes();
        List<Integer> last = by.axes()
                .subList(
                        Math.max(0, by.axes().size() - events.size()), by.axes().size());
        Optional<Rearrangement> rows = by.without(events);
        if (rows.isEmpty() || !last.equals(events.stream().sorted().toList())) {
            return Capability.absent("the elements of " + describe() + " along "
                    + (events.size() == 1
                            ? "axis " + batch.rank() + " have a joint law, so that axis stays whole and the last"
                            : "axes " + events + " have a joint law, so these axes stay whole and the last, in order"));
        }
        List<Var> p = family.rearranged(parameters, rows.get());
        Law picked = family.law(p, rows.get().to(), sources.rearranged(by));
        return Capability.of(new PickedLaw(picked, this, by));
    }

    /** None if it does not say which draws it is the law of: what it shares with other laws is not known. */
    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        Optional<F> form = sources.isEmpty()
                ? Optional.empty()
                : family.form(kind, parameters, type().draw().shape(), sources);
        return form.map(Capability::of).orElseGet(() -> Law.super.form(kind));
    }

    @Override
    public Capability<Moments> moments() {
        return Capability.of(new Moments(family.mean(parameters), family.variance(parameters)));
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        Map<Var, Value> recovered = new LinkedHashMap<>();
        sources.draws().forEach(s -> recovered.put(s, value));
        return recovered;
    }

    @Override
    public Var supportPoint() {
        return Functions.broadcastTo(
                family.supportPoint(parameters), type().draw().shape());
    }

    @Override
    public Var draw(KeyVar key) {
        return family.draw(key, parameters, batch);
    }

    @Override
    public List<ParameterCheck> checks() {
        return family.checks(parameters);
    }
}
