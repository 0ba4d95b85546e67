package ppl.aeppl.family.continuous;

import java.util.List;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;

/**
 * The improper prior with log-density 0 at every number, or at every one of at least 0: no law, as its mass is infinite. It may be
 * conditioned on, where data make the posterior proper, which the density does not know; it has no draws, moments or probabilities.
 *
 * @param positive true if only numbers of at least 0 have the density
 */
public record Flat(boolean positive) implements ScalarFamily {

    /** On the whole line. */
    public static final Flat FAMILY = new Flat(false);
    /** On the numbers of at least 0. */
    static final Flat HALF = new Flat(true);

    /**
     * The improper prior with log-density 0 at every number. The posterior must be proper by the data, which is checked only so far as
     * that something depends on the variable; draws are refused.
     */
    public static Distribution of() {
        return FAMILY.with();
    }

    @Override
    public String name() {
        return positive ? "HalfFlat" : "Flat";
    }

    @Override
    public DType dtype() {
        return DType.F64;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public String whyNoDraws() {
        return name() + " is improper and has no draws; take a law that has, such as "
                + (positive ? "halfNormal(10)" : "normal(0, 10)") + ", or give it a value";
    }

    @Override
    public Support support(List<Var> p) {
        return positive ? Support.nonNegative() : Support.reals();
    }

    @Override
    public LogTerms logp(Value x, List<Var> p) {
        Var ok = x.in(support(p));
        return LogTerms.zero(x.shape()).only(ok.isSplat(1) ? x.isFinite() : Functions.and(ok, x.isFinite()));
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.absent(name() + " is improper: its mass is infinite");
    }

    /** There is none. */
    @Override
    public Var mean(List<Var> p) {
        return Var.constant(Double.NaN);
    }

    /** There is none. */
    @Override
    public Var variance(List<Var> p) {
        return Var.constant(Double.NaN);
    }

    /** 0, or 1 on the half-line: where unconstrained coordinates are 0. */
    @Override
    public Var supportPoint(List<Var> p) {
        return Var.constant(positive ? 1.0 : 0.0);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        throw new GraphException(GraphCode.RANDOM, whyNoDraws());
    }
}
