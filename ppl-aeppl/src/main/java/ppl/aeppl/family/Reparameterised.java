package ppl.aeppl.family;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;

/**
 * A family by other parameters, such as the normal law by its precision. Constraints and messages name the parameters
 * as given. Where the density is better computed from other parameters (such as log-odds), make the parameterisation a component of
 * the family's record instead.
 *
 * @param base the family by the parameters that its formulas are written in
 * @param parameters the parameters as given, whose constraints imply those of the base
 * @param conversion from the parameters as given to those of the base
 */
public record Reparameterised(ScalarFamily base, List<Parameter> parameters, UnaryOperator<List<Var>> conversion)
        implements ScalarFamily {

    /** Copies the parameters. */
    public Reparameterised {
        parameters = List.copyOf(parameters);
    }

    private List<Var> converted(List<Var> p) {
        return conversion.apply(p);
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public DType dtype() {
        return base.dtype();
    }

    @Override
    public Support support(List<Var> p) {
        return base.support(converted(p));
    }

    @Override
    public LogTerms logp(Value x, List<Var> p) {
        return base.logp(x, converted(p));
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return base.events(converted(p));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return base.quantile(converted(p));
    }

    @Override
    public Var mean(List<Var> p) {
        return base.mean(converted(p));
    }

    @Override
    public Var variance(List<Var> p) {
        return base.variance(converted(p));
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return base.supportPoint(converted(p));
    }

    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape batch, Sources sources) {
        return base.form(kind, converted(p), batch, sources);
    }

    @Override
    public Optional<LocationScale> locationScale(List<Var> p) {
        return base.locationScale(converted(p));
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return base.draw(key, converted(p), batch);
    }
}
