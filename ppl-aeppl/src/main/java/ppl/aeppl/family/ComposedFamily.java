package ppl.aeppl.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * A family made of others, such as a mixture of them: its parameters are its own and then those of the others, in order. Everything
 * else follows from the law that it makes of theirs.
 */
public interface ComposedFamily extends Family {

    /** Its own parameters. */
    List<Parameter> own();

    /** The families that it is made of. */
    List<Family> inner();

    /**
     * The law, from those of the other families.
     *
     * @param own its own parameters
     * @param inner those of each other family
     * @param sources the draws that it is the law of
     */
    Law compose(List<Var> own, List<List<Var>> inner, Shape batch, Sources sources);

    /** The checks of its own parameters that their constraints do not say. */
    default List<ParameterCheck> ownChecks(List<Var> parameters) {
        return List.of();
    }

    /** A distribution of this family. */
    default Distribution of(List<Var> own, List<Distribution> inner) {
        List<Var> all = new ArrayList<>(own);
        inner.forEach(d -> all.addAll(d.parameters()));
        return new Distribution(this, all);
    }

    @Override
    default List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(own());
        inner().forEach(family -> all.addAll(family.parameters()));
        return all;
    }

    /** Its own among all parameters. */
    default List<Var> ownOf(List<Var> parameters) {
        return parameters.subList(0, own().size());
    }

    /** Those of each of the other families among all parameters. */
    default List<List<Var>> innerOf(List<Var> parameters) {
        Distribution.requireCount(this, parameters);
        List<List<Var>> lists = new ArrayList<>();
        int at = own().size();
        for (Family family : inner()) {
            int next = at + family.parameters().size();
            lists.add(parameters.subList(at, next));
            at = next;
        }
        return lists;
    }

    /** The law of a draw that nobody knows. */
    private Law law(List<Var> parameters, Shape batch) {
        return compose(ownOf(parameters), innerOf(parameters), batch, Sources.none());
    }

    @Override
    default Law law(List<Var> parameters, Shape batch, Sources sources) {
        return new ComposedLaw(compose(ownOf(parameters), innerOf(parameters), batch, sources), this, parameters);
    }

    @Override
    default Shape batch(List<Var> parameters) {
        List<List<Var>> lists = innerOf(parameters);
        Stream<Shape> ofInner = IntStream.range(0, lists.size()).mapToObj(i -> batchOf(inner().get(i), lists.get(i)));
        Stream<Shape> ofOwn = IntStream.range(0, own().size()).mapToObj(i -> {
            Shape shape = parameters.get(i).shape();
            return shape.slice(0, Math.max(0, shape.rank() - own().get(i).ownAxes()));
        });
        return Shape.common(Stream.concat(ofOwn, ofInner).toArray(Shape[]::new));
    }

    /** The batch axes that it has of those of another family's parameters. */
    default Shape batchOf(Family family, List<Var> parameters) {
        return family.batch(parameters);
    }

    @Override
    default TensorType type(List<Var> parameters, Shape batch) {
        ScalarFamily.requireParameters(this, parameters, batch(parameters), batch);
        return law(parameters, batch).type().draw();
    }

    @Override
    default Support support(List<Var> parameters) {
        return law(parameters, batch(parameters)).type().support();
    }

    @Override
    default Interval range(List<Var> parameters) {
        return support(parameters).bounds();
    }

    @Override
    default List<ParameterCheck> checks(List<Var> parameters) {
        List<ParameterCheck> checks = new ArrayList<>();
        List<List<Var>> lists = innerOf(parameters);
        for (int i = 0; i < lists.size(); i++) {
            checks.addAll(inner().get(i).checks(lists.get(i)));
        }
        for (int i = 0; i < own().size(); i++) {
            own().get(i).check(name(), parameters.get(i)).ifPresent(checks::add);
        }
        checks.addAll(ownChecks(parameters));
        return checks;
    }

    @Override
    default @Nullable String whyNoDraws() {
        return inner().stream()
                .map(Family::whyNoDraws)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    default Var draw(KeyVar key, List<Var> parameters, Shape batch) {
        return law(parameters, batch).draw(key);
    }

    @Override
    default String describe(List<Var> parameters) {
        List<List<Var>> lists = innerOf(parameters);
        Stream<String> ofOwn = IntStream.range(0, own().size())
                .mapToObj(i -> own().get(i).name() + "=" + parameters.get(i).label());
        Stream<String> ofInner =
                IntStream.range(0, lists.size()).mapToObj(i -> inner().get(i).describe(lists.get(i)));
        return Stream.concat(ofInner, ofOwn).collect(Collectors.joining(", ", name() + "(", ")"));
    }
}
