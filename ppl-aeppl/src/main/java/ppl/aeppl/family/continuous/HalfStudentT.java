package ppl.aeppl.family.continuous;

import static ppl.aeppl.numeric.Constants.LOG_2;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.function.UnaryOperator;
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
import ppl.aeppl.numeric.Scale;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/**
 * The law of the absolute value of a Student t variable with nu degrees of freedom, location 0 and a scale sigma.
 */
public record HalfStudentT() implements ScalarFamily {

    /** The family. */
    public static final HalfStudentT FAMILY = new HalfStudentT();

    private static final List<Parameter> PARAMETERS = List.of(Parameter.positive("nu"), Parameter.positive("sigma"));

    /** The absolute value of a Student t with {@code nu} degrees of freedom, location 0 and scale {@code sigma}. */
    public static Distribution of(Number nu, Number sigma) {
        return FAMILY.with(nu, sigma);
    }

    @Override
    public String name() {
        return "HalfStudentT";
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
        return Support.nonNegative();
    }

    @Override
    public LogTerms logp(Value x, List<Var> p) {
        Var ok = x.in(support(p));
        Var root = p.get(0).sqrt();
        Scale sigma = Scale.of(p.get(1), root);
        Var squares = HalfCauchy.logSquares(x.or(ok, 1), sigma, sigma.log().plus(root.log()));
        return StudentT.logp(x.shape(), squares, p.get(0), sigma).plus(LOG_2).only(ok);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        Scale sigma = Scale.of(p.get(1));
        return Capability.of(Tails.continuous(
                x -> tail(sigma.overExactly(x), z -> StudentTail.logInside(z, p.get(0)), Double.NEGATIVE_INFINITY),
                x -> tail(sigma.overExactly(x), z -> StudentTail.logOutside(z, p.get(0)), 0)));
    }

    private static Var tail(Var z, UnaryOperator<Var> f, double below) {
        Var none = z.le(0);
        return where(none, Var.constant(below), f.apply(where(none, Var.constant(1.0), z)));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(new Quantile(
                q -> StudentTail.size(q, false, p.get(0)).times(p.get(1)),
                q -> StudentTail.size(q, true, p.get(0)).times(p.get(1))));
    }

    @Override
    public Var mean(List<Var> p) {
        Var nu = p.get(0);
        Var finite = nu.gt(1);
        Var size = StudentTail.densityAtZero(nu).times(2).times(nu.div(where(finite, nu.minus(1), Var.constant(1.0))));
        return where(finite, size.times(p.get(1)), Var.constant(Double.POSITIVE_INFINITY));
    }

    @Override
    public Var variance(List<Var> p) {
        Var nu = p.get(0);
        Var finite = nu.gt(2);
        Var square = nu.div(where(finite, nu.minus(2), Var.constant(1.0)))
                .times(p.get(1).square());
        Var mean = where(finite, mean(p), Var.constant(0.0));
        return where(finite, square.minus(mean.square()), Var.constant(Double.POSITIVE_INFINITY));
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return p.get(1);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Variates.studentT(key, p.get(0), batch).abs().times(p.get(1));
    }
}
