package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.LOG_2;
import static ppl.graph.Functions.where;

import java.util.List;
import org.jspecify.annotations.Nullable;
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
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/** The uniform law between lower and upper. */
public record Uniform() implements ScalarFamily {

    /** The family. */
    public static final Uniform FAMILY = new Uniform();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.real("lower"), Parameter.real("upper"));

    /** Uniform between {@code lower} and {@code upper}. */
    public static Distribution of(Number lower, Number upper) {
        return FAMILY.with(lower, upper);
    }

    @Override
    public String name() {
        return "Uniform";
    }

    @Override
    public DType dtype() {
        return DType.F64;
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Support support(List<Var> p) {
        return Support.between(p.get(0), p.get(1));
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        Var ordered = p.get(0).lt(p.get(1));
        return ordered.isSplat(1)
                ? List.of()
                : List.of(new ParameterCheck(
                        name(),
                        "upper",
                        "> lower",
                        "correct the ends, or exchange them",
                        p.get(1),
                        ordered,
                        new ParameterCheck.Bound("lower", p.get(0))));
    }

    @Override
    public LogTerms logp(Value x, List<Var> p) {
        return LogTerms.zero(x.shape()).minus(logWidth(p)).only(x.in(support(p)));
    }

    /** One, or half where the ends are constants so far apart that their difference overflows. */
    private static double unit(List<Var> p) {
        Tensor width = width(p).constantValue();
        for (int i = 0; width != null && i < width.length(); i++) {
            if (Double.isInfinite(width.doubleAt(i))) {
                return 0.5;
            }
        }
        return 1;
    }

    private static Var logWidth(List<Var> p) {
        double unit = unit(p);
        return length(p.get(0), p.get(1), unit).log().plus(unit == 1 ? 0 : LOG_2);
    }

    private static Var width(List<Var> p) {
        return p.get(1).minus(p.get(0));
    }

    private static Var length(Var from, Var to, double unit) {
        return to.times(unit).minus(from.times(unit));
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.between(
                x -> logShare(x.above(), p.get(0), length(p.get(0), x.var(), unit(p)), p),
                x -> logShare(x.below(), p.get(1), length(x.var(), p.get(1), unit(p)), p)));
    }

    /** By a known distance from an end where there is one. */
    private static Var logShare(Value.@Nullable Distance known, Var end, Var length, List<Var> p) {
        if (known == null || !known.isTo(end)) {
            return logShare(length, p);
        }
        Var some = Functions.not(known.log().le(Double.NEGATIVE_INFINITY));
        Var share =
                Functions.minimum(where(some, known.log(), Var.constant(0.0)).minus(logWidth(p)), Var.constant(0.0));
        return where(some, share, Var.constant(Double.NEGATIVE_INFINITY));
    }

    /** The log of a length as a share of the whole, for lengths from below 0 to above the width. */
    private static Var logShare(Var length, List<Var> p) {
        Var some = length.gt(0);
        Var whole = length(p.get(0), p.get(1), unit(p));
        Var share = Functions.minimum(where(some, length, whole).div(whole), Var.constant(1.0));
        return where(some, share.log(), Var.constant(Double.NEGATIVE_INFINITY));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(
                q -> p.get(0).plus(width(p).times(q)), q -> p.get(1).minus(width(p).times(q))));
    }

    @Override
    public Var mean(List<Var> p) {
        return p.get(0).plus(p.get(1)).times(0.5);
    }

    @Override
    public Var variance(List<Var> p) {
        return width(p).square().div(12);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return key.uniform(batch).times(width(p)).plus(p.get(0));
    }
}
