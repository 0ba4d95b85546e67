package ppl.aeppl.family.discrete;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.List;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.family.Tails;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * Each of the whole numbers from lower to upper, both included, with the same probability. The ends lie between −2<sup>53</sup> and
 * 2<sup>53</sup>, where float64 holds all whole numbers and tells them from others.
 *
 * <p><b>Numerics:</b> quantiles are float64, with slope 0; probabilities within 2<sup>−45</sup> of a step, relative in the smaller tail, count as
 * that step. Draws multiply 52 random bits, so of w numbers each has its probability but for a share of {@code w / 2^52}.
 */
public record DiscreteUniform() implements ScalarFamily {

    /** The family. */
    public static final DiscreteUniform FAMILY = new DiscreteUniform();

    private static final List<Parameter> PARAMETERS =
            List.of(new Parameter("lower", Constraint.WHOLE), new Parameter("upper", Constraint.WHOLE));

    private static final double SLACK = 0x1p-45;
    private static final Var ONE = Var.constant(1.0);

    /** Each whole number from {@code lower} to {@code upper}, both included, with the same probability. */
    public static Distribution of(Number lower, Number upper) {
        return FAMILY.with(lower, upper);
    }

    @Override
    public String name() {
        return "DiscreteUniform";
    }

    @Override
    public DType dtype() {
        return DType.I64;
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Support support(List<Var> p) {
        return Support.integers(p.get(0).cast(DType.I64), p.get(1).cast(DType.I64));
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        List<ParameterCheck> checks = new ArrayList<>(ScalarFamily.super.checks(p));
        Var ordered = p.get(0).le(p.get(1));
        if (!ordered.isSplat(1)) {
            checks.add(new ParameterCheck(
                    name(),
                    "upper",
                    ">= lower",
                    "correct the ends, or exchange them",
                    p.get(1),
                    ordered,
                    new ParameterCheck.Bound("lower", p.get(0))));
        }
        return checks;
    }

    /** How many numbers there are. */
    private static Var count(List<Var> p) {
        return p.get(1).minus(p.get(0)).plus(1);
    }

    @Override
    public LogTerms logp(Value x, List<Var> p) {
        return LogTerms.zero(x.shape()).minus(count(p).log()).only(x.in(support(p)));
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.discrete(
                x -> logShare(x.minus(p.get(0)).plus(1), p),
                x -> logShare(p.get(1).minus(x), p)));
    }

    /** The log of some numbers as a share of all, from below 0 to above all. */
    private static Var logShare(Var some, List<Var> p) {
        Var any = some.gt(0);
        Var share = Functions.minimum(where(any, some, ONE).div(count(p)), ONE);
        return where(any, share.log(), where(some.le(0), Var.constant(Double.NEGATIVE_INFINITY), some));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(q -> at(q, ONE.minus(q), p), q -> at(ONE.minus(q), q, p)));
    }

    /** The least number with so much at or below it and so much above, counted from the nearer end. */
    private static Var at(Var below, Var above, List<Var> p) {
        Var count = count(p);
        Var first = Functions.maximum(Functions.ceil(below.times(count).times(1 - SLACK)), ONE);
        Var left = Functions.floor(above.times(count).times(1 + SLACK));
        Var x = where(below.le(above), p.get(0).plus(first).minus(1), p.get(1).minus(left));
        Var inside = Functions.minimum(Functions.maximum(x, p.get(0)), p.get(1));
        return Gradient.stop(where(and(below.ge(0), above.ge(0)), inside, Var.constant(Double.NaN)));
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0).plus(p.get(1)).times(0.5);
    }

    @Override
    public Var variance(List<Var> p) {
        return count(p).square().minus(1).div(12);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return Functions.floor(mean(p));
    }

    /** The product rounds to less than the count, since the uniform number is at most 1 - 2^-53. */
    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Functions.floor(key.uniform(batch).times(count(p)))
                .plus(p.get(0))
                .cast(DType.I64);
    }
}
