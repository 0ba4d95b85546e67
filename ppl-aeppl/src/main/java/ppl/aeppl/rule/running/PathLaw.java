package ppl.aeppl.rule.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of a path: each element given those before it has the law of its step. The value implies the steps.
 *
 * @param base the law of the steps
 * @param map how they make the path
 * @param axis along which
 * @param type the type of the law, found once
 */
record PathLaw(Law base, Accumulated map, int axis, LawType type) implements Law {

    static Law of(Law base, Accumulated map, int axis) {
        LawType of = base.type();
        List<Dependence> batch = new ArrayList<>(of.batch());
        if (!of.eventAxes().contains(axis)) {
            int before = (int) of.eventAxes().stream().filter(a -> a < axis).count();
            batch.set(axis - before, Dependence.SERIAL);
        }
        LawType type = new LawType(
                of.draw(),
                of.measure(),
                map.support(of.support()),
                of.eventAxes(),
                batch,
                of.sources().whole());
        return new PathLaw(base, map, axis, type);
    }

    @Override
    public String describe() {
        return map.name() + " with steps " + base.describe();
    }

    @Override
    public LogTerms logDensity(Value value) {
        Var y = Functions.broadcastTo(value.var(), type.draw().shape());
        Var possible = map.isPath(y, axis);
        Var safe = possible.isSplat(1)
                ? y
                : Functions.where(possible, y, Gradient.stop(map.path(base.supportPoint(), axis)));
        LogTerms terms = base.logDensity(steps(safe, possible));
        Var slope = map.logSlope(safe, axis);
        if (slope != null) {
            Var counted = type.eventAxes().isEmpty()
                    ? Functions.where(terms.elementwise().gt(Double.NEGATIVE_INFINITY), slope, Var.constant(0.0))
                    : slope;
            LogTerms jacobian = LogTerms.zero(type.draw().shape()).plus(counted);
            terms = terms.plus(jacobian.sumOver(type.eventAxes()));
        }
        boolean joint = !type.eventAxes().isEmpty() && possible.rank() > 0;
        return terms.only(joint ? Functions.all(possible, type.eventAxisArray()) : possible);
    }

    /** Where an element is no number, a step inside of the support, so that no slope becomes NaN. */
    private Value steps(Var path, Var possible) {
        Value steps = map.steps(path, axis);
        return possible.isSplat(1) ? steps : steps.or(possible, Gradient.stop(base.supportPoint()));
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        if (kind == GaussianForm.class
                && map instanceof RunningSum sum
                && base.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm steps)
                && steps.shape().isKnown()) {
            int n = steps.shape().size(axis);
            return steps.mapped(axis, n, rows -> sum.path(rows, rows.rank() - 2))
                    .<Capability<F>>map(form -> Capability.of(kind.cast(form)))
                    .orElseGet(() -> Law.super.form(kind));
        }
        return Law.super.form(kind);
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return base.recover(map.steps(value.var(), axis));
    }

    @Override
    public Var supportPoint() {
        return map.path(base.supportPoint(), axis);
    }

    @Override
    public Var draw(KeyVar key) {
        Var steps = base.draw(key);
        return map.path(steps, axis + steps.rank() - type.draw().shape().rank());
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }

    @Override
    public List<ParameterCheck> checks(Value value) {
        return base.checks(map.steps(value.var(), axis));
    }

    /** Whether steps can be told from a path: single points with a probability of their own are lost to rounding. */
    static boolean tells(Law base) {
        return base.type().measure() instanceof BaseMeasure.Lebesgue
                || base.type().measure() instanceof BaseMeasure.Counting;
    }
}
