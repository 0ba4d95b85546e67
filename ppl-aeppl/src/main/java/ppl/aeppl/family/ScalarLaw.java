package ppl.aeppl.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.PickedLaw;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/** The law of a draw of a {@link ScalarFamily}. */
record ScalarLaw(ScalarFamily family, List<Var> parameters, Shape batch, Sources sources) implements Law {

    @Override
    public String describe() {
        return family.describe(parameters);
    }

    @Override
    public LawType type() {
        BaseMeasure measure = family.dtype().isFloat() ? BaseMeasure.LEBESGUE : BaseMeasure.COUNTING;
        return LawType.elementwise(family.type(parameters, batch), measure, family.support(parameters), sources);
    }

    @Override
    public LogTerms logDensity(Value value) {
        return family.logp(value, parameters);
    }

    @Override
    public Capability<EventProbability> events() {
        return family.events(parameters);
    }

    @Override
    public Capability<Quantile> quantile() {
        return family.quantile(parameters);
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        Law picked = new ScalarLaw(family, family.rearranged(parameters, by), by.to(), sources.rearranged(by));
        return Capability.of(new PickedLaw(picked, this, by));
    }

    /** None if it does not say which draws it is the law of: what it shares with other laws is not known. */
    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        Optional<F> form = sources.isEmpty() ? Optional.empty() : family.form(kind, parameters, batch, sources);
        return form.map(Capability::of).orElseGet(() -> Law.super.form(kind));
    }

    @Override
    public Capability<Moments> moments() {
        return Capability.of(new Moments(family.mean(parameters), family.variance(parameters)));
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        Map<Var, Value> recovered = new LinkedHashMap<>();
        sources.draws().stream().filter(s -> s.dtype() == value.var().dtype()).forEach(s -> recovered.put(s, value));
        return recovered;
    }

    @Override
    public Var supportPoint() {
        return Functions.broadcastTo(family.supportPoint(parameters).cast(family.dtype()), batch);
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
