package ppl.aeppl.family.composed;

import static ppl.graph.Functions.where;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.aeppl.family.ComposedFamily;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.numeric.LogMath;
import ppl.aeppl.numeric.Weights;
import ppl.aeppl.rule.mixture.MixtureLaw;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * A draw of one of several distributions, which is picked at random: density sum w f. Which one it was is not known. Where a
 * component has single points with a probability of their own, only such probabilities count there.
 *
 * <p><b>Shapes:</b> weights [.., k] for k distributions, or for one whose last batch axis holds the k components; the other axes
 * broadcast to those of a draw.
 *
 * <p><b>Numerics:</b> weights of 0 are taken: the component counts for nothing, and the gradient by such a weight is given as 0.
 *
 * @param inner the families of the components, or that of all
 * @param along true if there is one, whose last batch axis holds the components
 * @param logit true if the weights are log-probabilities up to a constant
 */
public record Mixture(List<Family> inner, boolean along, boolean logit) implements ComposedFamily {

    private static final Weights.Of WEIGHTS = new Weights.Of("Mixture", "weights", "mixtureLogit");

    /**
     * Copies the list.
     *
     * @throws GraphException with code INPUT if it is empty, or has more than one family for all components
     */
    public Mixture {
        inner = List.copyOf(inner);
        if (inner.isEmpty() || (along && inner.size() != 1)) {
            throw new GraphException(
                    GraphCode.INPUT,
                    "Mixture needs "
                            + (along ? "one distribution for all components" : "a distribution for each weight")
                            + ", but got " + (inner.isEmpty() ? "none" : inner.size()) + "; give "
                            + (along ? "one" : "one or more"));
        }
    }

    /**
     * One of the components along the last batch axis of a distribution, picked with the probabilities along the last axis of {@code
     * weights}. Constants that do not sum to 1 are rescaled with a warning, or refused with {@code -Dppl.strict=true}.
     */
    public static Distribution of(Var weights, Distribution components) {
        return new Mixture(List.of(components.family()), true, false)
                .of(List.of(Weights.rescaled(WEIGHTS, weights)), List.of(components));
    }

    /**
     * One of several distributions, picked with the probabilities along the last axis of {@code weights}. Constants that do not sum to
     * 1 are rescaled with a warning, or refused with {@code -Dppl.strict=true}.
     */
    public static Distribution of(Var weights, Distribution first, Distribution second, Distribution... others) {
        return of(weights, listed(first, second, others));
    }

    /**
     * One of the distributions of a list, picked with the probabilities along the last axis of {@code weights}.
     *
     * @throws GraphException with code INPUT if the list is empty
     */
    public static Distribution of(Var weights, List<Distribution> components) {
        return several(components, false).of(List.of(Weights.rescaled(WEIGHTS, weights)), components);
    }

    /**
     * One of the components along the last batch axis of a distribution, picked with log-probabilities along the last axis of {@code
     * logitWeights}, known up to a constant.
     */
    public static Distribution logit(Var logitWeights, Distribution components) {
        return new Mixture(List.of(components.family()), true, true).of(List.of(logitWeights), List.of(components));
    }

    /** One of several distributions, picked with log-probabilities along the last axis of {@code logitWeights}, known up to a constant. */
    public static Distribution logit(
            Var logitWeights, Distribution first, Distribution second, Distribution... others) {
        return logit(logitWeights, listed(first, second, others));
    }

    /**
     * One of the distributions of a list, picked with log-probabilities along the last axis of {@code logitWeights}, known up to a
     * constant.
     *
     * @throws GraphException with code INPUT if the list is empty
     */
    public static Distribution logit(Var logitWeights, List<Distribution> components) {
        return several(components, true).of(List.of(logitWeights), components);
    }

    private static List<Distribution> listed(Distribution first, Distribution second, Distribution... others) {
        List<Distribution> all = new ArrayList<>(List.of(first, second));
        all.addAll(Arrays.asList(others));
        return all;
    }

