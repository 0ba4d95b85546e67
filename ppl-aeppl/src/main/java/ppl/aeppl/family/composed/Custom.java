package ppl.aeppl.family.composed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
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
 * A distribution of single numbers that a user writes: its log-density and, if it is to be drawn from, its draws, as functions that build
 * graph.
 *
 * {@snippet :
 * Distribution laplace = Custom.of((x, p) -> x.minus(p.get(0)).abs().unaryMinus().minus(Math.log(2)), 0);
 * }
 *
 * <p><b>Shapes:</b> values have the shape of a draw, parameters one that broadcasts to it; the log-density is that of each element.
 *
 * <p><b>Numerics:</b> outside of the support the log-density is −∞, whatever the function gives; inside it is the function's. It must be normalised,
 * which nobody checks.
 *
 * @param density the log-density
 * @param sampler how to draw; null if nobody can
 * @param on the set that holds every draw; whole numbers make a discrete distribution
 * @param count the number of parameters
 */
public record Custom(LogDensityFunction density, @Nullable DrawFunction sampler, Support on, int count)
        implements ScalarFamily {

    /** The log-density of each element of a value, given the parameters. */
    @FunctionalInterface
    public interface LogDensityFunction {

        /** Of the shape of {@code x}. */
        Var at(Var x, List<Var> parameters);
    }

    /** A draw as a graph over the random bits of a key. */
    @FunctionalInterface
    public interface DrawFunction {

        /** Of the shape {@code key.each(shape)}. */
        Var draw(KeyVar key, List<Var> parameters, Shape shape);
    }

    /** Numbers whose log-density a function gives, of parameters in order. Nothing can be drawn from it. */
    public static Distribution of(Custom.LogDensityFunction logp, Number... parameters) {
        return of(Support.reals(), logp, parameters);
    }

    /** Numbers whose log-density and draws functions give, of parameters in order. */
    public static Distribution of(Custom.LogDensityFunction logp, Custom.DrawFunction draw, Number... parameters) {
        return of(Support.reals(), logp, draw, parameters);
    }

    /**
     * Numbers in a set whose log-density a function gives, of parameters in order. Nothing can be drawn from it.
     *
     * @throws LogDensityException with code EVENT_AXES_MISMATCH if it is a set of vectors
     */
    public static Distribution of(Support support, Custom.LogDensityFunction logp, Number... parameters) {
        return made(support, logp, null, parameters);
    }

    /**
     * Numbers in a set whose log-density and draws functions give, of parameters in order.
     *
     * @throws LogDensityException with code EVENT_AXES_MISMATCH if it is a set of vectors
     */
    public static Distribution of(
            Support support, Custom.LogDensityFunction logp, Custom.DrawFunction draw, Number... parameters) {
        return made(support, logp, draw, parameters);
    }

    private static Distribution made(
            Support support, LogDensityFunction logp, @Nullable DrawFunction draw, Number... parameters) {
        if (support.eventRank() != 0) {
            throw new LogDensityException(
                    DensityCode.EVENT_AXES_MISMATCH,
                    "Custom takes a distribution of single numbers, but " + support + " is a set of vectors"
                            + "\n  to fix: give a set of numbers, or write a MultivariateFamily");
        }
        Distribution d = new Distribution(
                new Custom(logp, draw, support, parameters.length),
                Arrays.stream(parameters).map(Var::of).toList());
        d.law().logDensity(Value.of(Var.input("x", d.law().type().draw()))); // so that a wrong function is refused here
        return d;
    }

    @Override
    public String name() {
        return "Custom";
    }

    @Override
    public DType dtype() {
        return on.isDiscrete() ? DType.I64 : DType.F64;
    }

    @Override
    public List<Parameter> parameters() {
        return IntStream.range(0, count).mapToObj(i -> Parameter.real("p" + i)).toList();
    }

    @Override
    public Support support(List<Var> p) {
        return on;
    }

    @Override
    public LogTerms logp(Value x, List<Var> p) {
        Var ok = on.isDiscrete() ? x.in(on) : Functions.and(x.in(on), x.isFinite());
        Value inside = x.or(ok, harmless());
        Var logp = density.at(inside.var(), new ArrayList<>(p));
        if (logp == null || !logp.dtype().isFloat() || !logp.shape().fits(x.shape())) {
            throw new LogDensityException(
                    DensityCode.VALUE_TYPE,
                    "the log-density of Custom must be a float for each element of its value "
                            + x.var().type()
                            + ", but it gives " + (logp == null ? "null" : logp.type())
                            + "\n  to fix: leave sums over elements out of it, and cast whole numbers");
        }
        return LogTerms.zero(x.shape())
                .plus(Functions.broadcastTo(logp, x.shape()))
                .only(ok);
    }

    private Var harmless() {
        return Functions.cast(point(), dtype());
    }

    /** A number inside, as far as the ends say. */
    private Var point() {
        Support.RealInterval hull = on.hull();
        Var lo = hull.lo();
        Var hi = hull.hi();
        if (on.isDiscrete()) {
            return lo != null ? lo : hi != null ? hi : Var.constant(0L);
        }
        return lo == null
                ? hi == null ? Var.constant(0.0) : hi.minus(1)
                : hi == null ? lo.plus(1) : lo.times(0.5).plus(hi.times(0.5));
    }

    @Override
    public Capability<EventProbability> events(List<Var> p) {
        return Capability.absent("Custom is given by its log-density, which says no probability of an interval");
    }

    @Override
    public Var mean(List<Var> p) {
        return Var.constant(Double.NaN);
    }

    @Override
    public Var variance(List<Var> p) {
        return Var.constant(Double.NaN);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return point();
    }

    @Override
    public @Nullable String whyNoDraws() {
        return sampler == null
                ? "Custom was given its log-density only, and no way to draw; give custom(...) a function that draws, or give the variable a value"
                : null;
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        if (sampler == null) {
            throw new GraphException(GraphCode.RANDOM, String.valueOf(whyNoDraws()));
        }
        return sampler.draw(key, new ArrayList<>(p), batch);
    }
}
