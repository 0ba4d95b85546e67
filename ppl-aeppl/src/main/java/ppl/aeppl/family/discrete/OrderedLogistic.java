package ppl.aeppl.family.discrete;

import static ppl.graph.Functions.and;
import static ppl.graph.Functions.where;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
import ppl.aeppl.numeric.LogMath;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.math.logistic.Logit;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.op.Iota;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * One of K ordered categories, 0, …, K−1: how many of K−1 increasing cutpoints lie below a logistic variable with location eta and scale 1.
 *
 * <p><b>Shapes:</b> the last axis of the cutpoints is their own; others are batch axes, as all of eta.
 *
 * <p><b>Numerics:</b> a category between two cutpoints has the log-probability of two tails and of the distance of the cutpoints, none of
 * which cancels, however far out eta lies. Quantiles are float64, with slope 0; log-odds within 2<sup>−45</sup> of a step count as that step.
 */
public record OrderedLogistic() implements ScalarFamily {

    /** The family. */
    public static final OrderedLogistic FAMILY = new OrderedLogistic();

    private static final List<Parameter> PARAMETERS =
            List.of(Parameter.real("eta"), new Parameter("cutpoints", Constraint.JOINT, 1));

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double SLACK = 0x1p-45;

    /**
     * How many of the increasing {@code cutpoints}, along their last axis, lie below a logistic variable with location {@code eta}.
     *
     * @throws GraphException with code SHAPE if there is no cutpoint, or no vector of them
     * @throws ppl.aeppl.LogDensityException with code PARAMETER if constant cutpoints are equal, unordered or infinite
     */
    public static Distribution of(Number eta, Var cutpoints) {
        return FAMILY.with(eta, cutpoints);
    }

    @Override
    public String name() {
        return "OrderedLogistic";
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
    public Shape batch(List<Var> p) {
        Shape cutpoints = p.get(1).shape();
        if (cutpoints.rank() == 0 || cutpoints.extent(-1).is(0)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    name() + " needs a vector of at least one cutpoint (or several along leading axes), but got "
                            + p.get(1).describe() + "; give the K-1 cutpoints of K categories, in increasing order");
        }
        return Shape.common(List.of(p.get(0), Functions.take(p.get(1), Var.constant(0L), -1)), name());
    }

    private static Shape cutpoints(List<Var> p) {
        return p.get(1).shape();
    }

    private static int last(List<Var> p) {
        return cutpoints(p).size(-1);
    }

    @Override
    public Support support(List<Var> p) {
        return Support.integers(Var.constant(0L), Var.constant((long) last(p)));
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        Var cutpoints = p.get(1);
        Tensor known = cutpoints.constantValue();
        Var holds = known == null ? areIncreasing(cutpoints) : Var.constant(areIncreasing(known));
        return holds.isSplat(1)
                ? List.of()
                : List.of(ParameterCheck.of(
                        name(),
                        "cutpoints",
                        "finite and each greater than the one before",
                        "sort them and leave out repeated ones, or make them free with the support of ordered vectors",
                        cutpoints,
                        holds));
    }

    private static Var areIncreasing(Var cutpoints) {
        Var finite = Functions.all(cutpoints.abs().lt(INF), -1);
        return cutpoints.shape().size(-1) == 1
                ? finite
                : and(finite, Functions.all(part(cutpoints, 0).lt(part(cutpoints, 1)), -1));
    }

    /** For each row of known ones, so that a mistake is seen at once. */
    private static Tensor areIncreasing(Tensor cutpoints) {
        int[] batch = Arrays.copyOf(cutpoints.sizes(), cutpoints.rank() - 1);
        int length = cutpoints.sizes()[batch.length];
        boolean[] ok = new boolean[IntStream.of(batch).reduce(1, Math::multiplyExact)];
        for (int row = 0; row < ok.length; row++) {
            double before = -INF;
            ok[row] = true;
            for (int i = row * length; i < (row + 1) * length; i++) {
                double next = cutpoints.doubleAt(i);
                ok[row] &= before < next && next < INF;
                before = next;
            }
        }
        return Tensor.wrap(ok, batch);
    }

    /** All cutpoints but the last, or all but the first. */
    private static Var part(Var cutpoints, int first) {
        Var positions = Var.of(new Iota(Extent.of(cutpoints.shape().size(-1) - 1)));
        return Functions.take(cutpoints, positions.plus((long) first), -1);
    }

