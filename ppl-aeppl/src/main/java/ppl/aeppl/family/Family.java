package ppl.aeppl.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.RandomFamily;

/**
 * A family of laws: everything about a distribution in one place. How to draw is what the graph needs of it; the density
 * and the rest come with its {@link #law}. Most families are a {@link ScalarFamily}.
 *
 * <p>To add one: write it as a record in a file of its own, with the functions that make its {@link Distribution}s. Models
 * find it by the name that it gets in {@code ppl.api.Distributions}; a family elsewhere is used directly.
 */
public interface Family extends RandomFamily {

    /** Its parameters, in order. */
    List<Parameter> parameters();

    /** The set that holds every draw, given the parameters. */
    Support support(List<Var> parameters);

    /**
     * The law of a draw.
     *
     * @param parameters nodes without randomness, each broadcastable to the batch
     * @param batch the shape of independent repetitions
     * @param sources the draws that the law is made of. It takes its own value for that of each ({@link Law#recover}), so a rule that
     *     derives the law of something else, such as a sum, decorates it ({@link ppl.aeppl.law.LawDecorator})
     */
    Law law(List<Var> parameters, Shape batch, Sources sources);

    /**
     * The batch shape that the parameters imply: their common shape, without axes of one event; a scalar without parameters.
     *
     * @throws ppl.graph.GraphException with code SHAPE if they do not broadcast to a common shape
     */
    default Shape batch(List<Var> parameters) {
        return parameters.isEmpty() ? Shape.of() : Shape.common(parameters, name());
    }

    /** The parameters of independent elements of a draw. */
    default List<Var> rearranged(List<Var> parameters, Rearrangement batch) {
        return IntStream.range(0, parameters.size())
                .mapToObj(i ->
                        batch.parameter(parameters.get(i), parameters().get(i).ownAxes()))
                .toList();
    }

    /** A law of the family by its location and scale, if it has such; empty for most families. */
    default Optional<LocationScale> locationScale(List<Var> parameters) {
        return Optional.empty();
    }

    @Override
    default List<ParameterCheck> checks(List<Var> parameters) {
        List<ParameterCheck> checks = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            parameters().get(i).check(name(), parameters.get(i)).ifPresent(checks::add);
        }
        return checks;
    }

    /**
     * This family with parameters.
     *
     * @throws ppl.graph.GraphException as {@link Distribution}
     * @throws ppl.aeppl.LogDensityException as {@link Distribution}
     */
    default Distribution with(Number... parameters) {
        return new Distribution(this, Arrays.stream(parameters).map(Var::of).toList());
    }

    /** The family with its parameters, such as {@code Normal(mu=0.0, sigma=sigma)}. */
    default String describe(List<Var> parameters) {
        return IntStream.range(0, parameters.size())
                .mapToObj(i ->
                        parameters().get(i).name() + "=" + parameters.get(i).label())
                .collect(Collectors.joining(", ", name() + "(", ")"));
    }
}
