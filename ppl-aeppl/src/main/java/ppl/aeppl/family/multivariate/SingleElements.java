package ppl.aeppl.family.multivariate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * The law of vectors of which each element alone has a law of a known family, as a count of a multinomial vector has the binomial one. Two
 * elements of one vector depend on each other, so no more than one of each is taken.
 *
 * @param decorated the law of whole vectors, along the last axis
 * @param each the family of an element
 * @param parameters those of the elements, each broadcastable to a draw
 */
record SingleElements(Law decorated, ScalarFamily each, List<Var> parameters) implements LawDecorator {

    /** Copies the parameters. */
    SingleElements {
        parameters = List.copyOf(parameters);
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        Capability<Law> whole = decorated.elements(by);
        if (whole.isPresent()) {
            return whole;
        }
        return vectorsMet(by)
                .<Capability<Law>>map(sources -> Capability.of(
                        new OneElement(each.law(each.rearranged(parameters, by), by.to(), Sources.none()), sources)))
                .orElse(whole);
    }

    /** All elements of the vectors from which one is taken, since each tells of the others; empty if more than one may be. */
    private Optional<Sources> vectorsMet(Rearrangement by) {
        Sources sources = decorated.type().sources();
        Supplier<int[]> known = by.origins();
        if (known == null) {
            return by.to().isKnown() && by.to().elements() == 1 ? Optional.of(sources.whole()) : Optional.empty();
        }
        int length = by.from().size(-1);
        int[] vectors = IntStream.of(known.get()).map(i -> i / length).toArray();
        if (IntStream.of(vectors).distinct().count() < vectors.length) {
            return Optional.empty();
        }
        int[] all = IntStream.of(vectors)
                .flatMap(v -> IntStream.range(v * length, (v + 1) * length))
                .toArray();
        Rearrangement rows = Rearrangement.taking(by.from(), Shape.of(vectors.length, length), all);
        return Optional.of(sources.rearranged(rows).whole());
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return decorated.recover(value);
    }
}
