package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Families;
import ppl.graph.Var;

/** The public check of families, applied to the built-in ones. */
class LawConformanceTest {

    static Stream<Distribution> distributions() {
        return Stream.of(
                Families.normal(c(1.5), c(0.25)),
                Families.normal(c(-30), c(12)),
                Families.halfNormal(c(2.5)),
                Families.uniform(c(-2), c(5)),
                Families.exponential(c(0.3)),
                Families.cauchy(c(2), c(0.5)),
                Families.halfCauchy(c(3)),
                Families.logNormal(c(0.5), c(0.6)),
                Families.gamma(c(2.5), c(1.5)),
                Families.beta(c(2), c(3.5)),
                Families.studentT(c(5), c(1), c(2)),
                Families.poisson(c(3.5)),
                Families.binomial(Var.constant(12L), c(0.35)),
                Families.categorical(Var.constant(0.2, 0.5, 0.3)),
                Families.bernoulli(c(0.3)),
                Families.bernoulliLogit(c(-1.2)));
    }

    private static Var c(double value) {
        return Var.constant(value);
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void built_in_families_conform(Distribution distribution) {
        assertEquals(List.of(), LawConformance.of(distribution).failures());
    }
}
