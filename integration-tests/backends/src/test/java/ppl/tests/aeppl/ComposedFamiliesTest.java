package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.api.Distributions.ar;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.censored;
import static ppl.api.Distributions.custom;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.gaussianRandomWalk;
import static ppl.api.Distributions.hurdle;
import static ppl.api.Distributions.mixture;
import static ppl.api.Distributions.mixtureLogit;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.ordered;
import static ppl.api.Distributions.truncated;
import static ppl.api.Distributions.zeroInflated;
import static ppl.graph.Functions.vector;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Support;
import ppl.graph.Shape;

/** Distributions made of others, by the names that models give them. */
class ComposedFamiliesTest {

    /** A typical one of each. */
    static final Map<String, Distribution> EXAMPLES = new TreeMap<>(Map.of(
            "truncated", truncated(normal(0, 1), 39, 40),
            "censored", censored(normal(0, 1), -1, 0.5),
            "mixture", mixture(vector(0.3, 0.7), normal(0, 1), exponential(2)),
            "mixtureLogit", mixtureLogit(vector(-1, 0.5), normal(vector(-1, 2), vector(0.5, 1.5))),
            "zeroInflated", zeroInflated(0.6, binomial(8, 0.3)),
            "hurdle", hurdle(0.6, exponential(1.5)),
            "custom",
                    custom(
                            Support.positive(),
                            (x, p) -> x.log().minus(x.square().times(0.5)),
                            (key, p, shape) ->
                                    key.uniform(shape).log().times(-2).sqrt())));

    /** Those of vectors, which have checks of their own. */
    private static final Map<String, Distribution> VECTORS = Map.of(
            "ordered", ordered(normal(0, 1)),
            "gaussianRandomWalk", gaussianRandomWalk(0.1, 0.5, normal(0, 2), 4),
            "ar", ar(vector(0.5, 0.25), 0.1, 0.5, normal(0, 2), 4));

    static {
        EXAMPLES.putAll(VECTORS);
    }

    /** Those of single numbers without a jump in their density, which the quadrature of the checks does not see. */
    static Stream<String> numbers() {
        return EXAMPLES.keySet().stream().filter(name -> !VECTORS.containsKey(name) && !name.equals("mixture"));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void distributions_made_of_others_conform(String name) {
        Distribution d = EXAMPLES.get(name);
        assertEquals(List.of(), LawConformance.of(name, n -> d.law(Shape.of(n))).failures());
    }
}
