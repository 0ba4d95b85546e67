package ppl.aeppl.rule.linear;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of vectors that a matrix maps one-to-one. The value implies the vectors before.
 *
 * @param node what it is the law of, for messages
 * @param base the law of the vectors
 * @param map the map
 * @param axis that of the vectors, an event axis now
 * @param type the type of the law, found once
 */
record LinearLaw(Var node, Law base, Matrix map, int axis, LawType type) implements Law {

    static Law of(Var node, Law base, Matrix map) {
        LawType of = base.type();
        int axis = of.draw().shape().rank() - map.fromEnd();
        Set<Integer> events = new TreeSet<>(of.eventAxes());
        List<Dependence> batch = new ArrayList<>(of.batch());
        if (events.add(axis)) {
            batch.remove(
                    axis - (int) of.eventAxes().stream().filter(a -> a < axis).count());
        }
        LawType type = new LawType(
                node.type(),
                of.measure(),
                Support.reals(),
                events,
                batch,
                of.sources().whole());
        return new LinearLaw(node, base, map, axis, type);
    }

    @Override
    public String describe() {
        return "linear map of " + base.describe();
    }

    /** An infinite value has no density; nor has it a solution. */
    @Override
    public LogTerms logDensity(Value value) {
        Var y = Functions.broadcastTo(value.var(), type.draw().shape());
        Var finite = y.abs().lt(Double.POSITIVE_INFINITY);
        Var safe = Functions.where(finite, y, Gradient.stop(supportPoint()));
        LogTerms density = base.logDensity(Value.of(map.undo(safe)));
        Set<Integer> own = base.type().eventAxes();
        if (!own.contains(axis)) {
            density = density.sumOver(
                    Set.of(axis - (int) own.stream().filter(a -> a < axis).count()));
        }
        return density.plus(jacobian()).only(Functions.all(finite, type.eventAxisArray()));
    }

    /** One log-determinant for each vector, which those that have one event add up. */
    private LogTerms jacobian() {
        Var each = Functions.expandDims(map.logDeterminant(), -1);
        Set<Integer> others = new TreeSet<>();
        for (int a : base.type().eventAxes()) {
            if (a != axis) {
                others.add(a > axis ? a - 1 : a);
            }
        }
        return LogTerms.zero(type.draw().shape().without(axis)).minus(each).sumOver(others);
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        if (kind == GaussianForm.class
                && base.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm x)
                && x.shape().isKnown()) {
            return x.mapped(axis, x.shape().size(axis), this::ofRows)
                    .<Capability<F>>map(form -> Capability.of(kind.cast(form)))
                    .orElseGet(() -> Law.super.form(kind));
        }
        return Law.super.form(kind);
    }

    /** The map of matrices whose rows are the places along the axis. */
    private Var ofRows(Var rows) {
        return map.kind() == Matrix.Kind.RIGHT_PRODUCT
                ? Functions.matmul(Functions.expandDims(Functions.matrixTranspose(map.matrix()), -3), rows)
                : map.apply(rows);
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return base.recover(Value.of(map.undo(value.var())));
    }

    @Override
    public Var supportPoint() {
        return map.apply(base.supportPoint());
    }

    @Override
    public Var draw(KeyVar key) {
        return map.apply(base.draw(key));
    }

    @Override
    public List<ParameterCheck> checks() {
        return with(base.checks());
    }

    @Override
    public List<ParameterCheck> checks(Value value) {
        return with(base.checks(Value.of(map.undo(value.var()))));
    }

    private List<ParameterCheck> with(List<ParameterCheck> ofBase) {
        List<ParameterCheck> checks = new ArrayList<>(ofBase);
        Var log = map.logDeterminant();
        Var holds = log.abs().lt(Double.POSITIVE_INFINITY);
        if (!holds.isSplat(1)) {
            checks.add(ParameterCheck.of(
                    "the linear map " + node.expression(),
                    "the log of the determinant of its matrix",
                    "finite",
                    "the matrix is singular, and elements that are tied to each other have no joint density: correct it",
                    log,
                    holds));
        }
        return checks;
    }
}
