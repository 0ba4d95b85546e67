package ppl.aeppl.family.discrete;

import static ppl.graph.Functions.where;

import java.util.List;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.FiniteTails;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.Weights;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Iota;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.Variates;

/**
 * One of K categories, 0, …, K−1. The last axis of the parameter runs over categories, the others are batch axes.
 *
 * <p>Probabilities that are constants or data and do not sum to 1 within 1e-9 are rescaled, with a warning; with {@code
 * -Dppl.strict=true} they are refused. Those that are computed are not rescaled: where they do not sum to 1 the joint log-density is
 * −∞, and a draw is refused. So no log-density is ever that of probabilities with another sum.
 *
 * @param logit true if the parameter gives log-probabilities up to a constant (they are normalised); else it gives
 *     probabilities
 */
public record Categorical(boolean logit) implements ScalarFamily {

    /** The family by its probabilities. */
    public static final Categorical FAMILY = new Categorical(false);

    private static final Weights.Of WEIGHTS = new Weights.Of("Categorical", "p", "categoricalLogit");

    /** The family by unnormalised log-probabilities. */
    public static final Categorical LOGIT = new Categorical(true);

    /**
     * A position 0, 1, ... with the probabilities along the last axis of {@code p}. Constants and data that do not sum to 1 are rescaled
     * with a warning, or refused with {@code -Dppl.strict=true}; what is computed must sum to 1, or has log-density −∞.
     */
    public static Distribution of(Var p) {
        return FAMILY.with(Weights.rescaled(WEIGHTS, p));
    }

    /** A position 0, 1, ... with log-probabilities along the last axis of {@code logitP}, known up to a constant. */
    public static Distribution logit(Var logitP) {
        return LOGIT.with(logitP);
    }

    /** A position 0, 1, ... with these probabilities; rescaled with a warning if they do not sum to 1. */
    public static Distribution of(double... p) {
        return of(Var.constant(p));
    }

    /** A position 0, 1, ... with these log-probabilities, known up to a constant. */
    public static Distribution logit(double... logitP) {
        return logit(Var.constant(logitP));
    }

    @Override
    public String name() {
        return "Categorical";
    }

    @Override
    public DType dtype() {
        return DType.I64;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter(logit ? "logitP" : "p", logit ? Constraint.REAL : Constraint.JOINT, 1));
    }

    @Override
    public Shape batch(List<Var> p) {
        Shape shape = p.getFirst().shape();
        if (shape.rank() == 0) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "Categorical needs a vector of probabilities (or several along leading axes), but got "
                            + p.getFirst().describe()
                            + "; give the probability of each category: of two, vector(subtract(1, p), p)");
        }
        return shape.slice(0, shape.rank() - 1);
    }

    @Override
    public TensorType type(List<Var> p, Shape batch) {
        ScalarFamily.requireParameters(this, p, batch(p), batch);
        return new TensorType(DType.I64, batch);
    }

    private static int categories(List<Var> p) {
        return p.getFirst().shape().size(-1);
    }

    @Override
    public Support support(List<Var> p) {
        return Support.integers(Var.constant(0L), Var.constant((long) categories(p) - 1));
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        return logit ? List.of() : List.of(Weights.check(WEIGHTS, p.getFirst()));
    }

    private Var logProbabilities(List<Var> p) {
        Var x = p.getFirst();
        return logit ? x.minus(Functions.expandDims(LogMath.logSumExp(x, -1), -1)) : x.log();
    }

    @Override
    public LogTerms logp(Value value, List<Var> p) {
        Var ok = value.in(support(p));
        Var k = value.or(ok, 0).var().cast(DType.I64);
        return LogTerms.zero(value.shape())
                .plus(gathered(logProbabilities(p), k))
                .only(ok);
    }

    /** The entry k of the last axis, for each batch element; logs are taken once per category, not per element. */
    private static Var gathered(Var table, Var k) {
        if (table.rank() == 1) {
            return Functions.take(table, k, 0);
        }
        int categories = table.shape().size(-1);
        Shape full = k.shape().concat(Shape.of(categories));
        int rows = k.shape().elements();
        Var flat = Functions.reshape(Functions.broadcastTo(table, full), Shape.of(rows * categories));
        Var start = Var.of(new Iota(Extent.of(rows))).times(categories);
        return Functions.take(flat, Functions.reshape(start, k.shape()).plus(k), 0);
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        Var values = Var.of(new Iota(Extent.of(categories(p)))).cast(DType.F64);
        return Capability.of(FiniteTails.of(values, logProbabilities(p)));
    }

    private Var probabilities(List<Var> p) {
        return logit ? logProbabilities(p).exp() : p.getFirst();
    }

    @Override
    public Var mean(List<Var> p) {
        Var values = Var.of(new Iota(Extent.of(categories(p)))).cast(DType.F64);
        return probabilities(p).times(values).sum(-1);
    }

    @Override
    public Var variance(List<Var> p) {
        Var values = Var.of(new Iota(Extent.of(categories(p)))).cast(DType.F64);
        Var away = values.minus(Functions.expandDims(mean(p), -1));
        return probabilities(p).times(away.square()).sum(-1);
    }

    /** The most probable category; the first of several. */
    @Override
    public Var supportPoint(List<Var> p) {
        Var x = p.getFirst();
        Var values = Var.of(new Iota(Extent.of(categories(p))));
        Var top = Functions.expandDims(x.max(-1), -1);
        return where(Functions.equal(x, top), values, Var.constant((long) categories(p)))
                .min(-1);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Variates.categorical(key, probabilities(p), batch);
    }
}