    private static Mixture several(List<Distribution> components, boolean logit) {
        if (components.isEmpty()) {
            throw new GraphException(
                    GraphCode.INPUT, "Mixture needs a distribution for each weight, but got none; give one or more");
        }
        return new Mixture(components.stream().map(Distribution::family).toList(), false, logit);
    }

    @Override
    public String name() {
        return "Mixture";
    }

    @Override
    public List<Parameter> own() {
        return List.of(new Parameter(logit ? "logitWeights" : "weights", logit ? Constraint.REAL : Constraint.JOINT)
                .withOwnAxes(1));
    }

    /** Of one distribution for all components, the axis of these is no axis of the batch. */
    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = ComposedFamily.super.parameters();
        if (!along) {
            return all;
        }
        return Stream.concat(
                        all.stream().limit(own().size()),
                        all.stream().skip(own().size()).map(q -> q.withOwnAxes(q.ownAxes() + 1)))
                .toList();
    }

    @Override
    public Shape batch(List<Var> parameters) {
        Var weights = parameters.getFirst();
        if (weights.rank() == 0) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "Mixture needs a vector of weights (or several along leading axes), but got " + weights.describe()
                            + "; give that of each component: of two, vector(subtract(1, p), p)");
        }
        Extent given = weights.shape().extent(-1);
        Extent needed = components(parameters);
        if (given instanceof Extent.Known && needed instanceof Extent.Known && !given.equals(needed)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "Mixture needs a weight for each component, but got " + weights.describe() + " for " + needed
                            + " components; give one weight each, along the last axis");
        }
        return ComposedFamily.super.batch(parameters);
    }

    private Extent components(List<Var> parameters) {
        return along ? all(parameters).extent(-1) : Extent.of(inner.size());
    }

    /** The batch of the one distribution that holds all components. */
    private Shape all(List<Var> parameters) {
        Shape batch = inner.getFirst().batch(innerOf(parameters).getFirst());
        if (batch.rank() == 0) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "Mixture needs an axis of components, but "
                            + inner.getFirst().describe(innerOf(parameters).getFirst())
                            + " is one; give its parameters for each component along a last axis, or give several distributions");
        }
        return batch;
    }

    @Override
    public Shape batchOf(Family family, List<Var> parameters) {
        Shape batch = family.batch(parameters);
        return along ? batch.slice(0, batch.rank() - 1) : batch;
    }

    @Override
    public List<ParameterCheck> ownChecks(List<Var> parameters) {
        Var weights = parameters.getFirst();
        if (!logit) {
            return List.of(Weights.check(WEIGHTS, weights));
        }
        Var holds = Functions.any(weights.gt(Double.NEGATIVE_INFINITY), -1);
        return List.of(ParameterCheck.of(
                name(),
                "logitWeights",
                "not all -inf over the last axis",
                "give one component some weight",
                weights,
                holds));
    }

    @Override
    public Law compose(List<Var> own, List<List<Var>> parameters, Shape batch, Sources sources) {
        Var logWeights = logWeights(own.getFirst());
        if (along) {
            Shape all = batch.concat(Shape.of(
                    List.of(inner.getFirst().batch(parameters.getFirst()).extent(-1))));
            return MixtureLaw.along(
                    inner.getFirst().law(parameters.getFirst(), all, Sources.none()), logWeights, sources);
        }
        List<Law> laws = IntStream.range(0, inner.size())
                .mapToObj(k -> inner.get(k).law(parameters.get(k), batch, Sources.none()))
                .toList();
        return MixtureLaw.of(laws, logWeights, sources);
    }

    /** Of a weight of 0 minus infinity, without the slope that the log has there. */
    private Var logWeights(Var weights) {
        if (logit) {
            return weights.minus(Functions.expandDims(LogMath.logSumExp(weights, -1), -1));
        }
        return logOf(weights);
    }

    /** The log of a probability, which has no slope at 0. */
    static Var logOf(Var p) {
        Var some = p.gt(0);
        return where(some, where(some, p, Var.constant(1.0)).log(), Var.constant(Double.NEGATIVE_INFINITY));
    }
}
