package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.HalfCauchy;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.Var;

/** The public check of families, applied to the built-in ones. */
class LawConformanceTest {

    static Stream<Distribution> distributions() {
        return Stream.of(
                Normal.of(c(1.5), c(0.25)),
                Normal.of(c(-30), c(12)),
                HalfNormal.of(c(2.5)),
                Uniform.of(c(-2), c(5)),
                Exponential.of(c(0.3)),
                Cauchy.of(c(2), c(0.5)),
                HalfCauchy.of(c(3)),
                LogNormal.of(c(0.5), c(0.6)),
                Gamma.of(c(2.5), c(1.5)),
                Beta.of(c(2), c(3.5)),
                StudentT.of(c(5), c(1), c(2)),
                Poisson.of(c(3.5)),
                Binomial.of(Var.constant(12L), c(0.35)),
                Categorical.of(Var.constant(0.2, 0.5, 0.3)),
                Bernoulli.of(c(0.3)),
                Bernoulli.logit(c(-1.2)));
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