    /** The cutpoint of a number for each element, the first or the last for numbers beyond these. */
    private static Var cutpoint(Var k, List<Var> p) {
        Var table = p.get(1);
        Var known = Functions.minimum(Functions.maximum(k, Var.constant(0L)), Var.constant((long) last(p) - 1));
        if (table.rank() == 1) {
            return Functions.take(table, known, 0);
        }
        Shape batch = Shape.common(k.shape(), table.shape().slice(0, table.rank() - 1));
        Var rows = Functions.broadcastTo(table, batch.concat(Shape.of(last(p))));
        Var column = Functions.expandDims(Functions.broadcastTo(known, batch), -1);
        return Functions.squeeze(Functions.takeAlongAxis(rows, column, -1), -1);
    }

    @Override
    public LogTerms logp(Value value, List<Var> p) {
        Var ok = value.in(support(p));
        Var k = value.or(ok, 0).var().cast(DType.I64);
        Var eta = p.get(0);
        Var above = cutpoint(k, p);
        Var below = cutpoint(k.minus(1), p);
        Var first = k.le(0);
        Var last = k.ge(last(p));
        Var none = Var.constant(0.0);
        Var inner = Functions.not(Functions.or(first, last));
        Var width = LogMath.log1mExp(where(inner, below.minus(above), Var.constant(-1.0)));
        return LogTerms.zero(value.shape())
                .minus(where(last, none, Softplus.of(eta.minus(above))))
                .minus(where(first, none, Softplus.of(below.minus(eta))))
                .plus(where(inner, width, none))
                .only(ok);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.of(Tails.discrete(k -> tail(true, k, p), k -> tail(false, k, p)));
    }

    private static Var tail(boolean lower, Var k, List<Var> p) {
        Var inside = and(k.ge(0), k.lt(last(p)));
        Var at = cutpoint(where(inside, k, Var.constant(0.0)).cast(DType.I64), p);
        Var distance = lower ? p.get(0).minus(at) : at.minus(p.get(0));
        Var never = Var.constant(-INF);
        Var always = Var.constant(0.0);
        Var beyond = where(k.lt(0), lower ? never : always, where(k.ge(0), lower ? always : never, k));
        return where(inside, Softplus.of(distance).unaryMinus(), beyond);
    }

    /** The distances of all cutpoints from eta, along a last axis. */
    private static Var distances(List<Var> p) {
        return p.get(1).minus(Functions.expandDims(p.get(0), -1));
    }

    @Override
    public Capability<Quantile> quantile(List<Var> p) {
        return Capability.of(
                new Quantile(q -> below(Logit.of(q), p), q -> below(Logit.of(q).unaryMinus(), p)));
    }

    /** How many cutpoints lie below log-odds, those on a step not counted. */
    private static Var below(Var logOdds, List<Var> p) {
        Var slack = Functions.maximum(logOdds.abs(), Var.constant(1.0)).times(-SLACK);
        Var least = where(logOdds.abs().lt(INF), logOdds.plus(slack), logOdds);
        Var count =
                distances(p).lt(Functions.expandDims(least, -1)).cast(DType.F64).sum(-1);
        return Gradient.stop(where(Functions.isNaN(logOdds), logOdds, count));
    }

    /** The sum of the probabilities to exceed each category but the last. */
    @Override
    public Var mean(List<Var> p) {
        return Sigmoid.of(distances(p).unaryMinus()).sum(-1);
    }

    /** The covariances of "exceeds j" and "exceeds k" for all j and k: none is negative. */
    @Override
    public Var variance(List<Var> p) {
        Var distance = distances(p);
        Var within = Sigmoid.of(distance);
        Var beyond = Sigmoid.of(distance.unaryMinus());
        return beyond.times(Functions.cumsum(within, -1).times(2).minus(within)).sum(-1);
    }

    /** The median. */
    @Override
    public Var supportPoint(List<Var> p) {
        return distances(p).lt(0).cast(DType.I64).sum(-1);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Var latent = Logit.of(key.uniform(batch)).plus(p.get(0));
        return p.get(1).lt(Functions.expandDims(latent, -1)).cast(DType.I64).sum(-1);
    }
}
