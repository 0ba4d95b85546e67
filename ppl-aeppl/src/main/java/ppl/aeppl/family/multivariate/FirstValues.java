package ppl.aeppl.family.multivariate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Spread;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;

/**
 * The distribution of the first values of a series: of numbers, which are independent, or of normal vectors.
 *
 * @param family of which they are
 * @param count how many values come first
 * @param timed whether the parameters of numbers have an axis for the values, the last, or are the same for all
 */
record FirstValues(Family family, int count, boolean timed) {

    /**
     * Those of a family, where its parameters are not known yet: families that no series begins with are refused as far as they are known by
     * what they are.
     */
    static FirstValues of(Family family, int count, boolean timed) {
        boolean vectors = family instanceof MultivariateFamily && !(timed && family instanceof MvNormal);
        if (count < 1
                || vectors
                || (family instanceof ScalarFamily numbers && !numbers.dtype().isFloat())) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "a series begins with continuous numbers, or with a normal vector of as many as it has coefficients, but not with "
                            + count + " of " + family.name()
                            + "\n  to fix: give a distribution of numbers with a density");
        }
        return new FirstValues(family, count, timed);
    }

    /**
     * Those of a distribution, if a series can begin with it.
     *
     * @param owner the series, for messages
     */
    static FirstValues of(String owner, Distribution init, int count, boolean timed) {
        FirstValues first = new FirstValues(init.family(), count, timed);
        LawType type = init.law(Shape.common(init.family().batch(init.parameters()), Shape.of(1)))
                .type();
        if (!type.eventAxes().isEmpty() && !(timed && first.isVector())) {
            throw new LogDensityException(
                    DensityCode.EVENT_AXES_MISMATCH,
                    owner + " begins with " + (timed ? "numbers or a normal vector" : "a number")
                            + ", but a draw of init " + init
                            + " has elements with a joint law\n  to fix: give a distribution of numbers");
        }
        if (!(type.measure() instanceof BaseMeasure.Lebesgue)) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    owner + " begins with continuous numbers, but the measure of init " + init + " is " + type.measure()
                            + "\n  to fix: give a distribution with a density");
        }
        first.batch(owner, init.parameters());
        return first;
    }

    /** Refuses a series too short for them. */
    void requireLength(String owner, int length) {
        if (length < count) {
            throw new LogDensityException(
                    DensityCode.PARAMETER,
                    owner + " needs length >= " + count + ", but length is " + length
                            + "; give the number of values of a draw, the first ones included");
        }
    }

    private boolean isVector() {
        return family instanceof MvNormal;
    }

    /** The batch of series that the parameters imply. */
    Shape batch(String owner, List<Var> p) {
        Shape shape = family.batch(p);
        if (!timed) {
            return shape;
        }
        Shape all = isVector() ? family.type(p, shape).shape() : shape;
        boolean fits = all.rank() == 0
                || all.extent(-1).is(count)
                || (!isVector() && all.extent(-1).is(1));
        if (!fits) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    owner + " begins with " + count + " values, one for each coefficient of rho, but init "
                            + family.describe(p) + " has shape " + all
                            + "; give parameters that are numbers, or have a last axis of that length");
        }
        return all.slice(0, Math.max(0, all.rank() - 1));
    }

    /** The law of the first values {@code [batch, count]}. */
    private Law law(List<Var> p, Shape batch, Sources sources) {
        return family.law(parameters(p), shape(batch), sources);
    }

    private Shape shape(Shape batch) {
        return isVector() ? batch : batch.concat(Shape.of(count));
    }

    private List<Var> parameters(List<Var> p) {
        return timed
                ? p
                : IntStream.range(0, p.size()).mapToObj(i -> along(p, i)).toList();
    }

    private Var along(List<Var> p, int i) {
        int before = p.get(i).rank() - family.parameters().get(i).ownAxes();
        return before > 0 ? Functions.expandDims(p.get(i), before) : p.get(i);
    }

    LogTerms logp(Var x, List<Var> p, Shape batch) {
        LogTerms each = law(p, batch, Sources.none()).logDensity(Value.of(x));
        return isVector() ? each : each.sumOver(Set.of(batch.rank()));
    }

    Var draw(KeyVar key, List<Var> p, Shape batch) {
        return law(p, batch, Sources.none()).draw(key);
    }

    Var supportPoint(List<Var> p, Shape batch) {
        return law(p, batch, Sources.none()).supportPoint();
    }

    /** The mean {@code [batch, count]}, if it is known. */
    Capability<Var> mean(List<Var> p, Shape batch) {
        return switch (law(p, batch, Sources.none()).moments()) {
            case Capability.Present<Moments>(Moments m) ->
                Capability.of(Functions.broadcastTo(m.mean(), batch.concat(Shape.of(count))));
            case Capability.Absent<Moments>(String why) -> Capability.absent(why);
        };
    }

    /** A factor F {@code [.., count, n]} of their covariances {@code F F^T}; of numbers the standard deviations, on a diagonal. */
    Var factor(List<Var> p, Shape batch) {
        if (isVector()) {
            return normal(p, batch).map(form -> Spread.of(form).factor()).orElseThrow();
        }
        Var variance = law(p, batch, Sources.none())
                .moments()
                .orElseThrow(DensityCode.NO_RULE, "the variance of " + family.describe(p))
                .variance();
        Var deviations = normal(p, batch).map(GaussianForm::scale).orElseGet(variance::sqrt);
        return diagonal(Functions.broadcastTo(deviations, batch.concat(Shape.of(count))));
    }

    private Var diagonal(Var x) {
        Var one = Functions.eye(count).gt(0);
        return Functions.where(one, Functions.expandDims(x, -1), Var.constant(0.0));
    }

    /** Whether they are normal. */
    boolean isNormal(List<Var> p, Shape batch) {
        return normal(p, batch).isPresent();
    }

    /** By a draw of their own, since nothing shares the first values of a series alone. */
    private Optional<GaussianForm> normal(List<Var> p, Shape batch) {
        Var draw = Var.random(family, "init", shape(batch), parameters(p));
        return law(p, batch, Sources.of(draw)).form(GaussianForm.class)
                        instanceof Capability.Present<GaussianForm>(GaussianForm form)
                ? Optional.of(form)
                : Optional.empty();
    }

    /** The parameters of some of the series. */
    List<Var> rearranged(List<Var> p, Rearrangement by) {
        return IntStream.range(0, p.size())
                .mapToObj(i -> {
                    int own = family.parameters().get(i).ownAxes();
                    boolean all = p.get(i).rank() <= own;
                    return all ? p.get(i) : by.parameter(p.get(i), timed && !isVector() ? own + 1 : own);
                })
                .toList();
    }
}
